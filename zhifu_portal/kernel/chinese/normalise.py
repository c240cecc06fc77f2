"""One spelling for the same Chinese text: widths, compatibility characters, blanks, line ends, script.

Full NFKC is not safe here: it would turn （ ， ： into ASCII and ① into 1. Only what has one modern form is replaced.
"""

import re
import unicodedata
from functools import cache

import opencc

_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}

# Radicals that PDF fonts give out in place of the character and that Unicode does not decompose.
_RADICALS = str.maketrans(
    "⺠⻓⻔⻚⻋⻅⻉⻛⻜⻝⻢⻥⻦⻨⻩⻬⻰⻘⻄⻆⻙⻮⻤⻣⻁⻑⻐⻊⻈",
    "民长门页车见贝风飞食马鱼鸟麦黄齐龙青西角韦齿鬼骨虎长钅足讠",
)

_COMPATIBILITY_RANGES = (
    (0x2F00, 0x2FD6),  # Kangxi radicals
    (0xF900, 0xFB00),  # CJK compatibility ideographs
    (0x2F800, 0x2FA20),  # their supplement
    (0xFB00, 0xFB07),  # Latin ligatures
    (0xFE58, 0xFE5F),  # small brackets such as ﹝﹞
)
_PRIVATE_USE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_CONTROL = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_REMOVED = re.compile(f"[{_CONTROL}{_INVISIBLE}{_PRIVATE_USE}\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_EDGE = re.compile("[ \t]*\n[ \t]*")
_MANY_LINES = re.compile("\n{3,}")

_HAN = "〇㐀-䶿一-鿿\U00020000-\U0003134f"
_CHINESE = _HAN + "、。〈-】〔-〛！（），：；？“”‘’…—·"
_COUNTED = "年月日时分秒号条款项章节编届次期批条例个件元万亿份页"
# A blank after 第一章 or 第三条 parts a heading from its text; four or more are layout. Both become one blank.
_STRAY_BLANK = re.compile(f"(?<=[{_CHINESE}]) {{1,3}}(?=[{_CHINESE}])")
_WIDE_BLANK = re.compile(" {2,}")
_BLANK_BEFORE_COUNT = re.compile(f"(?<=[{_CHINESE}]) {{1,3}}(?=[0-9]{{1,9}} {{0,3}}[{_COUNTED}])")
_BLANK_AFTER_COUNT = re.compile(f"(?<=[0-9]) {{1,3}}(?=[{_COUNTED}])")
_HEADING_END = re.compile("第[0-9一二三四五六七八九十百千零〇两]{1,9}[编章节条款项]$")


def _compatibility_table() -> dict[int, str]:
    codes = (code for first, last in _COMPATIBILITY_RANGES for code in range(first, last))
    return {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}


_WIDTHS = str.maketrans(_FULL_WIDTH)
_FORMS = {**_compatibility_table(), **_RADICALS, **_FULL_WIDTH, ord("％"): "%"}
_HAS_FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]")


def fold_width(text: str) -> str:
    """Replace full-width digits and letters by ASCII, character by character: every offset stays valid."""
    return text.translate(_WIDTHS) if _HAS_FULL_WIDTH.search(text) else text


def normalise_text(text: str) -> str:
    """Give the text one spelling without changing what it says; normalising twice changes nothing more.

    Full-width digits and letters and compatibility forms become ordinary ones, Chinese punctuation stays.
    Control, invisible and private-use characters go. Lines end in a line feed, are stripped, and at most one
    empty line separates two others. Blanks that a PDF left between Chinese characters, and between a number and
    what it counts (2022 年, 第 36 条), go; the blank after 第一章 or 第三条 stays.
    """
    text = _LINE_END.sub("\n", text)
    text = _REMOVED.sub("", text)
    text = unicodedata.normalize("NFC", text.translate(_FORMS))
    text = _BLANK.sub(" ", text)
    text = _LINE_EDGE.sub("\n", text)
    text = _BLANK_AFTER_COUNT.sub("", _BLANK_BEFORE_COUNT.sub("", text))
    text = _STRAY_BLANK.sub(_blank_or_nothing, text)
    text = _WIDE_BLANK.sub(" ", text)
    return _MANY_LINES.sub("\n\n", text).strip()


def _blank_or_nothing(blank: re.Match[str]) -> str:
    before = blank.string[max(0, blank.start() - 11) : blank.start()]
    return " " if _HEADING_END.search(before) else ""


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def to_simplified(text: str) -> str:
    """Write Traditional characters in their Simplified form; Simplified text comes back unchanged."""
    return str(_converter().convert(text))
