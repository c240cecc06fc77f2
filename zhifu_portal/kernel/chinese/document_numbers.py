"""发文字号: parse, normalise to one canonical spelling, and find in running text (rules.md §8.6, GB/T 9704 §7.2.5).

Canonical spellings, one for each number:

* 烟芝政办发〔2022〕3号 — 代字, year in 〔〕, serial without 第 and leading zeros;
* 国务院令第711号, 十二届主席令第75号 — orders (令), announcements (公告) and notices (通告) of an organ: the organ
  without 中华人民共和国 and with abbreviations written out (人大常委会), 第, and the serial in Arabic numerals,
  since 第七十五号 and 第75号 are the same order and Arabic is what nearly all sources write. 届 keeps Chinese
  numerals: it belongs to a name;
* 中国人民银行令〔2020〕第5号, 国家税务总局公告2019年第1号 — the same with a year, each as its organs usually write it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from zhifu_portal.kernel.chinese.issuer_names import Name, canonical_issuer, issuer_before, prefix_before
from zhifu_portal.kernel.chinese.normalise import fold_width
from zhifu_portal.kernel.chinese.numerals import NotANumeral, parse_numeral

LONGEST_NUMBER = 100
"""Longer texts are not one document number."""


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number in parts; `str()` is the canonical spelling, and two equal numbers have equal parts.

    `prefix` is the 代字, or the issuer of an order; `order` is 令, 公告 or 通告, empty for an ordinary number.
    """

    prefix: str
    serial: int
    year: int | None = None
    order: str = ""

    def __str__(self) -> str:
        if not self.order:
            return f"{self.prefix}〔{self.year}〕{self.serial}号"
        year = "" if self.year is None else f"〔{self.year}〕" if self.order == "令" else f"{self.year}年"
        return f"{self.prefix}{self.order}{year}第{self.serial}号"


class FoundNumber(NamedTuple):
    """A document number in a text; `start` and `end` are offsets of its original spelling."""

    number: DocumentNumber
    start: int
    end: int


_BRACKETS = str.maketrans(
    dict.fromkeys("[(（【﹝［⟮〖｛{「〈<＜﹙", "〔")
    | dict.fromkeys("])）】﹞］⟯〗｝}」〉>＞﹚", "〕")
    | {"O": "〇", "○": "〇"}
)
_W = "[ \t\r\n\u3000\u00a0]{0,8}"
_SERIAL = "[0-9]{1,6}|[零〇一二三四五六七八九十百千]{1,9}"
_YEAR = "(?:19|20)[0-9]{2}|[一二][零〇九][零〇一二三四五六七八九]{2}|[5-9][0-9]"


def _serial(name: str) -> str:
    return f"第?{_W}(?P<{name}>{_SERIAL}){_W}号"


_CORE = re.compile(
    # 令第711号, 令（第81号）, 令〔2020〕第5号, 公告2019年第1号
    rf"(?P<order>令|公告|通告){_W}(?:〔{_W}{_serial('bracketed')}{_W}〕"
    rf"|(?:〔{_W}(?P<order_year>{_YEAR}){_W}年?{_W}〕|(?P<plain_year>{_YEAR}){_W}年)?{_W}{_serial('ordered')})"
    # 〔2022〕3号
    rf"|〔{_W}(?P<year>{_YEAR}){_W}年?{_W}〕{_W}{_serial('serial')}"
    # 国办函2018年71号, brackets lost
    rf"|(?P<bare_year>(?:19|20)[0-9]{{2}}){_W}年{_W}{_serial('bare')}"
    # 国务院第492号令
    rf"|第{_W}(?P<reversed>{_SERIAL}){_W}号{_W}(?P<reversed_order>令|公告)"
)
# Only after these is "2018年71号" without brackets taken for a number in running text.
_BARE_PREFIX_END = "发函字规释电"


def find_document_numbers(text: str) -> list[FoundNumber]:
    """Find every document number, in any spelling, in the order of the text.

    The words before a number (根据, 关于, an organ's full name …) are not taken for its 代字. Runs in linear time.
    """
    return list(_found(fold_width(text).translate(_BRACKETS), lenient=False))


def parse_document_number(text: str) -> DocumentNumber | None:
    """Read a text that is one document number and nothing else; None when it is not.

    A missing 号 and surrounding brackets or quotation marks are forgiven.
    """
    folded = fold_width(text).translate(_BRACKETS).strip(" \t\r\n\u3000《》“”")
    if not 4 <= len(folded) <= LONGEST_NUMBER:
        return None
    if folded.startswith("〔") and folded.endswith("〕"):
        folded = folded[1:-1].strip()
    for candidate in (folded, f"{folded}号"):
        found = list(_found(candidate, lenient=True))
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(candidate)):
            return found[0].number
    return None


def normalise_document_number(text: str) -> str:
    """Give a document number its canonical spelling; anything else comes back stripped and otherwise as it is."""
    number = parse_document_number(text)
    return text.strip() if number is None else str(number)


def _found(folded: str, *, lenient: bool) -> Iterator[FoundNumber]:
    floor = 0
    for core in _CORE.finditer(folded):
        read = _read(core, folded, floor, lenient=lenient)
        if read is not None:
            yield read
        floor = core.end()


def _read(core: re.Match[str], folded: str, floor: int, *, lenient: bool) -> FoundNumber | None:
    order = core["order"] or core["reversed_order"] or ""
    name = issuer_before(folded, core.start(), floor) if order else None
    if name is None:
        name = _ordinary_prefix(core, folded, floor, lenient=lenient)
        order = ""
    if name is None:
        return None
    try:
        serial = parse_numeral(
            core["bracketed"] or core["ordered"] or core["serial"] or core["bare"] or core["reversed"]
        )
        year = _year(core["order_year"] or core["plain_year"] or core["year"] or core["bare_year"])
    except NotANumeral:
        return None
    if serial == 0 or (year is None and not order):
        return None
    prefix = canonical_issuer(name.text) if order else name.text
    return FoundNumber(DocumentNumber(prefix, serial, year, order), name.start, core.end())


def _ordinary_prefix(core: re.Match[str], folded: str, floor: int, *, lenient: bool) -> Name | None:
    """The 代字 of an ordinary number; 粤府令〔2020〕5号 without a known organ counts as one with 代字 粤府令."""
    if core["reversed_order"] or (core["order"] and not core["order_year"]):
        return None
    name = prefix_before(folded, core.end("order") if core["order"] else core.start(), floor)
    if name and core["bare_year"] and not lenient and (name.text[-1] not in _BARE_PREFIX_END):
        return None
    return name


def _year(written: str | None) -> int | None:
    if not written:
        return None
    year = parse_numeral(written)
    return year + 1900 if year < 100 else year
