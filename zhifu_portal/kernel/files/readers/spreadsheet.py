"""Text of xlsx: every sheet (hidden ones too) as tab-separated rows, comments, and notes about what is hidden."""

import datetime as dt
import warnings
from collections.abc import Iterator
from typing import IO
from zipfile import ZipFile

from openpyxl import load_workbook

from zhifu_portal.kernel.files.archives import open_member, open_safely
from zhifu_portal.kernel.files.extracted import MAX_TEXT_CHARACTERS, ExtractedText, ExtractionRefused, compose, flatten
from zhifu_portal.kernel.files.ooxml import package_properties
from zhifu_portal.kernel.files.streams import chunks_of
from zhifu_portal.kernel.files.xml import TOO_COMPLEX, ensure_plain_xml, local_name, stream_elements

MAX_SHEETS = 200
MAX_CELLS = 1_000_000
MAX_CELL_CHARACTERS = 32_767
MAX_STREAMED_TAGS = 6_000_000
MAX_TREE_TAGS = 500_000
TOO_MANY_CELLS = "工作簿过大，只提取了前 100 万个单元格，其余内容不能被检索"
HAS_COMMENTS = "工作簿含有批注，发布前请删除批注"


def read_xlsx(file: IO[bytes]) -> ExtractedText:
    """Return the text of an xlsx; raises `ExtractionRefused` when it is damaged or a bomb."""
    with open_safely(file) as archive:
        ensure_bounded(archive)
        title, properties = package_properties(archive)
        comments = list(_comments(archive))
    file.seek(0)
    lines, notes = _sheets(file)
    if not lines:
        notes.append("工作簿中没有文字")
    if comments:
        notes.append(HAS_COMMENTS)
    return compose("\n".join(lines + comments), title=title, properties=properties, notes=notes)


def ensure_bounded(archive: ZipFile) -> None:
    """Refuse parts that openpyxl would turn into trees of millions of nodes; sheets and shared strings it streams."""
    for name, root in ensure_plain_xml(archive).items():
        streamed = root in {"worksheet", "sst"} and name != "xl/styles.xml"
        with open_member(archive, name) as part:
            tags = sum(chunk.count(b"<") for chunk in chunks_of(part))
        if tags > (MAX_STREAMED_TAGS if streamed else MAX_TREE_TAGS):
            raise ExtractionRefused([TOO_COMPLEX])


def _sheets(file: IO[bytes]) -> tuple[list[str], list[str]]:
    with warnings.catch_warnings():
        # openpyxl warns about extensions it drops (data validation, styles); none of them holds text.
        warnings.simplefilter("ignore")
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            return _workbook_lines(workbook.worksheets)
        finally:
            workbook.close()


def _workbook_lines(sheets: list) -> tuple[list[str], list[str]]:  # type: ignore[type-arg]  # openpyxl is untyped
    lines: list[str] = []
    hidden = [sheet.title for sheet in sheets if sheet.sheet_state != "visible"]
    notes = [f"工作表“{title}”是隐藏的，已一并提取，发布前请核对" for title in hidden]
    cells = characters = 0
    for sheet in sheets[:MAX_SHEETS]:
        # The stated dimension may be wrong on purpose: count the cells that are really there.
        sheet.reset_dimensions()
        named = False
        for row in sheet.iter_rows(values_only=True):
            cells += len(row)
            line = "\t".join(cell_text(value) for value in row).rstrip("\t")
            if line.strip():
                lines += [line] if named else [sheet.title, line]
                named = True
                characters += len(line)
            if cells > MAX_CELLS or characters > MAX_TEXT_CHARACTERS:
                return lines, [*notes, TOO_MANY_CELLS]
    return lines, notes


def cell_text(value: object) -> str:
    """Return a cell as people read it: no midnight after a date, no .0 after a whole number."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return flatten(str(value)[:MAX_CELL_CHARACTERS])


def _comments(archive: ZipFile) -> Iterator[str]:
    """Yield the text of every cell comment, old style (comments) and new style (threadedComments)."""
    for name in archive.namelist():
        if not (name.startswith("xl/") and "omments" in name and name.endswith(".xml")):
            continue
        pieces: list[str] = []
        for event, element in stream_elements(archive, name):
            tag = local_name(element.tag)
            if event == "end" and tag in {"t", "text"} and element.text:
                pieces.append(element.text)
            if event == "end" and tag in {"comment", "threadedComment"}:
                yield flatten("".join(pieces))
                pieces = []
