"""Whole paragraphs from broken lines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from disclosure.records.official_document.characters import width_in_cells
from disclosure.records.official_document.lines import Line
from disclosure.records.official_document.marker_levels import Marker, read_marker

_FINISHED = re.compile(r"[。！？!?；;：:…][”’」』）)》]*$|。（[^（）]{1,80}）$")
_ASKS_FOR_MORE = re.compile(r"[，,、（(《〈“‘〔—]$")
_GOES_ON = re.compile(r"[，。、；：！？）》〉”’〕%％]")
_PAIRS: Final = {"（": "）", "《": "》", "“": "”", "〔": "〕", "〈": "〉"}
_LONGEST_OPEN_BRACKET: Final = 90
_TAIL: Final = 200
_FULL_LINE_SLACK: Final = 3.5
_NARROWEST_PAGE: Final = 18
_WIDEST_PAGE: Final = 60
_INDENT: Final = 1.5


@dataclass(frozen=True)
class Measure:
    """How the lines were set: width of a full line (None: lines are whole paragraphs), usual gap, indents."""

    width: float | None
    gap: int = 0
    margin: float = 0.0
    indented: bool = False

    def is_full(self, line: Line) -> bool:
        """Say whether the line reaches the right edge, so that it may go on in the next."""
        return self.width is not None and line.width + self.inset(line) >= self.width - _FULL_LINE_SLACK

    def inset(self, line: Line) -> float:
        """Blank cells before the line, beyond the margin of the page."""
        return max(line.indent - self.margin, 0.0)

    def opens_by_indent(self, line: Line) -> bool:
        """Say whether the line is set in as the first of a paragraph."""
        return self.indented and self.inset(line) >= _INDENT


def measure_lines(lines: Sequence[Line]) -> Measure:
    """Find out how the text was set, from the lines that break in the middle of a sentence."""
    gaps = sorted(line.gap for line in lines)
    gap = gaps[len(gaps) // 2] if gaps else 0
    margin = _usual_margin(lines)
    insets = [line.indent - margin for line in lines]
    indented = any(inset >= _INDENT for inset in insets) and any(inset < _INDENT for inset in insets)
    return Measure(_full_width(lines), gap, margin, indented)


def _usual_margin(lines: Sequence[Line]) -> float:
    indents = Counter(line.indent for line in lines if line.width >= _NARROWEST_PAGE)
    most_common = indents.most_common(1)
    return min(most_common[0][0], *indents) if most_common else 0.0


def _full_width(lines: Sequence[Line]) -> float | None:
    broken = [
        round(line.width)
        for line in lines
        if line.width >= _NARROWEST_PAGE and not _FINISHED.search(line.text) and not _is_bare_heading(line.text)
    ]
    if not broken:
        return None
    width = max(Counter(broken).items(), key=lambda item: (item[1], item[0]))[0]
    wider = sum(1 for line in lines if line.width > width + 6)
    return float(width) if width <= _WIDEST_PAGE and wider * 10 <= len(lines) else None


def _is_bare_heading(text: str) -> bool:
    return read_marker(text) is not None and "。" not in text


class _Joiner:
    """Collects lines into paragraphs; remembers the numbers seen, to tell 一、 from a broken 第一、二条."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self.pieces: list[list[str]] = []
        self.tail = ""
        self.last: Line | None = None
        self.numbers: dict[int, int] = {}
        self.level = 0

    def add(self, line: Line) -> None:
        """Put one more line at the end of the last paragraph, or begin a new one with it."""
        marker = read_marker(line.text)
        if self.last is not None and self._continues(self.last, line, marker):
            joint = " " if _both_latin(self.tail, line.text) else ""
            self.pieces[-1].append(joint + line.text)
            self.tail = (self.tail + joint + line.text)[-_TAIL:]
        else:
            self.pieces.append([line.text])
            self.tail = line.text[-_TAIL:]
            self._remember(marker)
        self.last = line

    def _remember(self, marker: Marker | None) -> None:
        if marker is None or not marker.level:
            return
        self.numbers = {level: value for level, value in self.numbers.items() if level < marker.level}
        self.numbers[marker.level] = marker.value
        self.level = marker.level

    def _continues(self, last: Line, line: Line, marker: Marker | None) -> bool:
        """Say whether `line` goes on with the paragraph that `last` belongs to."""
        if self.measure.opens_by_indent(line):
            return False
        if _GOES_ON.match(line.text):
            return True
        finished = _FINISHED.search(last.text) is not None
        if marker is not None:
            return not finished and not self._is_expected(marker) and self.measure.is_full(last)
        return self._finished_line_continues(last, line) if finished else self._broken_line_continues(last)

    def _broken_line_continues(self, last: Line) -> bool:
        """Decide after a line that ends in the middle of a sentence, or is a heading."""
        if _inside_brackets(self.tail) or _ASKS_FOR_MORE.search(last.text) or self.measure.is_full(last):
            return True
        return self.measure.width is not None and _reads_as_sentence(self.tail)

    def _is_expected(self, marker: Marker) -> bool:
        """Say whether the number goes on from the last of its level, or opens a deeper level."""
        if marker.structural:
            return True
        if marker.level in self.numbers:
            return marker.value == self.numbers[marker.level] + 1
        return marker.value == 1

    def _finished_line_continues(self, last: Line, line: Line) -> bool:
        """Decide after a full line that ends with a stop: the next goes on, unless it opens like a paragraph."""
        width = self.measure.width
        if width is None or not self.measure.is_full(last) or last.text.endswith(("：", ":")):
            return False
        if self.measure.indented or _inside_brackets(self.tail):
            return True
        if line.gap > self.measure.gap and not line.new_page:
            return False
        # The first line of a paragraph is two cells shorter than those that follow it.
        return line.width > width - 1.5 or line.width < width - _FULL_LINE_SLACK


def join_paragraphs(lines: Sequence[Line], measure: Measure) -> list[str]:
    """Join broken lines into whole paragraphs, in order; no character is dropped."""
    joiner = _Joiner(measure)
    for line in lines:
        joiner.add(line)
    return ["".join(pieces) for pieces in joiner.pieces]


def _both_latin(before: str, after: str) -> bool:
    return all(char.isascii() and char.isalpha() for char in (before[-1], after[0]))


def _reads_as_sentence(text: str) -> bool:
    return any(char in text for char in "，。；") and width_in_cells(text) > _NARROWEST_PAGE


def _inside_brackets(text: str) -> bool:
    """Say whether a bracket or quotation opened shortly before the end is still open."""
    tail = text[-_LONGEST_OPEN_BRACKET:]
    return any(tail.rfind(opening) > tail.rfind(closing) for opening, closing in _PAIRS.items())
