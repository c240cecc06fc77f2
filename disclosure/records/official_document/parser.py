"""Read an official document: lines → marked elements → fields, paragraphs, citations, doubts."""

from dataclasses import replace

from disclosure.records.official_document import metadata
from disclosure.records.official_document.addressees import split_addressees
from disclosure.records.official_document.annexes import annex_place, mark_annexes, mark_stray_letterhead
from disclosure.records.official_document.characters import without_blanks
from disclosure.records.official_document.citations import Citation, find_citations
from disclosure.records.official_document.closing import attachment_names, mark_closing, mark_notes
from disclosure.records.official_document.document import Annex, OfficialDocument, Part, body_paragraphs
from disclosure.records.official_document.doubts import find_doubts
from disclosure.records.official_document.head import mark_head
from disclosure.records.official_document.headings import Paragraph, read_paragraph
from disclosure.records.official_document.imprint import copied_organs, mark_imprint, printing_organ
from disclosure.records.official_document.lines import Line, read_lines
from disclosure.records.official_document.marks import split_date_and_note
from disclosure.records.official_document.paragraphs import Measure, join_paragraphs, measure_lines
from disclosure.records.official_document.rendering import paragraphs_text
from disclosure.records.official_document.sheet import PartKind, Sheet
from disclosure.records.official_document.stated import NOTHING_STATED, StatedMetadata, conflicts, with_stated
from disclosure.records.official_document.titles import announced_titles, forwarded_title, issued_title, organs_in_title
from zhifu_portal.kernel.chinese.document_numbers import normalise_document_number

_OPENING_LINES = 6
_ANNEX_KINDS = (PartKind.ANNEX_LABEL, PartKind.ANNEX_TITLE, PartKind.ANNEX_BODY)


def parse_official_document(text: str, *, stated: StatedMetadata = NOTHING_STATED) -> OfficialDocument:
    """Read the text drawn from a file by the layout of GB/T 9704—2012. Takes any text and never raises.

    What is `stated` beside the text wins over what is read from it; a contradiction becomes a doubt.
    Nothing is dropped silently: every line comes out in `parts`, page furniture in `left_out`.
    """
    lines, left_out = read_lines(text)
    sheet = _marked_sheet(lines, stated.title)
    read = _assemble(sheet, left_out, stated.title)
    draft = with_stated(read, stated)
    doubts = [*find_doubts(draft, sheet), *conflicts(read, stated, title=_title_text(sheet))]
    return replace(draft, doubts=doubts)


def _marked_sheet(lines: list[Line], known_title: str) -> Sheet:
    """Say of every line what it is."""
    sheet = Sheet([part for line in lines for part in _separated(line)])
    mark_imprint(sheet)
    mark_notes(sheet)
    start = mark_head(sheet, known_title)
    title = known_title or _title_text(sheet)
    carried = _carried_titles(sheet, start, title)
    mark_stray_letterhead(sheet, start, _known_organs(sheet, title))
    end = mark_closing(sheet, start, annex_place(sheet, start, carried))
    mark_annexes(sheet, end, carried + attachment_names(sheet.texts(PartKind.ATTACHMENTS)))
    sheet.mark_all(sheet.open_from(0), PartKind.BODY)
    return sheet


def _carried_titles(sheet: Sheet, start: int, title: str) -> list[str]:
    """Titles of what the document issues or forwards: the one its own title names, or those its text announces."""
    named = [name for name in (issued_title(title), forwarded_title(title)) if name]
    opening = [sheet.lines[at].text for at in sheet.open_from(start)[:_OPENING_LINES]]
    return named + (announced_titles(opening) if named else [])


def _separated(line: Line) -> list[Line]:
    """Take apart a date and a note drawn as one line."""
    halves = split_date_and_note(line.text)
    return [replace(line, text=halves[0]), Line(halves[1])] if halves else [line]


def _known_organs(sheet: Sheet, title: str) -> list[str]:
    printed = printing_organ(sheet.texts(PartKind.PRINTED))
    last_lines = [without_blanks(line.text) for line in sheet.lines]
    return [*organs_in_title(title), printed, *(text for text in last_lines if title.startswith(text))]


def _title_text(sheet: Sheet) -> str:
    return metadata.document_title(sheet.texts(PartKind.TITLE), metadata.signing_organs(sheet))


