"""Chinese numerals: parse and format whole numbers and the numbers of articles (第三十六条之一).

Understood: 零〇一二两…十百千万亿, the financial forms 壹贰…拾佰仟, 廿 卅 卌, digit strings (二〇二二), Arabic and
full-width digits, both mixed with units (3万5千), and the spoken short form (三万五 = 35,000).
"""

import re
from typing import NamedTuple

from zhifu_portal.kernel.chinese.normalise import fold_width

LARGEST = 10**16 - 1
"""The largest number that is read or written: one below 一亿亿."""

NUMERAL_CHARACTERS = "0-9０-９零〇一二三四五六七八九十百千万亿两廿卅"
"""Inside a character class: what the number of an article, a chapter or a document may be written with."""

_DIGITS = "零一二三四五六七八九"
_FINANCIAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_FINANCIAL = str.maketrans(_DIGITS + "十百千", _FINANCIAL_DIGITS + "拾佰仟")
_PLAIN = str.maketrans(
    {
        **dict(
            zip("壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參叄陸兩两", "一二三四五六七八九十百千万亿二三三六二二", strict=True)
        ),
        **dict.fromkeys("〇○◯", "零"),
        "廿": "二十",
        "卅": "三十",
        "卌": "四十",
    }
)
_DIGIT_VALUES = {**{character: value for value, character in enumerate(_DIGITS)}, **{str(n): n for n in range(10)}}
_BLANKS = re.compile(r"\s+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,，][0-9]{3})+")
_SECTION = re.compile(
    "(?:([1-9一二三四五六七八九])千)?(零?(?:([1-9一二三四五六七八九])百)?)(零?(?:([1-9一二三四五六七八九]?)十)?)零?([1-9一二三四五六七八九]?)"
)
_SPOKEN = re.compile("([千百])([1-9一二三四五六七八九])$")


class NotANumeral(ValueError):
    """The text is not a whole number in any spelling understood here."""

    def __init__(self, text: str) -> None:
        super().__init__(f"“{text[:20]}”不是能识别的数字，请使用阿拉伯数字或中文数字。")


def parse_numeral(text: str) -> int:
    """Read a whole number ≥ 0 in any spelling: 三十六, 叁拾陆, 廿三, 二〇二二, ３６, 1,200, 3万5千.

    Raises NotANumeral for anything else, also for numbers above LARGEST.
    """
    folded = _BLANKS.sub("", fold_width(text))
    if len(folded) > 40:
        raise NotANumeral(text)
    if _GROUPED.fullmatch(folded):
        folded = folded.replace(",", "").replace("，", "")
    value = _whole_value(folded.translate(_PLAIN))
    if value is None or value > LARGEST:
        raise NotANumeral(text)
    return value


def format_numeral(number: int, *, financial: bool = False) -> str:
    """Write a number as statutes do (三十六, 一百零二, 一万亿), or in the financial forms (叁拾陆).

    Raises ValueError unless 0 ≤ number ≤ LARGEST.
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"只能书写0至{LARGEST}之间的整数。")
    plain = _format_whole(number) if number else "零"
    if financial:
        return plain.translate(_FINANCIAL)
    return plain.removeprefix("一") if plain.startswith("一十") else plain


def format_digits(number: int) -> str:
    """Write a number digit by digit, as years are written: 2022 → 二〇二二."""
    if number < 0:
        raise ValueError("只能书写不小于0的整数。")
    return str(number).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


def _whole_value(plain: str) -> int | None:
    if plain and all(character in _DIGIT_VALUES for character in plain):
        return int("".join(str(_DIGIT_VALUES[character]) for character in plain))
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = plain.rpartition(unit)
        if found:
            return _joined(head, tail, size)
    return _section_value(plain)


def _joined(head: str, tail: str, size: int) -> int | None:
    high = _whole_value(head)
    if not high or (size == 10**4 and high >= size):
        return None
    if not tail:
        return high * size
    if len(tail) == 1 and tail in _DIGIT_VALUES and tail not in "零0":
        return high * size + _DIGIT_VALUES[tail] * size // 10
    low = _whole_value(tail)
    return None if not low or low >= size else high * size + low


def _section_value(plain: str) -> int | None:
    match = _SECTION.fullmatch(plain.removeprefix("零"))
    if match is None or not plain.strip("零"):
        return None
    thousands, _, hundreds, ten_part, tens, ones = match.groups()
    value = 1000 * _DIGIT_VALUES.get(thousands, 0) + 100 * _DIGIT_VALUES.get(hundreds, 0)
    if "十" in ten_part:
        value += 10 * (_DIGIT_VALUES[tens] if tens else 1)
    spoken = _SPOKEN.search(plain)
    return value + _DIGIT_VALUES.get(ones, 0) * ({"千": 100, "百": 10}[spoken[1]] if spoken else 1)


def _format_whole(number: int) -> str:
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        high, low = divmod(number, size)
        if high:
            gap = "零" if 0 < low < size // 10 else ""
            head = _format_whole(high)
            return f"{head}{unit}{gap}{_format_whole(low) if low else ''}"
    return _format_section(number)


def _format_section(number: int) -> str:
    written = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            written += _DIGITS[digit] + unit
        elif written and number and not written.endswith("零"):
            written += "零"
    return written


class ArticleNumber(NamedTuple):
    """The number of an article; 第三十六条之一 is (36, 1) and sorts between 第三十六条 and 第三十七条."""

    article: int
    insertion: int = 0

    def __str__(self) -> str:
        inserted = f"之{format_numeral(self.insertion)}" if self.insertion else ""
        return f"第{format_numeral(self.article)}条{inserted}"


class FoundArticle(NamedTuple):
    """An article cited in a text, and where."""

    number: ArticleNumber
    start: int
    end: int


# 第三条之一般规定 cites article 3, not an article 3-1.
_INSERTION = "之[ \t]?([一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})(?![般些切致部律方])"
_ARTICLE = re.compile(rf"第[ \t]?([{NUMERAL_CHARACTERS}]{{1,9}})[ \t]?条(?:[ \t]?{_INSERTION})?")


def find_article_numbers(text: str) -> list[FoundArticle]:
    """Find every 第N条 and 第N条之M, in any numerals, in the order of the text."""
    found = []
    for match in _ARTICLE.finditer(text):
        try:
            number = ArticleNumber(parse_numeral(match[1]), parse_numeral(match[2]) if match[2] else 0)
        except NotANumeral:
            continue
        found.append(FoundArticle(number, match.start(), match.end()))
    return found


def parse_article_number(text: str) -> ArticleNumber | None:
    """Read one article number that is the whole text (第36条, 三十六条之一); None when it is anything else."""
    stripped = text.strip()
    whole = stripped if stripped.startswith("第") else f"第{stripped}"
    found = find_article_numbers(whole)
    return found[0].number if len(found) == 1 and found[0][1:] == (0, len(whole)) else None
