"""Plain text from HTML: paragraphs as lines, table rows with tabs, layout tables as what they hold."""

from dataclasses import dataclass, field

from zhifu_portal.kernel.files.html_body import (
    BLANKS,
    BREAK_IN_CHINESE,
    BREAKING,
    CONTAINERS,
    EDGE_BLANKS,
    PARAGRAPHS,
)

_LINE_TAGS = BREAKING | PARAGRAPHS.keys() | (CONTAINERS.keys() - {"td", "th", "tr"}) | {"br", "hr", "tr", "td", "th"}
MAX_NESTING = 24


@dataclass
class _Cell:
    lines: list[str] = field(default_factory=list)
    holds_table: bool = False


@dataclass
class TextWriter:
    """Target of `html_parsing.feed` that collects lines; `finish` returns the text."""

    _current: list[str] = field(default_factory=list)
    _cells: list[_Cell] = field(default_factory=lambda: [_Cell()])
    _rows: list[list[_Cell]] = field(default_factory=list)
    _ignored: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a new line where a browser would, a new row or a new cell."""
        if tag not in _LINE_TAGS:
            return
        self._end_line()
        if tag == "table":
            self._cells[-1].holds_table = True
        elif tag == "tr":
            self._ignored += len(self._rows) >= MAX_NESTING
            if not self._ignored:
                self._rows.append([])
        elif tag in {"td", "th"} and self._row_is_open():
            self._cells.append(_Cell())

    def end(self, tag: str) -> None:
        """End the line, the cell or the row."""
        if tag not in _LINE_TAGS:
            return
        self._end_line()
        if tag in {"td", "th"} and self._row_is_open(for_cell=True):
            self._rows[-1].append(self._cells.pop())
        elif tag == "tr":
            if self._ignored:
                self._ignored -= 1
            elif self._rows:
                self._end_row()

    def data(self, text: str) -> None:
        """Collect text of the current line."""
        self._current.append(BREAK_IN_CHINESE.sub("", text))

    def finish(self) -> str:
        """Return all lines."""
        self._end_line()
        return "\n".join(self._cells[0].lines)

    def _row_is_open(self, *, for_cell: bool = False) -> bool:
        # There is one cell more than rows while a cell is open: the first one stands for the document.
        return not self._ignored and len(self._cells) == len(self._rows) + (1 if for_cell else 0)

    def _end_line(self) -> None:
        line = BLANKS.sub(" ", "".join(self._current)).strip(EDGE_BLANKS)
        self._current = []
        if line:
            self._cells[-1].lines.append(line)

    def _end_row(self) -> None:
        while len(self._cells) > len(self._rows):
            self._rows[-1].append(self._cells.pop())
        row = self._rows.pop()
        filled = [cell for cell in row if cell.lines]
        # A row with one filled cell, or with tables in it, lays out the page: its lines stay lines.
        if len(filled) <= 1 or any(cell.holds_table for cell in row):
            self._cells[-1].lines += [line for cell in row for line in cell.lines]
        else:
            self._cells[-1].lines.append("\t".join(" ".join(cell.lines) for cell in row).rstrip("\t"))
