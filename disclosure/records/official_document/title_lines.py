"""Lines that make up a title: of the document, of an annex."""

import re
from collections.abc import Sequence
from typing import Final

from disclosure.records.official_document import marks
from disclosure.records.official_document.dates import is_date_line
from disclosure.records.official_document.marker_levels import read_marker
from disclosure.records.official_document.names import is_organ_name
from disclosure.records.official_document.sheet import Sheet
from disclosure.records.official_document.titles import ends_as_title, title_key

_TITLE_LINES: Final = 7
_LONGEST_TITLE: Final = 150
_LONGEST_PLAIN_TITLE: Final = 60
_STOP = re.compile("[，。；：:！？]")
_SENTENCE = re.compile(r"[。；;！？]|[：:]$|^(?:根据|为了?|按照|依据|经)(?!.{0,30}关于.{2,40}的)")
_CONTINUES_TITLE = re.compile(r"的|[（(〔](?:试行|暂行|修订|征求意见|草案|20|19)|[、”》）]")


def titled_lines(sheet: Sheet, start: int) -> int:
    """Count the lines of a title that ends as titles do (通知, 意见, 办法 …); 0 when there is none."""
    joined = ""
    for length, line in enumerate(sheet.lines[start : start + _TITLE_LINES], start=1):
        at = start + length - 1
        if sheet.kinds[at] is not None or _SENTENCE.search(line.text) or marks.is_number_line(line.text):
            return 0
        if read_marker(line.text) and length == 1:
            return 0
        joined += line.text
        if len(joined) > _LONGEST_TITLE:
            return 0
        after = sheet.lines[at + 1].text if at + 1 < len(sheet.lines) else ""
        plausible = "关于" in joined or (len(joined) <= _LONGEST_PLAIN_TITLE and "，" not in joined)
        if plausible and ends_as_title(joined) and not _CONTINUES_TITLE.match(after):
            return length
    return 0


def known_title_lines(texts: Sequence[str], title: str) -> int:
    """Count the first of the texts that together spell a title known beforehand; 0 when they do not."""
    wanted = title_key(title)
    joined = ""
    for length, text in enumerate(texts[:_TITLE_LINES], start=1):
        joined += title_key(text)
        if joined == wanted:
            return length if joined else 0
        if not wanted.startswith(joined):
            return 0
    return 0


def plain_title_lines(sheet: Sheet, start: int) -> int:
    """Count the lines of a title that ends in no known way: one short line without any stop before the text.

    A second or third line belongs to it only after an organ's name or an open 的, 和, or before 关于.
    """
    joined = ""
    length = 0
    for at, line in enumerate(sheet.lines[start : start + 3], start=start):
        if not _may_be_plain_title(sheet, at) or (joined and not _goes_on(joined, line.text)):
            break
        joined += line.text
        length += 1
    return length if start + length < len(sheet.lines) else 0


def _may_be_plain_title(sheet: Sheet, at: int) -> bool:
    line = sheet.lines[at]
    if sheet.kinds[at] is not None or _STOP.search(line.text) or line.width > _LONGEST_PLAIN_TITLE:
        return False
    elsewhere = (marks.is_number_line, marks.is_signature_with_date, is_date_line)
    return read_marker(line.text) is None and not any(matches(line.text) for matches in elsewhere)


def _goes_on(joined: str, after: str) -> bool:
    return is_organ_name(joined) or joined.endswith(("的", "和", "与", "及", "、")) or after.startswith(("关于", "的"))
