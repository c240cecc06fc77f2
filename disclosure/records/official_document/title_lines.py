"""Lines that make up a title: of the document, of an annex."""

import re
from typing import Final

from disclosure.records.official_document import marks
from disclosure.records.official_document.marker_levels import read_marker
from disclosure.records.official_document.sheet import Sheet
from disclosure.records.official_document.titles import ends_as_title

_TITLE_LINES: Final = 7
_LONGEST_TITLE: Final = 150
_LONGEST_PLAIN_TITLE: Final = 60
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


def plain_title_lines(sheet: Sheet, start: int) -> int:
    """Count the lines of a title that ends in no known way: short lines without any stop before the text."""
    length = 0
    for at, line in enumerate(sheet.lines[start : start + 3], start=start):
        if sheet.kinds[at] is not None or re.search(r"[，。；：:！？]", line.text) or line.width > _LONGEST_PLAIN_TITLE:
            break
        if read_marker(line.text) or marks.is_number_line(line.text) or marks.is_signature_with_date(line.text):
            break
        if length and (line.gap > sheet.lines[start].gap + 1 or line.indent >= 1.5 > sheet.lines[start].indent):
            break
        length += 1
    return length if start + length < len(sheet.lines) else 0
