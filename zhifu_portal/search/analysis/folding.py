"""Folding: characters that mean the same become the same, and none changes its place."""

from functools import lru_cache

import opencc

_FULL_WIDTH_OFFSET = 0xFEE0
_CJK_RANGES = ((0x3400, 0xA000), (0xF900, 0xFB00))


@lru_cache(maxsize=1)
def _folding_table() -> dict[int, str]:
    """Return the table of characters to replace, each by exactly one other (so that offsets stay valid)."""
    table: dict[int, str] = {}
    ideographs = [chr(code) for start, stop in _CJK_RANGES for code in range(start, stop)]
    # One call with one character per line: a line break keeps phrase rules from reaching across.
    simplified = opencc.OpenCC("t2s").convert("\n".join(ideographs)).split("\n")
    for original, converted in zip(ideographs, simplified, strict=True):
        if converted != original and len(converted) == 1:
            table[ord(original)] = converted
    for code in range(0xFF01, 0xFF5F):
        table[code] = chr(code - _FULL_WIDTH_OFFSET).lower()
    for code in range(ord("A"), ord("Z") + 1):
        table[code] = chr(code).lower()
    # Half a surrogate pair cannot be encoded, so it may not reach the segmenter or the index (below).
    # Blanks and control characters of every kind end a word and nothing else.
    for code in (*range(0x20), 0x7F, 0x85, 0xA0, 0x2028, 0x2029, 0x3000, 0xFEFF, *range(0x2000, 0x2010)):
        table[code] = "\n" if code == 0x0A else " "
    for code in range(0xD800, 0xE000):
        table[code] = "\ufffd"
    return table


def fold(text: str) -> str:
    """Return the text in the one spelling the index knows: simplified, half-width, lower case, blanks for controls.

    `len(fold(text)) == len(text)`: a position in the folded text is the same position in the original, which is what
    highlighting relies on.
    """
    return text.translate(_folding_table())
