"""Mobile numbers of mainland China, and landlines that are said to be someone's home."""

import re
from collections.abc import Iterator

from zhifu_portal.kernel.personal_data.context import is_labelled_no_phone, is_labelled_phone
from zhifu_portal.kernel.personal_data.findings import Finding, Kind
from zhifu_portal.kernel.personal_data.identity import SEPARATOR as _S

_D = "[0-9]"
_MOBILE = re.compile(
    f"1(?:(?<![0-9].)|(?<=861)|(?<=(?<![0-9])01))[3-9]{_D}"
    f"(?:{_S}{{0,2}}{_D}{{4}}{_S}{{0,2}}{_D}{{4}}"
    f"|{_D}{_S}{{1,2}}{_D}(?:{_D}{_D}{_S}{{1,2}}{_D}{{4}}|{_D}{{3}}{_S}{{1,2}}{_D}{{3}})"
    f"|[.·]{_D}{{4}}[.·]{_D}{{4}})(?![0-9])"
)
_COUNTRY_CODE = re.compile(rf"(?<![0-9])(?:[（(]?(?:\+|＋|00)?86[)）]?|0){_S}{{0,2}}$")
# A slash or comma behind seven digits or more parts two telephone numbers, behind fewer it is part of one number.
_PART_OF_OTHER = re.compile("(?:[0-9][-._]|(?<![0-9]{6})[0-9][/,]|[￥¥$€#]|[0-9A-Za-z]_|[A-Za-z][-/])$")
_LETTERS = re.compile("[A-Za-z]+$")
_PHONE_LETTERS = re.compile("(?:tel|phone|mob|mobile|mp|m|t|cell|no|wx|wechat|vx|v|sms)$", re.IGNORECASE)
_COUNTED = re.compile(
    "[.][0-9]{1,4}(?![0-9])|,[0-9]{3}(?![0-9])|[-_][0-9A-Za-z]|/(?![0-9]{7}|0[0-9]{2,3}-)[0-9A-Za-z]|[A-Za-z%％‰]|"
    "[ ]?(?:元(?![旦宵月先女某])|万元|亿元|亿|股|吨|千瓦|美元|平方|立方|公斤|公里|人次|件次|件|次(?!日)|台|辆|棵|字节)"
)
_FIGURE_BEFORE = re.compile("(?<=[ \t])[0-9]{1,6}[ \t]{1,3}$")
_FIGURE_AFTER = re.compile("[ \t]{1,3}[0-9]{1,6}(?![0-9年月日-])")
_BLANK_INSIDE = re.compile("[ \t]")
_HOME_LANDLINE = re.compile(
    rf"(?:家庭电话|住宅电话|宅电|家中电话|家里电话|家庭座机|住宅座机)(?:号码)?[：:为是\s]{{0,3}}((?:0{_D}{{2,3}}{_S}{{0,2}})?[2-8]{_D}{{2,3}}{_S}?{_D}{{4}})(?![0-9])"
)


def find_mobiles(text: str) -> Iterator[Finding]:
    """Find mobile numbers, plain, grouped by blanks, hyphens or dots, with or without +86.

    Amounts, parts of longer numbers and numbers whose label names one narrow kind of number (订单号) are left out;
    any other label, 编号 or 合同编号 too, is not believed against eleven digits that begin as a mobile number does.
    """
    for match in _MOBILE.finditer(text):
        start, end = match.span()
        code = _COUNTRY_CODE.search(text, max(0, start - 8), start)
        if code:
            start = code.start()
        if _is_other(text, start, end) or _is_table_row(text, start, end):
            continue
        yield Finding(Kind.MOBILE, start, end)


def find_home_landlines(text: str) -> Iterator[Finding]:
    """Find landline numbers labelled as a home's (住宅电话); the telephones of offices are public and stay."""
    for match in _HOME_LANDLINE.finditer(text):
        yield Finding(Kind.LANDLINE, match.start(1), match.end(1))


def _is_other(text: str, start: int, end: int) -> bool:
    lowest = max(0, start - 8)
    if _PART_OF_OTHER.search(text, lowest, start):
        return True
    letters = _LETTERS.search(text, lowest, start)
    if letters and not _PHONE_LETTERS.fullmatch(letters[0]):
        return True
    counted = _COUNTED.match(text, end)
    if counted and not (_may_follow_phone(counted[0]) and is_labelled_phone(text, start)):
        return True
    return is_labelled_no_phone(text, start)


def _may_follow_phone(counted: str) -> bool:
    """An extension (-8001) and words (元 of a name) may; decimals, per cent and letters make it another figure."""
    return counted[0] in "-/_" or not counted.lstrip()[0].isascii()


def _is_table_row(text: str, start: int, end: int) -> bool:
    """Columns of figures such as 156 1234 5678 9000 are not a mobile number grouped by blanks.

    A figure that begins the line or follows a word is the number of the row, not a column.
    """
    if not _BLANK_INSIDE.search(text, start, end) or text[start] != "1" or is_labelled_phone(text, start):
        return False
    before = _FIGURE_BEFORE.search(text, max(0, start - 10), start)
    return before is not None or _FIGURE_AFTER.match(text, end) is not None