def _assemble(sheet: Sheet, left_out: list[str], known_title: str) -> OfficialDocument:
    measure = measure_lines(sheet.of(PartKind.BODY) + sheet.of(PartKind.ANNEX_BODY))
    annexes = _annexes(sheet, measure)
    notice = [read_paragraph(whole) for whole in join_paragraphs(sheet.of(PartKind.BODY), measure)]
    title = known_title or _document_title(sheet, annexes)
    number = metadata.document_number(sheet)
    notes = sheet.texts(PartKind.NOTE)
    citations = _citations(title, number, notice, annexes)
    addressee_line = "".join(sheet.texts(PartKind.ADDRESSEES))
    return OfficialDocument(
        title=title,
        document_number=number,
        genre=metadata.document_genre(title, sheet),
        issuing_organs=metadata.issuing_organs(sheet, title),
        addressee_line=addressee_line,
        addressees=split_addressees(addressee_line),
        notice=notice,
        annexes=annexes,
        attachments=attachment_names(sheet.texts(PartKind.ATTACHMENTS)),
        signature="\n".join(sheet.texts(PartKind.SIGNATURE)),
        composed_on=metadata.composed_on(sheet),
        note="\n".join(notes),
        attribute=metadata.attribute_proposal(notes),
        copied_to=copied_organs(sheet.texts(PartKind.COPIED_TO)),
        printed_by=printing_organ(sheet.texts(PartKind.PRINTED)),
        printed_on=metadata.printed_on(sheet),
        forwarded=metadata.forwarded_document(title, citations),
        citations=citations,
        copy_number=_first(sheet, PartKind.COPY_NUMBER),
        secrecy=_first(sheet, PartKind.SECRECY),
        urgency=_first(sheet, PartKind.URGENCY),
        register_number=_first(sheet, PartKind.REGISTER_NUMBER),
        signers=metadata.signers(sheet),
        parts=_parts(sheet),
        left_out=left_out,
        doubts=[],
    )


def _citations(title: str, number: str, notice: list[Paragraph], annexes: list[Annex]) -> list[Citation]:
    """What the body cites; a document that is only issued by this one is no citation, a forwarded one is."""
    own_titles = {title, issued_title(title)}
    if not forwarded_title(title):
        own_titles |= {annex.title for annex in annexes}
    labels = {normalise_document_number(annex.label) for annex in annexes}
    body = paragraphs_text(body_paragraphs(notice, annexes))
    return find_citations(body, own_titles=own_titles, own_numbers=labels | {number})


def _document_title(sheet: Sheet, annexes: list[Annex]) -> str:
    """Title of the document; for an order or minutes without one, that of the text it carries or of its red head."""
    title = _title_text(sheet)
    if title or not sheet.texts(PartKind.LETTERHEAD):
        return title
    carried = next((annex.title for annex in annexes if annex.title), "")
    heads = [without_blanks(text) for text in sheet.texts(PartKind.LETTERHEAD)]
    return carried or next((head for head in heads if head.endswith("纪要")), "")


def _annexes(sheet: Sheet, measure: Measure) -> list[Annex]:
    """Gather the annexes: each begins at a label, or at a title that follows a text."""
    gathered: list[dict[PartKind, list[Line]]] = []
    before: PartKind | None = None
    for line, kind in zip(sheet.lines, sheet.kinds, strict=True):
        if kind not in _ANNEX_KINDS:
            continue
        begins = kind is PartKind.ANNEX_LABEL or (kind is PartKind.ANNEX_TITLE and before is PartKind.ANNEX_BODY)
        if begins or not gathered:
            gathered.append({known: [] for known in _ANNEX_KINDS})
        gathered[-1][kind].append(line)
        before = kind
    return [
        Annex(
            label="".join(line.text for line in lines[PartKind.ANNEX_LABEL]),
            title=metadata.document_title([line.text for line in lines[PartKind.ANNEX_TITLE]], []),
            paragraphs=[read_paragraph(whole) for whole in join_paragraphs(lines[PartKind.ANNEX_BODY], measure)],
        )
        for lines in gathered
    ]


def _parts(sheet: Sheet) -> list[Part]:
    """Lines of one kind that follow each other, run together line by line."""
    parts: list[Part] = []
    for line, kind in zip(sheet.lines, sheet.kinds, strict=True):
        known = kind or PartKind.LEFT_OUT
        if parts and parts[-1].kind is known:
            parts[-1] = Part(known, f"{parts[-1].text}\n{line.text}")
        else:
            parts.append(Part(known, line.text))
    return parts


def _first(sheet: Sheet, kind: PartKind) -> str:
    return next(iter(sheet.texts(kind)), "")
