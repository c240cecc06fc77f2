"""References inside text: 发文字号, 第N条 and dates, each as one exact token in one spelling."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from zhifu_portal.kernel.chinese.document_numbers import find_document_numbers, parse_document_number
from zhifu_portal.kernel.chinese.numerals import parse_numeral

ReferenceKind = Literal["number", "article", "date", "year"]

_NUMERAL = r"[0-9]{1,5}|[零〇一二三四五六七八九十百千两]{1,9}"
_DIGIT_OF = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_ARTICLE = re.compile(
    rf"第\s*({_NUMERAL})\s*([条款项章节编])"
    # 三十六条 without 第, but not the tail of a longer number and not 三条街 or 二条例.
    rf"|(?<![第零〇一二三四五六七八九十百千两0-9.])({_NUMERAL})\s*条(?![街路例款])"
)
_YEAR_DIGITS = r"(?:1[89]|20)[0-9]{2}|[一二][〇零一二三四五六七八九]{3}"
_DATE = re.compile(
    rf"(?<![0-9])({_YEAR_DIGITS})\s*(?:年\s*([0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*月\s*([0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*日"
    r"|[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])|\s*年(?:度)?)"
)
_ORDINAL_NUMBER = re.compile(r"第?\s*([0-9]+|[零〇一二三四五六七八九十百千]+)\s*号")
_SERIAL_AT_END = re.compile(r"([0-9]{1,6})$")
_BRACKETED_YEAR = re.compile(r"[〔\[【(（〈《<「]?((?:19|20)[0-9]{2})[〕\]】)）〉》>」]?(?:年)?(?=[0-9]|第)")
_NOISE = re.compile(r"[\s〔〕\[\]【】()（）〈〉《》<>「」,，.。、·]")


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference found in folded text: its tokens replace the characters from start to end."""

    kind: ReferenceKind
    tokens: tuple[str, ...]
    start: int
    end: int


def _number_value(digits: str) -> int | None:
    """Return the value of Arabic or Chinese digits, None when they are no number."""
    if digits.isascii():
        return int(digits)
    try:
        return parse_numeral(digits)
    except ValueError:
        return None


def squash_number(text: str) -> str:
    """Return a 发文字号 in the spelling that ignores brackets, blanks, 第 and 号; `""` when there is no digit.

    `国办发〔2004〕7号`, `国办发(2004) 第 7 号` → `国办发2004.7`; `中华人民共和国国务院令第387号` → `国务院令387`.
    """
    known = parse_document_number(text)
    compact = re.sub(r"\s", "", text if known is None else str(known)).removeprefix("中华人民共和国")
    compact = _ORDINAL_NUMBER.sub(lambda found: str(_number_value(found.group(1)) or found.group(1)), compact)
    compact = _BRACKETED_YEAR.sub(lambda found: f"{found.group(1)}.", compact)
    compact = _NOISE.sub(lambda found: found.group() if found.group() == "." else "", compact)
    compact = re.sub(r"第([0-9])", r"\1", compact)
    serial = _SERIAL_AT_END.search(compact)
    if serial is None:
        return ""
    return compact[: serial.start()] + (serial.group(1).lstrip("0") or "0")


def _number_references(text: str) -> Iterator[Reference]:
    for found in find_document_numbers(text):
        squashed = squash_number(str(found.number).lower())
        if squashed:
            yield Reference("number", (f"№{squashed}",), found.start, found.end)


def _article_references(text: str) -> Iterator[Reference]:
    for found in _ARTICLE.finditer(text):
        value = _number_value(found.group(1) or found.group(3))
        if value is not None:
            yield Reference("article", (f"第{value}{found.group(2) or '条'}",), found.start(), found.end())


def _year_value(digits: str) -> int:
    return int("".join(_DIGIT_OF.get(char, char) for char in digits))


def _date_references(text: str) -> Iterator[Reference]:
    for found in _DATE.finditer(text):
        year = _year_value(found.group(1))
        year_token = f"{year}年"
        month_digits, day_digits = found.group(2) or found.group(4), found.group(3) or found.group(5)
        if not month_digits:
            yield Reference("year", (year_token,), found.start(), found.end())
            continue
        try:
            day = date(year, _number_value(month_digits) or 0, _number_value(day_digits) or 0)
        except ValueError:
            continue
        yield Reference("date", (day.isoformat(), year_token), found.start(), found.end())


def find_references(text: str) -> list[Reference]:
    """Return the references of folded text in order, none overlapping (a number wins over an article, it over a date).

    Tokens: `№国办发2004.7` for a document number, `第36条` for an article (also 章, 节, 款, 项), `2022-03-05` and
    `2022年` for a date.
    """
    taken: list[Reference] = []
    occupied = bytearray(len(text))
    for finder in (_number_references, _article_references, _date_references):
        for reference in finder(text):
            span = slice(reference.start, reference.end)
            if not any(occupied[span]):
                occupied[span] = b"\x01" * (reference.end - reference.start)
                taken.append(reference)
    return sorted(taken, key=lambda reference: reference.start)
