"""A saved page taken apart: what it states, the blocks of the document, what was left out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from disclosure.records.official_document.titles import ends_as_title
from policies.documents.importing.web_pages.blocks import Block, blocks_of_html, blocks_of_text
from policies.documents.importing.web_pages.content import find_contents
from policies.documents.importing.web_pages.head import PageHead
from policies.documents.importing.web_pages.head_reading import HeadLines, read_head_lines
from policies.documents.importing.web_pages.labels import Field
from policies.documents.importing.web_pages.meta_tags import read_meta_tags
from policies.documents.importing.web_pages.trimming import document_lines, find_title

_LEAST_SHARE: Final = 0.5
_SHORTEST_TITLE: Final = 6
_PIECES = re.compile(r"[_|｜]+|\s[-—–]+\s|\s*--+\s*")


@dataclass(frozen=True)
class Page:
    """`head` is what the page states, `blocks` the document in order, `left_out` the lines around it."""

    head: PageHead
    blocks: list[Block]
    left_out: list[str]

    @property
    def lines(self) -> list[str]:
        """Lines of the document; cells of a table row are separated by tabs."""
        return [line for block in self.blocks for line in block.lines]

    @property
    def text(self) -> str:
        """The head and the document as text, from which the page can be read again."""
        return "\n".join([*self.head.lines(), *self.lines])


def page_from_html(html: str) -> Page:
    """Take a page of any quality apart; never raises."""
    tags = read_meta_tags(html)
    whole = blocks_of_html(html)
    lines = _lines(whole)
    around = read_head_lines(lines)
    values = tags.values | around.values
    blocks = _content(html, whole)
    inner = read_head_lines(_lines(blocks))
    if Field.TITLE not in values:
        titles = [piece for piece in _pieces(tags.window_title) if _is_title_of(lines, around, piece)]
        values |= {Field.TITLE: titles[0]} if titles else {}
    return _trimmed(blocks, inner, PageHead(values), whole=lines)


def page_from_text(text: str) -> Page | None:
    """Take the text of a page apart; None for the text of a file that has no head of labels and values."""
    blocks = blocks_of_text(text.split("\n"))
    lines = _lines(blocks)
    found = read_head_lines(lines)
    head = PageHead(found.values)
    return _trimmed(blocks, found, head, whole=lines) if head.is_recognisable else None


def _trimmed(blocks: Sequence[Block], found: HeadLines, head: PageHead, *, whole: Sequence[str]) -> Page:
    places = set(document_lines(_lines(blocks), found, title=head.title))
    kept: list[Block] = []
    at = 0
    for block in blocks:
        if any(place in places for place in range(at, at + len(block.lines))):
            kept.append(block)
        at += len(block.lines)
    staying = {line for block in kept for line in block.lines}
    return Page(head, kept, [line for line in whole if line not in staying])


def _content(html: str, whole: list[Block]) -> list[Block]:
    """Blocks of the container of the text, if the page has one that holds at least half of its sentences."""
    contents = [blocks_of_html(content) for content in find_contents(html)]
    largest = max(contents, key=_words, default=[])
    return largest if largest and _words(largest) >= _LEAST_SHARE * _words(whole) else whole


def _words(blocks: Sequence[Block]) -> int:
    """Characters of all lines that read as sentences."""
    return sum(len(line) for line in _lines(blocks) if line.endswith(("。", "；", "：")))


def _pieces(window_title: str) -> list[str]:
    """The title of the window, and the parts it has when the site adds its own name; longest first."""
    pieces = {window_title, *(piece.strip() for piece in _PIECES.split(window_title))}
    return sorted((piece for piece in pieces if len(piece) >= _SHORTEST_TITLE), key=len, reverse=True)


def _is_title_of(lines: Sequence[str], head: HeadLines, piece: str) -> bool:
    return ends_as_title(piece) and find_title(lines, head.region, piece) is not None


def _lines(blocks: Sequence[Block]) -> list[str]:
    return [line for block in blocks for line in block.lines]
