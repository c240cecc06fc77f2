"""Names of organs as they stand alone on a line: in the red head, under the text, in the imprint."""

import re
from collections.abc import Sequence
from typing import Final

from disclosure.records.official_document.characters import WIDE_BLANK, without_blanks

_ORGAN_ENDING: Final = (
    "国务院|政府|办公室|办公厅|委员会|管委会|管委|常委会|领导小组|指挥部|专班|总局|分局|支局|局|厅|部|署|总队|支队|大队|"
    "办事处|街道办|街道|乡镇|管理处|执法处|处|所|站|中心|法院|检察院|研究院|学院|医院|院|学校|大学|中学|小学|幼儿园|"
    "集团|公司|银行|协会|学会|联合会|商会|总工会|工会|妇联|残联|科协|工商联|文联|侨联|团委|团区委|红十字会|"
    "人大|政协|党委|党组|区委|市委|省委|县委|党工委|工委|军委|委|办|社|馆|台|园区|单位|企业|部门|机构|组织"
)
_ORGAN_NAME = re.compile(rf"[\u4e00-\u9fff（）·]{{1,40}}?(?:{_ORGAN_ENDING})(?:（[\u4e00-\u9fff]{{1,12}}）)?|国务院")
_SENTENCE_WORD = re.compile(r"^(?:关于|根据|按照|为|经|现|对|由|请|并|将|各)|(?:的|了|与|和|及|给|在)$|附件")
_SEAL = re.compile(r"[（(](?:盖章|印章|公章|章|加盖公章|签章)[）)]$")
_SEPARATOR = re.compile(f"[{WIDE_BLANK} 、]+")
_ENDS_AS_ORGAN = re.compile(rf"(?:{_ORGAN_ENDING})$")


def is_organ_name(text: str) -> bool:
    """Say whether the text reads as the name of one organ and nothing else."""
    name = without_blanks(text)
    return 2 < len(name) <= 45 and not _SENTENCE_WORD.search(name) and _ORGAN_NAME.fullmatch(name) is not None


def ends_as_organ(text: str) -> bool:
    """Say whether the text ends as the name of an organ does (各街道办事处 does, 各省 does not)."""
    return _ENDS_AS_ORGAN.search(re.sub(r"（[^（）]*）$", "", text)) is not None


def split_organ_names(text: str) -> list[str]:
    """Split a line that names one or several organs, 芝罘区教育局　芝罘区财政局; empty when it does not."""
    text = without_seal(text)
    if is_organ_name(text) and not _all_organs(_SEPARATOR.split(text)):
        return [without_blanks(text)]
    names = _SEPARATOR.split(text)
    return names if _all_organs(names) else []


def without_seal(text: str) -> str:
    """Drop a （盖章） after a name."""
    return _SEAL.sub("", text)


def _all_organs(names: Sequence[str]) -> bool:
    return all(is_organ_name(name) for name in names)
