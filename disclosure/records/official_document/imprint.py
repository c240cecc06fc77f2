"""版记 at the end of the sheet: 抄送机关, 印发机关和印发日期."""

import re
from typing import Final

from disclosure.records.official_document import marks
from disclosure.records.official_document.characters import WIDE_BLANK, without_blanks
from disclosure.records.official_document.dates import is_date_line
from disclosure.records.official_document.names import is_organ_name
from disclosure.records.official_document.sheet import PartKind, Sheet

_LAST_LINES: Final = 20
_MOST_COPY_LINES: Final = 8
_SPLIT = re.compile(r"[，,、；;。](?![^（(]*[）)])")
_ADDRESS = re.compile(r"^(?:抄送|抄报|抄发|分送|主送)[:：]")


def mark_imprint(sheet: Sheet) -> None:
    """Mark the lines of 版记; elsewhere a line ending in 印发 must show the wide gap between organ and date."""
    size = len(sheet.lines)
    for at, line in enumerate(sheet.lines):
        if marks.is_printed_line(line.text) and (size - at <= _LAST_LINES or WIDE_BLANK in line.text):
            sheet.mark(at, PartKind.PRINTED)
            _mark_split_print_line(sheet, at)
        elif sheet.kinds[at] is None and marks.opens_copied_to(line.text) and at * 2 >= size - _LAST_LINES:
            _mark_copied_to(sheet, at)


def _mark_split_print_line(sheet: Sheet, at: int) -> None:
    """Mark the organ on the line above, when the date alone was drawn with 印发."""
    before = sheet.lines[at - 1].text if at else ""
    if marks.printed_organ(sheet.lines[at].text) or not is_organ_name(before):
        return
    if is_date_line(re.sub("印发?$", "", sheet.lines[at].text)):
        sheet.mark(at - 1, PartKind.PRINTED)


def _mark_copied_to(sheet: Sheet, start: int) -> None:
    """Mark 抄送 up to the full stop that ends it."""
    for at in range(start, min(start + _MOST_COPY_LINES, len(sheet.lines))):
        text = sheet.lines[at].text
        if at > start and (marks.is_printed_line(text) or marks.is_note(text)):
            return
        sheet.mark(at, PartKind.COPIED_TO)
        if text.endswith("。"):
            return


def copied_organs(lines: list[str]) -> list[str]:
    """Organs named after 抄送, one by one."""
    joined = "，".join(_ADDRESS.sub("", line) if _ADDRESS.match(line) else "\0" + line for line in lines)
    return [name for name in _SPLIT.split(without_blanks(joined.replace("，\0", "").replace("\0", ""))) if name]


def printing_organ(lines: list[str]) -> str:
    """Organ of 印发机关; empty when 版记 does not name it."""
    for line in lines:
        name = marks.printed_organ(line) or (without_blanks(line) if is_organ_name(line) else "")
        if name:
            return name
    return ""
