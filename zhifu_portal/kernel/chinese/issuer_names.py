"""Where the name before a document number begins: a 代字 (烟政办发), or the issuers of an order (国务院)."""

import re
from typing import NamedTuple

from zhifu_portal.kernel.chinese.numerals import format_numeral

_HAN = re.compile("[〇㐀-䶿一-鿿]")
_BLANKS = " \t\r\n\u3000\u00a0"
_LONGEST_GAP = 8
_LONGEST_NAME = 40
_USUAL_PREFIX = 8
_LONGEST_PREFIX = 15

# Words that lead up to a number but never stand inside a 代字 or an issuer's name.
_LEADING_WORDS = (
    "根据|依据|按照|依照|遵照|参照|比照|对照|转发|[关由对鉴基等]于|简称|称为|作出|印发|下发|制发|签发|发布|公布|颁布|发出|施行|实施|执行|贯彻|落实|废止|修改|修订|修正|"
    "替代|代替|参见|详见|参阅|见于|载于|通过|批准|批复|同意|通知|通告的|意见|决定|规定|办法|文件|文号|字号|编号|以及|或者|包括|其中|所称|所列|"
    "上述|下列|现行|有关|相关|收到|报送|抄送|违反|符合|适用|引用|援引|的|是|为|了|被|在"
)
_CUT = re.compile(_LEADING_WORDS)
_CUT_PREFIX = re.compile(
    f"{_LEADING_WORDS}|人民政府|办公室|办公厅|委员会|常委会|国务院|人民法院|检察院|总局|管理局|政府"
)
_CUT_ISSUER = re.compile(f"{_LEADING_WORDS}|[年月日号起]|^经(?!济|贸|信)|^对(?!外)|^[由以与及或见按]")
_LEADING_LETTER = re.compile("^(?:并(?=[按以由与]))?[与及或见按以由对]+")
# 和县, 大同, 太原 (并), 即墨 … have 代字 that begin with these: conjunctions only after something complete.
_CONJUNCTION = re.compile("^[和同并即原及与或]")
_COMPLETE = "号》〉）〕】”’"
# A blank inside a name is crossed while what stands behind it cannot be a whole name, or is letter-spaced.
_PREFIX_TAIL = re.compile("[政办发字函规任明电厅通知释监告]+")
_ISSUER_TAIL = re.compile("[部院会局署厅府委室]+")
_ISSUER_END = re.compile("(?:院|部|委|局|署|会|行|厅|府|办|室|办公室|主席团?|军区|军|最高法|最高检|中心|省|公司)$")
_REGION_LETTERS = "国中京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽粤青藏川宁琼烟"

# 12届…, read backwards: the only digits inside a name.
_SESSION_END = re.compile(".*届[0-9]?")
_ARABIC_SESSION = re.compile("第?([0-9]{1,2})届")

_ALIASES = (
    (re.compile("^中华人民共和国(?=.)"), ""),
    (re.compile("^国$"), "国务院"),
    (re.compile("中央军委"), "中央军事委员会"),
    (re.compile("(?<=国务院)、?(?=中央军事委员会)"), "、"),
    (re.compile("人大(?=常委会|常务委员会)"), "人民代表大会"),
    (re.compile("(?<=人民代表大会)常委会"), "常务委员会"),
    (re.compile("(?<=[省市区县])政府$"), "人民政府"),
    (re.compile("^第(?=[一二三四五六七八九十]{1,3}届主席)"), ""),
)


class Name(NamedTuple):
    """A name that ends where a number begins, and where the name starts in the text."""

    text: str
    start: int


def prefix_before(text: str, end: int, floor: int) -> Name | None:
    """Find the 代字 of 2–15 characters that ends at `end` and does not start before `floor`, if there is one."""
    run = _run_before(text, end, floor, _PREFIX_TAIL)
    first = _after_cut(_CUT_PREFIX, run.text)
    first = _after_conjunction(text, run, first, floor)
    if leading := _LEADING_LETTER.match(run.text[first:]):
        first += leading.end()
    if len(run.text) - first > _USUAL_PREFIX:
        first = _usual_start(run.text, first)
    name = run.text[first:]
    return Name(name, run.positions[first]) if 2 <= len(name) <= _LONGEST_PREFIX else None


def issuer_before(text: str, end: int, floor: int) -> Name | None:
    """Find the issuer, or the joint issuers, whose name ends at `end`; None when no organ's name ends there."""
    names: list[str] = []
    start = end
    while True:
        run = _run_before(text, start if not names else start - 1, floor, _ISSUER_TAIL)
        first = _after_conjunction(text, run, _after_cut(_CUT_ISSUER, run.text), floor)
        name = run.text[first:]
        if not (name == "国" if name.endswith("国") else len(name) >= 2 and _ISSUER_END.search(name)):
            break
        names.insert(0, name)
        start = run.positions[first]
        if first or start - 1 < floor or text[start - 1] not in "、 ":
            break
    return Name("、".join(names), start) if names else None


def canonical_issuer(name: str) -> str:
    """Give an issuer its one spelling: no 中华人民共和国, no abbreviations, 十二届 in Chinese numerals."""
    name = _ARABIC_SESSION.sub(lambda match: f"第{format_numeral(int(match[1]))}届", name)
    for pattern, replacement in _ALIASES:
        name = pattern.sub(replacement, name)
    return name


class _Run(NamedTuple):
    text: str
    positions: list[int]
    start: int


def _run_before(text: str, end: int, floor: int, tail: re.Pattern[str]) -> _Run:
    """Read Chinese characters backwards from `end`; positions[i] is where character i of the run stands."""
    characters: list[str] = []
    positions: list[int] = []
    gaps = 0
    position = _skip_blanks(text, end, floor)
    while position > floor and len(characters) < _LONGEST_NAME:
        character = text[position - 1]
        if _HAN.match(character) or (character in "0123456789" and _SESSION_END.fullmatch("".join(characters))):
            position -= 1
            characters.append(character)
            positions.append(position)
        elif (
            character in _BLANKS and characters and (gaps == len(characters) - 1 or tail.fullmatch("".join(characters)))
        ):
            before = _skip_blanks(text, position, floor)
            if before in (position, floor) or not _HAN.match(text[before - 1]):
                break
            position = before
            gaps += 1
        else:
            break
    return _Run("".join(reversed(characters)), positions[::-1], position)


def _skip_blanks(text: str, end: int, floor: int) -> int:
    lowest = max(floor, end - _LONGEST_GAP)
    while end > lowest and text[end - 1] in _BLANKS:
        end -= 1
    return end


def _after_cut(pattern: re.Pattern[str], run: str) -> int:
    return max((match.end() for match in pattern.finditer(run)), default=0)


def _after_conjunction(text: str, run: _Run, first: int, floor: int) -> int:
    after_something = first > 0 or run.start == floor > 0 or (run.start > 0 and text[run.start - 1] in _COMPLETE)
    return first + 1 if after_something and _CONJUNCTION.match(run.text[first:]) else first


def _usual_start(run: str, first: int) -> int:
    """Begin a run that is too long for a 代字 at the first letter of a region within the usual length."""
    for start in range(max(first, len(run) - _USUAL_PREFIX), len(run) - 2):
        if run[start] in _REGION_LETTERS:
            return start
    return first
