"""Reading one official document from a file: inspected first, then its text, then what the layout says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

from disclosure.records.enums import Attribute, Genre
from disclosure.records.official_document import OfficialDocument, parse_official_document
from zhifu_portal.kernel.files import FileKind, extract_text, inspect_upload, sniff
from zhifu_portal.kernel.refusals import Refused, refuse_if

IMPORT_KINDS: Final = frozenset({FileKind.DOCX, FileKind.PDF, FileKind.OFD, FileKind.HTML, FileKind.TXT})
# Carried through the form together with the edited text, which together may not exceed the limit of a request.
MAX_CHARACTERS: Final = 1_000_000
GENRES: Final = {str(genre.label): genre for genre in Genre} | {"命令": Genre.ORDER}


@dataclass(frozen=True)
class FileProposal:
    """What a file proposes: the text drawn from it, the document read from that text, and hints of the reader."""

    text: str
    document: OfficialDocument
    notes: list[str]

    @property
    def body_text(self) -> str:
        """The body to be confirmed, one paragraph a line: the addressees and the whole text."""
        lines = [self.document.addressee_line, self.document.body_text()]
        return "\n".join(line for line in lines if line)

    @property
    def genre(self) -> Genre:
        """The genre as the record names it."""
        return GENRES.get(self.document.genre, Genre.OTHER)

    @property
    def attribute(self) -> Attribute:
        """The attribute that 附注 proposes, not yet determined when it proposes none."""
        proposed = self.document.attribute
        return Attribute(proposed) if proposed else Attribute.UNDETERMINED

    @property
    def secrecy_refusals(self) -> list[str]:
        """Why nothing of this file may be saved, if it is marked as secret (条例第十四条)."""
        level = self.document.secrecy
        return [f"文件标有密级“{level}”，不能导入，请按保密规定处理。"] if level else []


def read_official_file(*, file: IO[bytes], name: str) -> FileProposal:
    """Return the proposal of a file; raise Refused with every reason, in Chinese, why it cannot be read."""
    refuse_if(inspect_upload(file, name=name, allowed=IMPORT_KINDS))
    kind = sniff(file)
    if kind is None:
        raise Refused(["不认识的文件格式，请选择 docx、PDF、OFD、HTML 或者 TXT 文件。"])
    extracted = extract_text(file, kind)
    return propose(text=extracted.text, notes=extracted.notes)


def propose(*, text: str, notes: Sequence[str] = ()) -> FileProposal:
    """Return the proposal of a text that was drawn from a file before; raise Refused when there is nothing to read."""
    # A browser sends the lines of a form field with its own line ends.
    text = text.replace("\r\n", "\n").strip("\n")
    if not text.strip():
        raise Refused(notes or ["文件中没有文字，请检查后重新选择。"])
    if len(text) > MAX_CHARACTERS:
        raise Refused([f"文件文字过长（{len(text)}字），不能超过{MAX_CHARACTERS}字，请拆分后导入。"])
    return FileProposal(text=text, document=parse_official_document(text), notes=list(notes))


def describe(*, proposal: FileProposal) -> dict[str, Any]:
    """Return the proposal as plain values for `import_file --json`."""
    document = proposal.document
    return {
        "title": document.title,
        "document_number": document.document_number,
        "addressees": document.addressees,
        "composed_on": document.composed_on.isoformat() if document.composed_on else None,
        "issuing_organ": document.issuing_organ,
        "issuing_organs": document.issuing_organs,
        "attribute": document.attribute,
        "genre": document.genre,
        "citations": [
            {"title": citation.title, "document_number": citation.document_number} for citation in document.citations
        ],
        "doubts": document.doubts,
        "notes": proposal.notes,
        "body_html": document.body_html(),
    }
