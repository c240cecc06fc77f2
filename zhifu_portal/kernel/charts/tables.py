"""A table of figures: what a chart is drawn from, what stands beside it, and what is exported."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A word or a figure; `url` leads to the rows behind it."""

    text: str
    number: float | None = None
    url: str = ""

    @classmethod
    def of(cls, number: int, url: str = "") -> "Cell":
        """Return the cell of a whole number; nothing leads to rows where there are none."""
        return cls(text=f"{number}", number=number, url=url if number else "")

    @classmethod
    def share(cls, part: int, whole: int) -> "Cell":
        """Return `part` of `whole` in per cent, one decimal; a dash where the whole is nothing."""
        if not whole:
            return cls(text="—")
        percent = round(100 * part / whole, 1)
        return cls(text=f"{percent}%", number=percent)


@dataclass(frozen=True)
class DataTable:
    """Rows of figures under headings; the first cell of a row says what the row is about.

    `name` is unique on a page (ids and downloads are made of it); `total` is the last line, empty for none.
    """

    name: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    note: str = ""

    def export_rows(self) -> Iterator[tuple[str, ...]]:
        """Yield headings, rows and total as text, for kernel.exports."""
        yield self.columns
        for row in (*self.rows, self.total):
            if row:
                yield tuple(cell.text for cell in row)

    def numbers(self, column: str) -> list[float]:
        """Return the figures of a column, 0 where there is none; raise ValueError for a heading that is not there."""
        index = self.columns.index(column)
        return [row[index].number or 0 for row in self.rows]
