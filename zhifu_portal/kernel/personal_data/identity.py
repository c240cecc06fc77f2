"""Resident identity numbers (居民身份证, GB 11643) and travel documents (护照, 通行证)."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from zhifu_portal.kernel.personal_data.context import is_labelled_otherwise, is_labelled_personal
from zhifu_portal.kernel.personal_data.findings import Finding, Kind

SEPARATOR = "[ \t\u00a0\u2002-\u200b\u3000\\-‐‑–—－]"
"""What people and PDFs put between the groups of a number."""

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_OLDEST_YEAR = 1850
_PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_MONTH_DAY = "(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
# The character class comes first, the look-behind second: the engine then skips to digits without trying each position.
_EIGHTEEN = re.compile(f"[1-9](?<![0-9].)[0-9]{{5}}(?:18|19|20)[0-9]{{2}}{_MONTH_DAY}[0-9]{{3}}[0-9Xx](?![0-9])")
# How the eighteen characters are grouped when written with blanks or hyphens.
_GROUPINGS = ((6, 8, 4), (6, 12), (14, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (4, 4, 4, 4, 2), (3, 3, 4, 4, 4))


def _grouping(sizes: tuple[int, ...]) -> str:
    groups = [f"[0-9]{{{size}}}" for size in (sizes[0] - 1, *sizes[1:-1])]
    return f"{SEPARATOR}{{1,3}}".join([*groups, f"[0-9]{{{sizes[-1] - 1}}}[0-9Xx]"])


_GROUPED = re.compile(f"[1-9](?<![0-9].)(?:{'|'.join(map(_grouping, _GROUPINGS))})(?![0-9])")
_BROKEN = re.compile("[1-9](?<![0-9].)[0-9]{3,16}[ \t]{0,3}\r?\n[ \t]{0,3}[0-9]{0,13}[0-9Xx](?![0-9])")
# 残疾人证: the identity number, the kind and the degree of the disability.
_DISABILITY = re.compile(
    f"[1-9](?<![0-9].)[0-9]{{5}}(?:19|20)[0-9]{{2}}{_MONTH_DAY}[0-9]{{3}}[0-9Xx](?=[1-7][1-4](?![0-9]))"
)
_DISABILITY_WORD = re.compile("残疾[^，。；;\n]{0,10}$")
_FIFTEEN = re.compile(f"[1-9](?<![0-9A-Za-z.].)[0-9]{{7}}{_MONTH_DAY}[0-9]{{3}}(?![0-9A-Za-z]|[.][0-9])")
_NOT_DIGIT = re.compile("[^0-9Xx]")

_TRAVEL = re.compile(
    "[EGDSPCHMegdspchm](?<![0-9A-Za-z/_-].)"
    "(?:[0-9]{8}|[A-HJ-NP-Za-hj-np-z][0-9]{7}|[0-9]{7}|[0-9]{9,10})(?![0-9A-Za-z/_-])"
)
# Ordinary passports stand out by themselves; the other forms are too common among codes and need the word beside them.
_EVIDENT_PASSPORT = re.compile("[EG][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}")
_DATED_CODE = re.compile(f"[A-Z](?:19|20)[0-9]{{2}}{_MONTH_DAY}")
_PASSPORT_WORD = re.compile(
    "(?:护照|通行证|往来港澳|往来台湾|回乡证|台胞证|证件|[Pp]assport|PASSPORT)[^，。；;\n]{0,10}$"
)


def resident_check_digit(first17: str) -> str:
    """Compute the last character of an 18-character resident identity number (GB 11643, ISO 7064 MOD 11-2).

    Raises ValueError unless given seventeen digits.
    """
    if len(first17) != len(_WEIGHTS) or not (first17.isascii() and first17.isdigit()):
        raise ValueError("计算校验码需要17位数字。")
    total = sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def find_resident_ids(text: str) -> Iterator[Finding]:
    """Find 18-character numbers with a real date and the right check digit, and 15-digit ones of the old form.

    Also grouped by blanks or hyphens and broken over two lines. A division code that does not exist is not held
    against an 18-character number: the check digit already is the evidence.
    """
    for match in chain.from_iterable(pattern.finditer(text) for pattern in (_EIGHTEEN, _GROUPED, _BROKEN)):
        if _is_resident_id(match[0]) and not is_labelled_otherwise(text, match.start(), has_check_digit=True):
            yield Finding(Kind.RESIDENT_ID, match.start(), match.end())
    for match in _DISABILITY.finditer(text):
        announced = _DISABILITY_WORD.search(text, max(0, match.start() - 16), match.start())
        if announced and _is_resident_id(match[0]):
            yield Finding(Kind.RESIDENT_ID, match.start(), match.end())
    for match in _FIFTEEN.finditer(text):
        labelled = is_labelled_personal(text, match.start())
        if _is_old_resident_id(match[0], labelled=labelled) and not is_labelled_otherwise(text, match.start()):
            yield Finding(Kind.RESIDENT_ID, match.start(), match.end())


def find_travel_documents(text: str) -> Iterator[Finding]:
    """Find passport numbers, and the numbers of travel permits where the words before name one."""
    for match in _TRAVEL.finditer(text):
        start = match.start()
        number = match[0].upper()
        labelled = _PASSPORT_WORD.search(text, max(0, start - 20), start) is not None
        evident = _EVIDENT_PASSPORT.fullmatch(number) and not _DATED_CODE.match(number)
        if labelled or (evident and match[0][0].isupper() and not is_labelled_otherwise(text, start)):
            yield Finding(Kind.PASSPORT, start, match.end())


def _is_resident_id(written: str) -> bool:
    number = _NOT_DIGIT.sub("", written).upper()
    if len(number) != 18 or "X" in number[:-1] or resident_check_digit(number[:-1]) != number[-1]:
        return False
    return _is_date(int(number[6:10]), number[10:14])


def _is_old_resident_id(number: str, *, labelled: bool) -> bool:
    return (labelled or _PROVINCE.match(number) is not None) and _is_date(1900 + int(number[6:8]), number[8:12])


def _is_date(year: int, month_day: str) -> bool:
    try:
        return date(year, int(month_day[:2]), int(month_day[2:])).year >= _OLDEST_YEAR
    except ValueError:
        return False
