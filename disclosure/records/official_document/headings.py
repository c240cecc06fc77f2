"""Paragraphs of the text with their level, number and run-in heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from disclosure.records.official_document.marker_levels import Marker, read_marker

_LONGEST_RUN_IN: Final = {1: 40, 2: 40, 3: 24, 4: 24}
_LONGEST_HEADING: Final = 60
_RULE_WORD = re.compile("应当|可以|不得|必须|禁止|是指|适用")
_LIST_ITEM_END = ("；", ";", "。", "，", ",", "的：")
_OPENING = "（《“〔(〈"
_CLOSING = "）》”〕)〉"


@dataclass(frozen=True)
class Paragraph:
    """One whole paragraph.

    `level` is 0 for plain text, 1 for 一、, 2 for （一）, 3 for 1. and 4 for （1）; `marker` is the number as written.
    `heading` is the heading, standing alone (then `text` is empty) or run in before the text: （一）强化信息公开。…
    A heading at level 0 without marker is the title of an annex.
    """

    text: str
    level: int = 0
    marker: str = ""
    heading: str = ""

    @property
    def whole(self) -> str:
        """The paragraph as it stands in the document."""
        return self.marker + self.heading + self.text

    @property
    def stands_alone(self) -> bool:
        """True for a heading on a line of its own."""
        return bool(self.heading) and not self.text


def read_paragraph(whole: str) -> Paragraph:
    """Separate number, heading and text of one whole paragraph."""
    marker = read_marker(whole)
    if marker is None:
        return Paragraph(text=whole)
    rest = whole[len(marker.text) :]
    heading = _heading(marker, rest)
    return Paragraph(text=rest[len(heading) :], level=marker.level, marker=marker.text, heading=heading)


def _heading(marker: Marker, rest: str) -> str:
    if not marker.level or not rest:
        return ""
    if marker.structural:
        return rest
    stop = _first_stop(rest)
    if 0 <= stop < len(rest) - 1:
        run_in = rest[: stop + 1]
        fits = stop <= _LONGEST_RUN_IN[marker.level] and not _RULE_WORD.search(run_in)
        return run_in if fits else ""
    stands_alone = not rest.endswith(_LIST_ITEM_END) and len(rest) <= _LONGEST_HEADING
    return rest if stands_alone and stop < 0 else ""


def _first_stop(text: str) -> int:
    """Place of the first 。 outside brackets and quotation marks; -1 when there is none."""
    depth = 0
    for place, char in enumerate(text):
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(depth - 1, 0)
        elif char == "。" and not depth:
            return place
    return -1


def numbering_gaps(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Numbers that are missing between two markers of one level: （三） followed by （五）. Levels 1 and 2 only."""
    gaps: list[str] = []
    last: dict[int, Marker] = {}
    for paragraph in paragraphs:
        marker = read_marker(paragraph.marker)
        if marker is None or marker.level not in (1, 2) or marker.structural:
            continue
        before = last.get(marker.level)
        if before is not None and marker.value > before.value + 1:
            gaps.append(f"“{before.text}”之后是“{marker.text}”")
        last[marker.level] = marker
    return gaps
