"""Addresses of private dwellings: recognised by 单元, 栋…室, 小区 with a door number, 村…号, or a label such as 住址.

Offices are public: an address with 大厦, 中心, 局 … and without 单元 is left alone unless its label names a home.
"""

import re
from collections.abc import Iterator

from zhifu_portal.kernel.personal_data.findings import Finding, Kind

_N = "(?:[0-9]{1,5}[A-Za-z]?|[A-Za-z]|[一二三四五六七八九十]{1,3})"
_GAP = "[ ]?"
_ROOM = (
    f"(?:{_GAP}{_N}(?:层|楼))?(?:{_GAP}[0-9]{{2,4}}[A-Za-z]?(?:室|户|房|号(?![楼院]))?(?![0-9座栋幢个家间名])"
    f"|{_GAP}{_N}(?:室|户|房|号))"
)
_BLOCK = f"{_N}{_GAP}(?:号楼|号院|栋|幢|座|弄|楼)"
_SETTLEMENT = "小区|花园|家园|家苑|嘉园|佳苑|苑|公寓|新村|名邸|华府|雅居|庄园|里弄|社区|宿舍|家属院|城"
# Each begins at the marker, which the engine can jump to, and looks back only as far as the number before it.
_NUMERAL = "[0-9A-Za-z一二三四五六七八九十]"
_UNIT = re.compile(f"单元(?:(?<={_NUMERAL}..)|(?<={_NUMERAL} ..))(?:{_ROOM})?")
_BLOCK_ROOM = re.compile(
    f"(?:号楼(?:(?<={_NUMERAL}..)|(?<={_NUMERAL} ..))|[栋幢座弄](?:(?<={_NUMERAL}.)|(?<={_NUMERAL} .)))(?:{_ROOM})"
)
_DOORS = re.compile(
    f"(?:{_SETTLEMENT})(?:{_GAP}[0-9]{{1,4}}[A-Za-z]?[-－—#](?:[0-9]{{1,3}}[-－—])?[0-9]{{2,4}}(?:室|户)?|{_BLOCK}{_ROOM})"
)
_VILLAGE = re.compile(f"村(?:民)?(?:第?{_N}(?:组|社|村民小组))?{_GAP}[0-9]{{1,4}}号(?!楼|线|井|桥|路|文|令|地块|院)")
_LABELLED = re.compile(
    "(?:家庭住址|家庭地址|居住地址|现居住地|居住地|现住址|住址|户籍地址|户籍所在地|户籍地|户口所在地|常住地址|经常居住地|现住|家住|住在|收货地址|收件地址)"
    "(?:为|是|在|于)?[：:\\s]{0,3}"
)
_ADDRESS_RUN = re.compile("[一-鿿0-9A-Za-z #·\\-－—（）()]{4,60}")
_DOOR = re.compile(f"{_N}{_GAP}(?:号楼|单元|号|室|户|栋|幢|组|座|弄)|[0-9]+(?:[-－—#][0-9]+)+")

_ROOM_BEHIND = re.compile(
    f"(?<=[元楼栋幢座]){_GAP}[0-9]{{2,4}}[A-Za-z]?(?:室|户|房)?(?![0-9年月日-])|(?<=[元楼栋幢座]){_GAP}{_N}层"
)

_LAST_BREAK = re.compile("(?s:.*)[^一-鿿0-9A-Za-z#·\\-－—]")
# A blank behind one of these stands inside an address: 演示小区 3号楼 2单元.
_BEFORE_BLANK = "省市区县镇乡村路街巷里园苑寓楼号栋幢座元"
_REACH = 48
_LEAD = re.compile(
    ".*(?:住址|地址|籍地|居住地|所在地|住所地|居住在|居住于|住在|位于|坐落于|坐落|座落|家住|现住|寄至|寄往|送至|送达|租住|购买|房屋|房产|名下|走访|入户|慰问|探访|前往|住(?![地址所]))(?:为|是|在|于)?"
)
_PLACE = re.compile("[省市区县旗镇乡村路街巷道弄里园苑院庄寨屯社]|小区|公寓")
_OFFICE = re.compile(
    "办公|大厦|大楼|中心|政府|机关|委员会|广场|写字楼|商务|产业园|科技园|创业园|工业园|会议|酒店|宾馆|医院|学校|学院|大学|中学|小学|法院|检察院|派出所|[局厅]|公司|窗口"
)
_ORDINAL_BEFORE = re.compile(f"第{_GAP}{_N}{_GAP}$")
_BLOCK_BEFORE = re.compile(f"(?:{_BLOCK}|[0-9]+号){_GAP}{_N}{_GAP}$")


def find_addresses(text: str) -> Iterator[Finding]:
    """Find addresses of dwellings, from the first word of the address to the last of the door."""
    last_end = 0
    for start, end in sorted([*_labelled(text), *_by_marker(text)]):
        if start >= last_end:
            yield Finding(Kind.ADDRESS, start, end)
            last_end = end


def _labelled(text: str) -> Iterator[tuple[int, int]]:
    for label in _LABELLED.finditer(text):
        run = _ADDRESS_RUN.match(text, label.end())
        if run is None:
            continue
        first = _DOOR.search(text, run.start(), run.end())
        if first and _PLACE.search(text, run.start(), first.end()):
            *_, last = _DOOR.finditer(text, run.start(), run.end())
            room = _ROOM_BEHIND.match(text, last.end())
            yield run.start(), (room or last).end()


def _by_marker(text: str) -> Iterator[tuple[int, int]]:
    for pattern, is_dwelling in ((_UNIT, _has_unit), (_BLOCK_ROOM, _is_home), (_DOORS, _is_home), (_VILLAGE, _is_home)):
        last_end = 0
        for match in pattern.finditer(text):
            run_start = _run_start(text, match.start(), last_end)
            if not is_dwelling(text, run_start, match):
                continue
            start = _after_lead(text, run_start, match.start())
            if start < match.start() and (pattern is _UNIT or not _OFFICE.search(text, start, match.start())):
                last_end = match.end()
                yield start, last_end


def _has_unit(text: str, start: int, match: re.Match[str]) -> bool:
    """3号楼2单元 and …小区2单元501, but not the second unit of a textbook."""
    if _BLOCK_BEFORE.search(text, start, match.start()):
        return True
    has_room = match.end() - match.start() > len("单元")
    ordinal = _ORDINAL_BEFORE.search(text, start, match.start())
    return has_room and not ordinal and _PLACE.search(text, start, match.start()) is not None


def _is_home(text: str, start: int, match: re.Match[str]) -> bool:
    return match.re is _DOORS or _PLACE.search(text, start, match.start()) is not None


def _run_start(text: str, end: int, floor: int) -> int:
    lowest = max(floor, end - _REACH)
    start = end
    while last_break := _LAST_BREAK.match(text, lowest, start):
        start = last_break.end()
        inside = text[start - 1] == " " and start - 2 > lowest and text[start - 2] in _BEFORE_BLANK
        if not inside:
            return start
        start -= 1
    return lowest


def _after_lead(text: str, start: int, end: int) -> int:
    lead = _LEAD.match(text, start, end)
    return lead.end() if lead else start
