"""Physical lines of the drawn text, without the furniture of the page (page numbers, running heads)."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from disclosure.records.official_document.characters import (
    PAGE_BREAK,
    WIDE_BLANK,
    blank_cells,
    clean_characters,
    is_cjk,
    squeeze_blanks,
    width_in_cells,
)
from disclosure.records.official_document.dates import is_date_line
from disclosure.records.official_document.names import is_organ_name

_DASH = r"[—–―\-－_─·•~]"
_PAGE_NUMBER = re.compile(
    rf"(?:{_DASH}+\s*\d{{1,4}}\s*{_DASH}+|第\s*\d{{1,4}}\s*页(?:\s*[/,，]?\s*共\s*\d{{1,4}}\s*页)?|"
    r"\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?)"
)
_BARE_NUMBER = re.compile(r"\d{1,4}")
_RUNNING_HEAD_CELLS = 40


@dataclass(frozen=True)
class Line:
    """One line with its stray blanks removed.

    `indent` and `width` are in full-width cells; `gap` counts the blank lines above it; `new_page` says that
    a page break (form feed or page number) lies between it and the line above; `drawn` still has every blank.
    """

    text: str
    indent: float = 0.0
    gap: int = 0
    new_page: bool = False
    drawn: str = ""

    @property
    def width(self) -> float:
        """Width in full-width cells."""
        return width_in_cells(self.text)


def read_lines(text: str) -> tuple[list[Line], list[str]]:
    """Split drawn text into lines; the second list holds page numbers and repeated heads and feet, in order."""
    lines = _physical_lines(clean_characters(text))
    furniture = _page_numbers(lines)
    kept = _without(lines, furniture)
    running = _running_heads(kept)
    left_out = [line.text for index, line in enumerate(lines) if index in furniture]
    left_out += [line.text for index, line in enumerate(kept) if index in running]
    return _without(kept, running), left_out


def _physical_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = 0
    new_page = False
    for drawn in text.split("\n"):
        new_page = new_page or PAGE_BREAK in drawn
        raw = drawn.replace(PAGE_BREAK, "")
        squeezed = squeeze_blanks(raw)
        if not squeezed:
            gap += 1
            continue
        blank = raw[: len(raw) - len(raw.lstrip(f" {WIDE_BLANK}"))]
        lines.append(Line(squeezed, indent=blank_cells(blank), gap=gap, new_page=new_page, drawn=raw.strip()))
        gap, new_page = 0, False
    return lines


def _without(lines: Sequence[Line], furniture: set[int]) -> list[Line]:
    """Remove the lines at these places; what follows them stands on a new page."""
    kept: list[Line] = []
    new_page = False
    for index, line in enumerate(lines):
        if index in furniture:
            new_page = True
            continue
        kept.append(replace(line, new_page=True) if new_page else line)
        new_page = False
    return kept


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Places of page numbers; a bare number counts only at a page break or as one of a run 1, 2, 3 …"""
    marked = {index for index, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.text)}
    bare = [index for index, line in enumerate(lines) if _BARE_NUMBER.fullmatch(line.text)]
    values = [int(lines[index].text) for index in bare]
    consecutive = len(values) > 1 and all(after - value == 1 for value, after in pairwise(values))
    return marked | {index for index in bare if consecutive or _beside_page_break(lines, index)}


def _beside_page_break(lines: Sequence[Line], index: int) -> bool:
    follows = index + 1 < len(lines) and lines[index + 1].new_page
    return index > 0 and (lines[index].new_page or follows)


def _running_heads(lines: Sequence[Line]) -> set[int]:
    """Places of lines repeated at the same edge of several pages; one at the very start of the text stays.

    The name of an organ must come three times: twice may be the head of the document and its signature.
    """
    tops = [at for at, line in enumerate(lines) if at == 0 or line.new_page]
    feet = [at for at in range(len(lines) - 1) if lines[at + 1].new_page]
    repeated: set[int] = set()
    for edge in (tops, feet):
        counts = Counter(lines[at].text for at in edge)
        repeated |= {at for at in edge if _may_be_running(lines[at]) and counts[lines[at].text] >= _times(lines[at])}
    return repeated - {0}


def _may_be_running(line: Line) -> bool:
    return (
        line.width <= _RUNNING_HEAD_CELLS
        and any(is_cjk(char) for char in line.text)
        and not line.text.startswith("附件")
        and not line.text.endswith("。")
    )


def _times(line: Line) -> int:
    return 3 if is_organ_name(line.text) or is_date_line(line.text) else 2
