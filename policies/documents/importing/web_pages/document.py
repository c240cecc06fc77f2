"""The document on a page: its text read by the layout of official documents, its body with tables and emphasis."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from disclosure.records.official_document import OfficialDocument, PartKind, parse_official_document
from disclosure.records.official_document.characters import squeeze_blanks
from disclosure.records.official_document.headings import Paragraph, read_paragraph
from disclosure.records.official_document.line_kinds import line_kinds
from disclosure.records.official_document.lines import read_lines
from disclosure.records.official_document.metadata import document_title
from disclosure.records.official_document.paragraphs import measure_lines
from disclosure.records.official_document.rendering import paragraphs_html
from policies.documents.importing.web_pages.blocks import Block
from policies.documents.importing.web_pages.page import Page

_ABOVE_TEXT: Final = frozenset(
    {
        PartKind.COPY_NUMBER,
        PartKind.SECRECY,
        PartKind.URGENCY,
        PartKind.REGISTER_NUMBER,
        PartKind.LETTERHEAD,
        PartKind.NUMBER,
        PartKind.SIGNER,
        PartKind.ISSUE_LINE,
        PartKind.TITLE,
    }
)
_TEXT: Final = frozenset({PartKind.BODY, PartKind.ANNEX_BODY})


def read_document(page: Page) -> OfficialDocument:
    """Read the document; what the page states of it wins, what was left out of the page is listed."""
    document = parse_official_document("\n".join(_lines_to_read(page)), stated=page.head.stated())
    return replace(document, left_out=[*page.left_out, *document.left_out])


def has_broken_lines(page: Page) -> bool:
    """Say whether the lines are those of a printed page, which must be joined, and not whole paragraphs."""
    lines, _ = read_lines("\n".join(_lines_to_read(page)))
    return measure_lines(lines).width is not None


def body_html(page: Page, document: OfficialDocument) -> str:
    """Return the body from the addressees to the last line, each block as the page has it, headings as h2 and h3."""
    kinds = iter(line_kinds(_lines_to_read(page), document.parts)[len(_lines_above(page)) :])
    with_kind = [(block, [next(kinds) for _ in block.lines]) for block in page.blocks]
    return "\n".join(_rendered(with_kind))


def _lines_to_read(page: Page) -> list[str]:
    return [*_lines_above(page), *map(_sentence, page.lines)]


def _lines_above(page: Page) -> list[str]:
    """The mark of secrecy that only the head states: nothing may hide it."""
    return [page.head.secrecy_line] if page.head.secrecy_line else []


def _rendered(blocks: list[tuple[Block, list[PartKind]]]) -> Iterator[str]:
    """Write the blocks in order; lines that together are the title of an annex become one heading."""
    for is_title, run in groupby(blocks, key=lambda item: set(item[1]) == {PartKind.ANNEX_TITLE}):
        if is_title:
            title = document_title([squeeze_blanks(line) for block, _ in run for line in block.lines], [])
            yield paragraphs_html([Paragraph(text="", heading=title)])
        else:
            yield from (_html(block, kinds[0]) for block, kinds in run if not _ABOVE_TEXT.issuperset(kinds))


def _html(block: Block, kind: PartKind) -> str:
    if not block.is_paragraph or kind not in _TEXT:
        return block.html
    paragraph = read_paragraph(squeeze_blanks(block.lines[0]))
    # A number and heading set in one with the text are made bold, unless the page shows its own emphasis or links.
    is_plain = block.html.count("<") == 2
    return paragraphs_html([paragraph]) if paragraph.stands_alone or (is_plain and paragraph.heading) else block.html


def _sentence(line: str) -> str:
    """Return a row of a table as the layout of documents can take it: as a sentence."""
    return "，".join(cell for cell in line.split("\t") if cell) + "。" if "\t" in line else line
