"""Tables as files: CSV and XLSX whose cells no spreadsheet program takes for a formula."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Final

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

CSV_CONTENT_TYPE: Final = "text/csv; charset=utf-8"
XLSX_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Spreadsheet programs run what follows these, full-width forms and leading blanks included.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: str) -> str:
    """Return the text so that a spreadsheet program shows it and runs nothing; plain negative numbers stay numbers."""
    stripped = value.lstrip(" \u3000\u00a0\ufeff")
    if value.startswith(FORMULA_STARTS) or stripped.startswith(FORMULA_STARTS):
        try:
            float(stripped)
        except ValueError:
            return f"'{value}"
    return value


def printable(value: str) -> str:
    """Return the text without the control characters that neither XML nor a workbook can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", value)


def as_text(value: object) -> str:
    """Return a value as an export shows it: dates as 2022-06-16, moments in local time, 是 and 否, empty for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "、".join(as_text(each) for each in value)
    return str(value)


def csv_lines(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield CSV lines with a byte order mark first, so that spreadsheet programs read the Chinese."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"
    for row in rows:
        writer.writerow([safe_cell(printable(cell)) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def xlsx_bytes(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return the rows as an XLSX workbook of one sheet, written row by row."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("列表")
    for row in rows:
        sheet.append([safe_cell(printable(cell)) for cell in row])
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()
