"""Works a text cites: 《titles》 with the 发文字号 that follows them, and bare 发文字号."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from operator import attrgetter

from disclosure.records.official_document.characters import without_blanks
from zhifu_portal.kernel.chinese.document_numbers import FoundNumber, find_document_numbers

_LONGEST_TITLE = 150
_DIRECTLY_BEFORE_NUMBER = re.compile(r"\s*[（(〔\[]?\s*")
_INTRODUCES_SHORT_NAME = re.compile(r"(?:简称|统称|下称)为?[“\"：:]?$")
_INNER_MARKS = str.maketrans("《》", "〈〉")


@dataclass(frozen=True)
class Citation:
    """A work cited: `title` without 《》 (empty when only the number is given), canonical number or None, and where.

    `start` is the offset of 《, or of the bare number, in the text that was searched.
    """

    title: str
    document_number: str | None
    start: int


@dataclass(frozen=True)
class _Quoted:
    title: str
    start: int
    end: int


def find_citations(text: str, *, own_titles: Collection[str] = (), own_numbers: Collection[str] = ()) -> list[Citation]:
    """Find what the text cites, in order, every occurrence.

    Left out are the document itself (`own_titles`, `own_numbers`) and short names defined in the text
    (以下简称《方案》), which name a work cited elsewhere.
    """
    quoted = list(_quoted_titles(text))
    short_names = {
        item.title for item in quoted if _INTRODUCES_SHORT_NAME.search(text, max(item.start - 6, 0), item.start)
    }
    own = {without_blanks(title) for title in own_titles} | short_names
    numbers = find_numbers_by_line(text)
    paired = {item.start: found for item in quoted if (found := _number_of(item, numbers, text))}
    citations = [
        Citation(item.title, str(paired[item.start].number) if item.start in paired else None, item.start)
        for item in quoted
        if item.title not in own
    ]
    taken = {found.start for found in paired.values()}
    citations += [
        Citation("", str(found.number), found.start)
        for found in numbers
        if found.start not in taken and str(found.number) not in own_numbers
    ]
    return sorted(citations, key=lambda citation: citation.start)


def find_numbers_by_line(text: str) -> list[FoundNumber]:
    """Find document numbers line by line, so that none is read across two paragraphs."""
    found: list[FoundNumber] = []
    offset = 0
    for line in text.split("\n"):
        for number, start, end in find_document_numbers(line):
            found.append(FoundNumber(number, start + offset, end + offset))
        offset += len(line) + 1
    return found


def _quoted_titles(text: str) -> Iterator[_Quoted]:
    """Yield what stands in 《》; marks nested inside a title belong to it (written 〈〉 by the standard)."""
    depth = 0
    start = 0
    for place, char in enumerate(text):
        if char == "《":
            start = place if depth == 0 or place - start > _LONGEST_TITLE else start
            depth = 1 if start == place else depth + 1
        elif char == "\n":
            depth = 0
        elif char == "》" and depth:
            depth -= 1
            title = without_blanks(text[start + 1 : place]).translate(_INNER_MARKS)
            if depth == 0 and 1 < len(title) <= _LONGEST_TITLE:
                yield _Quoted(title, start, place + 1)


def _number_of(item: _Quoted, numbers: list[FoundNumber], text: str) -> FoundNumber | None:
    """The number that stands inside a title, or else directly follows it."""
    for found in numbers[bisect_right(numbers, item.start, key=attrgetter("start")) :]:
        if found.start < item.end:
            return found
        return found if _DIRECTLY_BEFORE_NUMBER.fullmatch(text, item.end, found.start) else None
    return None
