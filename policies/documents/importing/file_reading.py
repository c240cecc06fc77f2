"""Reading one official document from a file: inspected first, then its text, then what the layout says of it.

A page saved from a government site is taken apart before: the table above the text says more than the text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import IO, Any, Final

from disclosure.records.enums import Attribute, Genre
from disclosure.records.official_document import OfficialDocument, parse_official_document
from policies.documents.importing.web_pages import document as web_document
from policies.documents.importing.web_pages.head import PageHead
from policies.documents.importing.web_pages.page import Page, page_from_html, page_from_text
from zhifu_portal.kernel.files import FileKind, extract_text, html_to_text, inspect_upload, sniff
from zhifu_portal.kernel.files.readers.plain import decode_text
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
    head: PageHead = field(default_factory=PageHead)
    """What the page states, when the file is a saved page."""
    page_html: str = ""
    """The body of a saved page, with its tables; empty for any other file."""

    @property
    def body_text(self) -> str:
        """The body to be confirmed, one paragraph a line, a tab between cells: the addressees and the whole text."""
        if self.page_html:
            return html_to_text(self.page_html)
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
    if kind is FileKind.HTML and extracted.text:
        page = page_from_html(decode_text(file))
        return _proposal_of_page(page, text=_checked(page.text, extracted.notes), notes=extracted.notes)
    return propose(text=extracted.text, notes=extracted.notes)


def propose(*, text: str, notes: Sequence[str] = ()) -> FileProposal:
    """Return the proposal of a text that was drawn from a file before; raise Refused when there is nothing to read."""
    # A browser sends the lines of a form field with its own line ends.
    text = _checked(text.replace("\r\n", "\n").strip("\n"), notes)
    page = page_from_text(text)
    if page is not None:
        return _proposal_of_page(page, text=text, notes=notes, is_drawn=web_document.has_broken_lines(page))
    return FileProposal(text=text, document=parse_official_document(text), notes=list(notes))


def _proposal_of_page(page: Page, *, text: str, notes: Sequence[str], is_drawn: bool = False) -> FileProposal:
    """Return the proposal of a page; of one drawn line by line, as when it was printed, the paragraphs are joined."""
    document = web_document.read_document(page)
    body = "" if is_drawn else web_document.body_html(page, document)
    return FileProposal(text=text, document=document, notes=list(notes), head=page.head, page_html=body)


def _checked(text: str, notes: Sequence[str]) -> str:
    """Return the text, or refuse one that is empty or that no form could carry."""
    if not text.strip():
        raise Refused(notes or ["文件中没有文字，请检查后重新选择。"])
    if len(text) > MAX_CHARACTERS:
        raise Refused([f"文件文字过长（{len(text)}字），不能超过{MAX_CHARACTERS}字，请拆分后导入。"])
    return text


def describe(*, proposal: FileProposal) -> dict[str, Any]:
    """Return the proposal as plain values for `import_file --json`."""
    document, head = proposal.document, proposal.head
    return {
        "title": document.title,
        "document_number": document.document_number,
        "addressees": document.addressees,
        "composed_on": document.composed_on.isoformat() if document.composed_on else None,
        "published_on": head.published_on.isoformat() if head.published_on else None,
        "issuing_organ": document.issuing_organ,
        "issuing_organs": document.issuing_organs,
        "attribute": document.attribute,
        "genre": document.genre,
        "citations": [
            {"title": citation.title, "document_number": citation.document_number} for citation in document.citations
        ],
        "doubts": document.doubts,
        "notes": proposal.notes,
        "left_out": document.left_out,
        "page_head": {str(name): value for name, value in head.values.items()},
        "body_html": proposal.page_html or document.body_html(),
    }
