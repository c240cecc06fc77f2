"""Scan a text, the cells of a table or the properties of a file for personal data."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from zhifu_portal.kernel.chinese.normalise import fold_width
from zhifu_portal.kernel.personal_data.addresses import find_addresses
from zhifu_portal.kernel.personal_data.cards import find_bank_cards
from zhifu_portal.kernel.personal_data.findings import Finding, Kind
from zhifu_portal.kernel.personal_data.identity import find_resident_ids, find_travel_documents
from zhifu_portal.kernel.personal_data.phones import find_home_landlines, find_mobiles
from zhifu_portal.kernel.personal_data.plates import find_plates

_RANK = {kind: rank for rank, kind in enumerate(Kind)}
_LONGEST_HEADING = 12
_HAS_DIGIT = re.compile("[0-9]")


class CellFinding(NamedTuple):
    """Personal data in a cell; row and column count from 0, the offsets are those of `str()` of the cell."""

    row: int
    column: int
    finding: Finding


class PropertyFinding(NamedTuple):
    """Personal data in a property of a file; the offsets are those of `str()` of its value."""

    name: str
    finding: Finding


def scan(text: str) -> list[Finding]:
    """Find personal data; findings come in the order of the text and do not overlap.

    Offsets count characters (code points) of the text as given. Time grows linearly with the length of the text.
    """
    folded = fold_width(text)
    found = chain(
        find_resident_ids(folded),
        find_bank_cards(folded),
        find_mobiles(folded),
        find_travel_documents(folded),
        find_plates(folded),
        find_home_landlines(folded),
        find_addresses(folded),
    )
    return _without_overlaps(found)


def scan_cells(rows: Iterable[Sequence[object]]) -> Iterator[CellFinding]:
    """Find personal data in a table, row by row; the first row's headings say what stands below them.

    Whole numbers kept as floats (a mobile number in a spreadsheet) are read as whole numbers; None is an empty cell.
    """
    headings: list[str] = []
    for row_number, row in enumerate(rows):
        cells = [cell_text(cell) for cell in row]
        if row_number == 0:
            headings = [cell if _is_heading(cell) else "" for cell in cells]
        for column, cell in enumerate(cells):
            heading = headings[column] if row_number and column < len(headings) else ""
            for finding in _scan_labelled(heading, cell):
                yield CellFinding(row_number, column, finding)


def scan_properties(properties: Mapping[str, object]) -> list[PropertyFinding]:
    """Find personal data in the properties of a file (author, title, custom ones); a name can say what its value is."""
    return [
        PropertyFinding(name, finding)
        for name, value in properties.items()
        for finding in _scan_labelled(name, cell_text(value))
    ]


def cell_text(value: object) -> str:
    """The text of a cell as it is scanned: empty for None, 13800000000 for 13800000000.0."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _is_heading(cell: str) -> bool:
    return 0 < len(cell) <= _LONGEST_HEADING and not _HAS_DIGIT.search(cell)


def _scan_labelled(label: str, text: str) -> list[Finding]:
    if not text:
        return []
    if not label:
        return scan(text)
    offset = len(label) + 1
    found = scan(f"{label}：{text}")
    return [Finding(kind, max(0, start - offset), end - offset) for kind, start, end in found if end > offset]


def _without_overlaps(found: Iterable[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for finding in sorted(found, key=lambda each: (each.start, _RANK[each.kind])):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
        elif _RANK[finding.kind] < _RANK[kept[-1].kind]:
            kept[-1] = finding
    return kept
