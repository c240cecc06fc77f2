"""Severing of xlsx: the values of visible cells in a new workbook; what is hidden, and comments, stay behind."""

import datetime as dt
import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import IO, Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.utils import get_column_letter

from zhifu_portal.kernel.files.archives import open_safely
from zhifu_portal.kernel.files.kinds import FileKind
from zhifu_portal.kernel.files.readers.spreadsheet import cell_text, ensure_bounded
from zhifu_portal.kernel.files.severing.passages import concealed
from zhifu_portal.kernel.files.severing.plain import not_found
from zhifu_portal.kernel.files.severing.severed import SeveredFile, SeveringRefused

MAX_CELLS: Final = 200_000
TOO_MANY_CELLS: Final = "工作簿超过 20 万个单元格，请拆分后分别上传和制作"
NOTHING_VISIBLE: Final = "工作簿没有可见的工作表，请核对后重新上传"
VALUES_ONLY: Final = "公开件只含可见单元格的数值，公式、批注、图表、隐藏的行列和工作表都没有保留，请核对"
# A workbook without a person or a moment: openpyxl would write the time of its making.
NO_MOMENT: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # openpyxl writes naive times


def sever_xlsx(file: IO[bytes], passages: Sequence[str], mark: str) -> SeveredFile:
    """Return a new workbook without the passages; raises `SeveringRefused` when one is in no visible cell."""
    with open_safely(file) as archive:
        ensure_bounded(archive)
    file.seek(0)
    with warnings.catch_warnings():
        # openpyxl warns about extensions it drops (data validation, styles); none of them holds text.
        warnings.simplefilter("ignore")
        source = load_workbook(file, data_only=True, keep_links=False)
    sheets = [sheet for sheet in source.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise SeveringRefused([NOTHING_VISIBLE])
    if sum(sheet.max_row * sheet.max_column for sheet in sheets) > MAX_CELLS:
        raise SeveringRefused([TOO_MANY_CELLS])
    target = Workbook()
    target.remove(target.active)
    copier = _Copier(passages, mark)
    lines = [line for sheet in sheets for line in copier.copy(sheet, target)]
    missing = [passage for passage in passages if passage not in copier.found]
    if missing:
        raise SeveringRefused(not_found(missing))
    return SeveredFile(_saved(target), FileKind.XLSX, "\n".join(lines), notes=(VALUES_ONLY,))


class _Copier:
    """Copies sheets cell by cell and remembers which passages it met."""

    def __init__(self, passages: Sequence[str], mark: str) -> None:
        self._passages = passages
        self._mark = mark
        self.found: set[str] = set()

    def copy(self, source: Any, target: Workbook) -> list[str]:
        """Copy the visible part of a sheet; return its title and rows as text."""
        sheet = target.create_sheet(self._shown(source.title)[:31])
        rows = [row for row in range(1, source.max_row + 1) if not source.row_dimensions[row].hidden]
        columns = _visible_columns(source)
        lines: list[str] = [sheet.title]
        for new_row, row in enumerate(rows, 1):
            cells = []
            for new_column, column in enumerate(columns, 1):
                cells.append(self._copy_cell(source.cell(row, column), sheet.cell(new_row, new_column)))
            lines.append("\t".join(cells).rstrip("\t"))
        for new_column, column in enumerate(columns, 1):
            width = source.column_dimensions[get_column_letter(column)].width
            sheet.column_dimensions[get_column_letter(new_column)].width = width
        if len(rows) == source.max_row and len(columns) == source.max_column:
            for merged in source.merged_cells.ranges:
                sheet.merge_cells(merged.coord)
        return [line for line in lines if line.strip()]

    def _copy_cell(self, source: Any, target: Any) -> str:
        if isinstance(source, MergedCell) or source.value is None:
            return ""
        text = cell_text(source.value)
        shown = self._shown(text)
        target.value = source.value if shown == text else shown
        if isinstance(target.value, str):
            # A text that begins with = would become a formula.
            target.data_type = "s"
        target.number_format = source.number_format
        return shown

    def _shown(self, text: str) -> str:
        (shown,), missing = concealed([text], self._passages, mark=self._mark)
        self.found.update(passage for passage in self._passages if passage not in missing)
        return shown


def _visible_columns(sheet: Any) -> list[int]:
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            # One entry may stand for a group of columns.
            hidden.update(range(dimension.min or 1, (dimension.max or dimension.min or 1) + 1))
    return [column for column in range(1, sheet.max_column + 1) if column not in hidden]


def _saved(workbook: Workbook) -> bytes:
    workbook.properties.creator = None
    workbook.properties.created = NO_MOMENT
    workbook.properties.modified = NO_MOMENT
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()
