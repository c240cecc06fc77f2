"""主送机关: the line or lines between title and text that end with a colon, and the organs they name."""

import re
from typing import Final

from disclosure.records.official_document.characters import without_blanks
from disclosure.records.official_document.marker_levels import read_marker
from disclosure.records.official_document.names import ends_as_organ
from disclosure.records.official_document.sheet import Sheet

_MOST_LINES: Final = 8
_LONGEST_NAME: Final = 40
_NOT_ADDRESSEE = re.compile(
    r"^(?:为|根据|按照|经|现|依据|鉴于|关于|下列|以下|附件|附|抄送|主持|出席|列席|参会|时间|地点|记录)|"
    r"(?:如下|以下|下列|事项|情形|条件|材料|内容|要求|的|通知|决定|公告|通告)$"
)
_COMMA = re.compile(r"[，,；;](?![^（(]*[）)])")
_PAUSE = re.compile(r"、(?![^（(]*[）)])")


def addressee_block(sheet: Sheet, start: int) -> list[int]:
    """Places of the addressee lines that begin at `start`; empty for a document to everyone (通告, 公告)."""
    places: list[int] = []
    for at in range(start, min(start + _MOST_LINES, len(sheet.lines))):
        text = sheet.lines[at].text
        if sheet.kinds[at] is not None or "。" in text or read_marker(text):
            return []
        places.append(at)
        if text.endswith(("：", ":")):
            return places if _names_addressees(sheet.text_from(places)[:-1]) else []
        if re.search("[：:]", text):
            return []
    return []


def split_addressees(line: str) -> list[str]:
    """Split a raw addressee line into its organs.

    Commas divide classes, 、 divides organs of one class, but 各省、自治区、直辖市人民政府 is one name:
    a piece that does not end as an organ is kept together with the next.
    """
    names: list[str] = []
    for group in _COMMA.split(without_blanks(line).rstrip("：:，,。")):
        pieces = _PAUSE.split(group)
        pending: list[str] = []
        for piece in pieces:
            pending.append(piece)
            if ends_as_organ(piece):
                names.append("、".join(pending))
                pending = []
        if pending:
            names += pending if pieces == pending else ["、".join(pending)]
    return [name for name in names if name]


def _names_addressees(text: str) -> bool:
    bare = without_blanks(text)
    if not bare or _NOT_ADDRESSEE.search(bare):
        return False
    return all(len(name) <= _LONGEST_NAME for name in re.split("[，、；]", bare)) and not re.search("[“”《》]", bare)
