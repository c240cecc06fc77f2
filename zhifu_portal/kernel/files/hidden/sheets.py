"""Hidden rows and columns of one sheet, read as a stream; only cells that are hidden are kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from zhifu_portal.kernel.files.hidden.content import HiddenKind
from zhifu_portal.kernel.files.xml import attribute, local_name, stream_elements

# Cells kept of one hidden range and of a whole workbook: enough to show and to tell apart.
MAX_CELLS_PER_RANGE = 2_000
MAX_CELLS = 20_000
MAX_CELL_CHARACTERS = 500
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_TRUE = frozenset({"1", "true", "on"})

# A cell as read: its text, or the number of its shared string.
Cell: TypeAlias = str | int


@dataclass
class HiddenRange:
    """Cells under one roof: rows that follow each other, columns set together, or a whole sheet."""

    kind: HiddenKind
    place: str = ""
    first: int = 0
    last: int = 0
    cells: list[Cell] = field(default_factory=list)

    def content(self, shared: Mapping[int, str]) -> str:
        """Return the cells as text."""
        return "\t".join(cell if isinstance(cell, str) else shared.get(cell, "") for cell in self.cells)


@dataclass
class CellBudget:
    """How many cells may still be kept of this workbook."""

    left: int = MAX_CELLS


def hidden_ranges(archive: ZipFile, part: str, *, sheet: str, is_hidden: bool, budget: CellBudget) -> list[HiddenRange]:
    """Return the hidden ranges of one sheet that hold anything; of a hidden sheet, everything as one range."""
    reader = _SheetReader(is_hidden=is_hidden, budget=budget)
    for event, element in stream_elements(archive, part, keep=frozenset({"c"})):
        reader.feed(event, local_name(element.tag), element)
    for found in reader.ranges:
        found.place = _place(sheet, found)
    return [found for found in reader.ranges if found.cells or found.kind is HiddenKind.SHEET]


def is_true(value: str) -> bool:
    """Whether an attribute of the schema's boolean type says yes."""
    return value.lower() in _TRUE


class _SheetReader:
    """Keeps the open range of rows and the ranges of columns while cells go by."""

    def __init__(self, *, is_hidden: bool, budget: CellBudget) -> None:
        self._whole = HiddenRange(HiddenKind.SHEET) if is_hidden else None
        self.ranges: list[HiddenRange] = [self._whole] if self._whole else []
        self._columns: list[HiddenRange] = []
        self._rows: HiddenRange | None = None
        self._row = self._column = 0
        self._budget = budget

    def feed(self, event: str, name: str, element: Element) -> None:
        """Take one start or end of an element."""
        if event == "start" and name == "col":
            self._open_columns(element)
        elif event == "start" and name == "row":
            self._open_row(element)
        elif event == "end" and name == "c":
            self._take(element)

    def _open_columns(self, element: Element) -> None:
        first, last = _number(attribute(element, "min")), _number(attribute(element, "max"))
        if self._whole is None and (is_true(attribute(element, "hidden")) or _is_zero(attribute(element, "width"))):
            found = HiddenRange(HiddenKind.COLUMNS, first=first, last=last)
            self._columns.append(found)
            self.ranges.append(found)

    def _open_row(self, element: Element) -> None:
        self._row = _number(attribute(element, "r")) or self._row + 1
        self._column = 0
        hidden = is_true(attribute(element, "hidden")) or _is_zero(attribute(element, "ht"))
        if self._whole is not None or not hidden:
            self._rows = None
        elif self._rows is not None and self._rows.last + 1 == self._row:
            self._rows.last = self._row
        else:
            self._rows = HiddenRange(HiddenKind.ROWS, first=self._row, last=self._row)
            self.ranges.append(self._rows)

    def _take(self, cell: Element) -> None:
        reference = _REFERENCE.fullmatch(attribute(cell, "r"))
        self._column = _column_number(reference[1]) if reference else self._column + 1
        under = self._whole or self._rows or self._hidden_column()
        if under is None or len(under.cells) >= MAX_CELLS_PER_RANGE or self._budget.left <= 0:
            return
        value = _value(cell)
        if value != "":
            under.cells.append(value)
            self._budget.left -= 1

    def _hidden_column(self) -> HiddenRange | None:
        return next((found for found in self._columns if found.first <= self._column <= found.last), None)


def _value(cell: Element) -> Cell:
    """Return what the cell shows, or the number of its shared string."""
    pieces = [element.text or "" for element in cell.iter() if local_name(element.tag) in {"v", "t"}]
    text = "".join(pieces)[:MAX_CELL_CHARACTERS]
    return int(text) if cell.get("t") == "s" and text.isdecimal() else text


def _place(sheet: str, found: HiddenRange) -> str:
    if found.kind is HiddenKind.SHEET:
        return f"工作表“{sheet}”"
    name = str if found.kind is HiddenKind.ROWS else column_name
    span = name(found.first) if found.first == found.last else f"{name(found.first)}–{name(found.last)}"
    return f"工作表“{sheet}”第 {span} {'行' if found.kind is HiddenKind.ROWS else '列'}"


def column_name(number: int) -> str:
    """Return the letters of a column: A for 1, AA for 27."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _is_zero(size: str) -> bool:
    """Whether a height or width is stated as nothing."""
    return size != "" and size.strip("0.") == ""


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 7 else 0
