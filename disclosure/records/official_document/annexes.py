"""What follows the signature: the issued or forwarded document, 附件1, 附件2 …"""

import re
from collections.abc import Sequence
from typing import Final

from disclosure.records.official_document import marks
from disclosure.records.official_document.sheet import PartKind, Sheet
from disclosure.records.official_document.title_lines import plain_title_lines, titled_lines
from disclosure.records.official_document.titles import bare_title, without_title_marks

_LABEL = re.compile("附件[0-9一二三四五六七八九十]{0,3}[:：.．]?")
_LIST_LINE = re.compile(r"附件?\d{0,2}[:：].+|\d{1,2}[.．、].+|.+\.(?:docx?|xlsx?|pdf|ofd|wps|zip|rar)")
_MOST_TITLE_LINES: Final = 5


def annex_place(sheet: Sheet, start: int, wanted: Sequence[str]) -> int:
    """Place where the annexes begin by their own sign, a line 附件1 or the issued title; end of sheet if none."""
    for at in sheet.open_from(start):
        if _is_label(sheet, at) or (at > start and _matching_lines(sheet, at, wanted)):
            return at
    return len(sheet.lines)


def mark_stray_letterhead(sheet: Sheet, start: int, organs: Sequence[str]) -> None:
    """Mark a red head drawn after the text, as PDF programs do with floating frames, and a number beside it."""
    for at in sheet.open_from(start):
        text = sheet.lines[at].text
        if not text.endswith("文件") or marks.letterhead_name(text) not in organs:
            continue
        sheet.mark(at, PartKind.LETTERHEAD)
        numbered = [beside for beside in sheet.open_from(at)[:1] if marks.is_number_line(sheet.lines[beside].text)]
        if not sheet.of(PartKind.NUMBER):
            sheet.mark_all(numbered, PartKind.NUMBER)


def mark_annexes(sheet: Sheet, start: int, wanted: Sequence[str]) -> None:
    """Mark everything after the signature: list of attached files, or labels, titles and texts of annexes."""
    places = sheet.open_from(start)
    if places and all(_LIST_LINE.fullmatch(sheet.lines[at].text) for at in places):
        sheet.mark_all(places, PartKind.ATTACHMENTS)
        return
    expects_title = True
    for at in places:
        if sheet.kinds[at] is not None:
            continue
        expects_title = _mark_annex_line(sheet, at, wanted, expects_title=expects_title)


def _mark_annex_line(sheet: Sheet, at: int, wanted: Sequence[str], *, expects_title: bool) -> bool:
    """Mark one line, or the whole title that begins there; return whether a title may still follow."""
    if _is_label(sheet, at) or (expects_title and marks.is_number_line(sheet.lines[at].text)):
        sheet.mark(at, PartKind.ANNEX_LABEL)
        return True
    length = _matching_lines(sheet, at, wanted)
    if not length and expects_title:
        length = titled_lines(sheet, at) or (plain_title_lines(sheet, at) if _after_label(sheet, at) else 0)
    sheet.mark_all(range(at, at + length), PartKind.ANNEX_TITLE)
    if not length:
        sheet.mark(at, PartKind.ANNEX_BODY)
    return False


def _after_label(sheet: Sheet, at: int) -> bool:
    return at > 0 and sheet.kinds[at - 1] is PartKind.ANNEX_LABEL


def _is_label(sheet: Sheet, at: int) -> bool:
    """Say whether the line is 附件1 alone; 附件： before an enumeration opens the list of attachments instead."""
    if not _LABEL.fullmatch(sheet.lines[at].text):
        return False
    after = sheet.lines[at + 1].text if at + 1 < len(sheet.lines) else ""
    return not (sheet.lines[at].text.endswith(("：", ":")) and re.match(r"\d{1,2}[.．、]", after))


def _matching_lines(sheet: Sheet, at: int, wanted: Sequence[str]) -> int:
    """Count the lines from `at` that together spell one of the wanted titles; 0 when they do not."""
    titles = [bare_title(title) for title in wanted if len(title) > 3]
    joined = ""
    for length, line in enumerate(sheet.lines[at : at + _MOST_TITLE_LINES], start=1):
        if sheet.kinds[at + length - 1] is not None:
            return 0
        joined += line.text
        bare = bare_title(without_title_marks(joined))
        if bare in titles:
            return length
        if not any(title.startswith(bare) for title in titles):
            return 0
    return 0
