"""Telling tables that hold data from tables that only lay out a page, as old web pages do."""

from dataclasses import dataclass, field

from zhifu_portal.kernel.files.html_body import EDGE_BLANKS


@dataclass
class LayoutTableFinder:
    """Target that finds the tables that only lay out a page: those around other tables and those of one cell."""

    found: set[int] = field(default_factory=set)
    # Number of each open table and how many of its cells hold text.
    _open: list[tuple[int, int]] = field(default_factory=list)
    _tables: int = 0
    _new_cell: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count tables in order, and the cells of each."""
        if tag == "table":
            self.found.update(number for number, _ in self._open[-1:])
            self._open.append((self._tables, 0))
            self._tables += 1
        elif tag in {"td", "th"} and self._open:
            self._new_cell = True

    def end(self, tag: str) -> None:
        """Judge a finished table."""
        if tag == "table" and self._open:
            number, cells = self._open.pop()
            if cells <= 1:
                self.found.add(number)

    def data(self, text: str) -> None:
        """Count the cell that the text is in."""
        if self._new_cell and self._open and text.strip(EDGE_BLANKS):
            number, cells = self._open[-1]
            self._open[-1] = (number, cells + 1)
            self._new_cell = False
