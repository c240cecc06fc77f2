"""Numbers that open a paragraph: 一、 （一） 1. （1） (GB/T 9704 §7.3.3), 1.1 of plans, 章, 节, 条 of regulations."""

import re
from dataclasses import dataclass
from typing import Final

from zhifu_portal.kernel.chinese.numerals import parse_numeral

_NUMERAL: Final = "[一二三四五六七八九十百零〇]{1,6}"
# 1.1编制目的 is a number of an emergency plan, 1.5倍 and 2.3万元 are quantities.
_NOT_A_QUANTITY: Final = (
    r"(?=[\u3000\u4e00-\u9fff])(?!\u3000?[倍万亿元个米吨%年月日点亩千百公平立厘分秒度折级次人家项])"
)
_SHAPES: Final = (
    (1, re.compile(rf"(?P<number>{_NUMERAL})、")),
    (2, re.compile(rf"[（(](?P<number>{_NUMERAL})[）)]、?")),
    (3, re.compile(r"(?P<number>\d{1,3})[.．、](?!\d)")),
    (2, re.compile(rf"\d{{1,2}}\.(?P<number>\d{{1,2}}){_NOT_A_QUANTITY}")),
    (3, re.compile(rf"\d{{1,2}}\.\d{{1,2}}(?:\.\d{{1,2}})?\.(?P<number>\d{{1,2}}){_NOT_A_QUANTITY}")),
    (4, re.compile(r"[（(](?P<number>\d{1,3})[）)]、?")),
    (1, re.compile(rf"第(?P<number>{_NUMERAL}|\d{{1,3}})[编章](?:\u3000|$)")),
    (2, re.compile(rf"第(?P<number>{_NUMERAL}|\d{{1,3}})节(?:\u3000|$)")),
    (0, re.compile(rf"第(?P<number>{_NUMERAL}|\d{{1,4}})条(?:\u3000|$)")),
)


@dataclass(frozen=True)
class Marker:
    """A number at the start of a paragraph: as written, its level (0 for 第几条), its value."""

    text: str
    level: int
    value: int

    @property
    def structural(self) -> bool:
        """True for 编, 章, 节, 条, which need no further sign to open a paragraph."""
        return self.text.startswith("第")


def read_marker(text: str) -> Marker | None:
    """Read the number that opens a paragraph; None when there is none."""
    for level, shape in _SHAPES:
        found = shape.match(text)
        if found:
            value = _value(found["number"])
            return None if value is None else Marker(found.group(), level, value)
    return None


def _value(number: str) -> int | None:
    if number.isdigit():
        return int(number)
    try:
        return parse_numeral(number)
    except ValueError:
        return None
