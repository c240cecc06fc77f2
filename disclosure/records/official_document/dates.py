"""Dates as official documents write them: 2022年6月16日, older ones 二〇二二年六月十六日."""

import re
from dataclasses import dataclass
from datetime import date

from disclosure.records.official_document.characters import without_blanks
from zhifu_portal.kernel.chinese.numerals import parse_numeral

_CHINESE_DIGITS = dict(zip("〇一二三四五六七八九", "0123456789", strict=True)) | dict.fromkeys("○零", "0")
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})年"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)


@dataclass(frozen=True)
class WrittenDate:
    """A date found in text: where it stands, and its value, None when there is no such day (2月30日)."""

    start: int
    end: int
    value: date | None


def find_date(text: str) -> WrittenDate | None:
    """Find the last date written in the text (blanks must have been removed)."""
    dates = list(_DATE.finditer(text))
    return WrittenDate(dates[-1].start(), dates[-1].end(), _value(dates[-1])) if dates else None


def is_date_line(text: str) -> bool:
    """Say whether a line holds a date and nothing else."""
    return _DATE.fullmatch(without_blanks(text)) is not None


def _value(found: re.Match[str]) -> date | None:
    try:
        year = int("".join(_CHINESE_DIGITS.get(char, char) for char in found["year"]))
        return date(year, _small_number(found["month"]), _small_number(found["day"]))
    except ValueError:
        return None


def _small_number(text: str) -> int:
    return int(text) if text.isdigit() else parse_numeral(text)
