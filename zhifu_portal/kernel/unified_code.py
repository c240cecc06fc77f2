"""Unified social credit code (统一社会信用代码, GB 32100): form and check digit.

Structure (rules.md §4.2): 1 registering authority, 2 kind of body, 3–8 administrative division, 9–17 body,
18 check digit.
"""

import re

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100: no I, O, S, V, Z."""

CODE_LENGTH = 18

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, position, 31) for position in range(CODE_LENGTH - 1))
_DIVISION = re.compile("[0-9]{6}")


def unified_check_digit(first17: str) -> str:
    """Compute the 18th character from the first seventeen.

    Raises ValueError when there are not exactly seventeen characters of the alphabet.
    """
    if len(first17) != CODE_LENGTH - 1 or _foreign_characters(first17):
        raise ValueError("计算校验码需要17位数字或大写字母（不含I、O、S、V、Z）。")
    total = sum(_VALUES[character] * weight for character, weight in zip(first17, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def check_unified_code(code: str) -> list[str]:
    """Say in Chinese everything that is wrong with a code; an empty list means that it is valid."""
    if not code:
        return ["请填写统一社会信用代码。"]
    reasons = []
    if len(code) != CODE_LENGTH:
        reasons.append(f"统一社会信用代码应为{CODE_LENGTH}位，现为{len(code)}位，请核对是否漏抄或多抄。")
    foreign = _foreign_characters(code)
    if foreign:
        places = "、".join(f"第{place}位“{character}”" for place, character in foreign[:5])
        reasons.append(
            f"{places}不是统一社会信用代码的字符：只能用半角数字和大写字母，不用I、O、S、V、Z，请核对（0与O、1与I易混淆）。"
        )
    if reasons:
        return reasons
    if not _DIVISION.fullmatch(code[2:8]):
        reasons.append(f"第3至8位是行政区划代码，应为6位数字，现为“{code[2:8]}”，请核对。")
    expected = unified_check_digit(code[:-1])
    if code[-1] != expected:
        reasons.append(f"校验码不符：按前17位计算，第18位应为“{expected}”，现为“{code[-1]}”，请核对全部18位。")
    return reasons


def _foreign_characters(code: str) -> list[tuple[int, str]]:
    return [(place, character) for place, character in enumerate(code, start=1) if character not in _VALUES]
