"""Which lines of a page are of the document: from its title, or below the table, to the foot of the page."""

import re
from collections.abc import Sequence
from typing import Final

from disclosure.records.official_document.marks import is_number_line, is_secrecy_mark, letterhead_name
from disclosure.records.official_document.title_lines import known_title_lines
from policies.documents.importing.web_pages.furniture import begins_foot, is_furniture
from policies.documents.importing.web_pages.head_reading import HeadLines

_ANNEX = re.compile("附[件录表]")
_SHORTEST_SENTENCE: Final = 20
_LARGEST_FOOT: Final = 0.25
_LINES_OF_TITLE: Final = 8


def document_lines(lines: Sequence[str], head: HeadLines, *, title: str) -> list[int]:
    """Return the places of the lines that are of the document; a mark of secrecy always is.

    `title` is what the page calls the document, empty when it does not say.
    """
    open_lines = [at for at, line in enumerate(lines) if at not in head.places and not is_furniture(line)]
    start, titled = _start(lines, open_lines, head, title=title)
    end = _end(lines, start)
    above = [
        at for at in open_lines if at < start and (is_secrecy_mark(lines[at]) or _is_beside_title(lines, at, titled))
    ]
    return above + [at for at in open_lines if start <= at < end]


def find_title(lines: Sequence[str], region: int, title: str) -> int | None:
    """Return the last place among the first lines where the title begins; pages repeat it above the text."""
    for at in range(min(region, len(lines)) - 1, -1, -1):
        if known_title_lines(lines[at : at + _LINES_OF_TITLE], title):
            return at
    return None


def _start(lines: Sequence[str], open_lines: Sequence[int], head: HeadLines, *, title: str) -> tuple[int, int]:
    """Place where the document begins and place of its title, which may stand above the table: the later of both."""
    texts = [lines[at] for at in open_lines]
    region = sum(1 for at in open_lines if at < head.region)
    found = find_title(texts, region, title) if title else None
    if found is None:
        return head.end, head.end
    titled = open_lines[found]
    if titled < head.end:
        return head.end, titled
    while found and open_lines[found - 1] >= head.end and _is_number_or_letterhead(texts[found - 1]):
        found -= 1
    return open_lines[found], titled


def _is_beside_title(lines: Sequence[str], at: int, titled: int) -> bool:
    """Say whether the number stands between the title and the table."""
    return at > titled and is_number_line(lines[at])


def _is_number_or_letterhead(line: str) -> bool:
    return is_number_line(line) or (line.endswith("文件") and letterhead_name(line) is not None)


def _end(lines: Sequence[str], start: int) -> int:
    """Place of the foot: the first of its lines after a sentence and all annexes, if little text follows it."""
    sentences = [len(line) if _is_sentence(line) else 0 for line in lines]
    before = 0
    after = sum(sentences[start:])
    last_annex = max((at for at, line in enumerate(lines) if _ANNEX.match(line)), default=0)
    for at in range(start, len(lines)):
        if before and at > last_annex and begins_foot(lines[at]) and after <= _LARGEST_FOOT * before:
            return at
        before += sentences[at]
        after -= sentences[at]
    return len(lines)


def _is_sentence(line: str) -> bool:
    return line.endswith(("。", "；", "：")) and len(line) >= _SHORTEST_SENTENCE
