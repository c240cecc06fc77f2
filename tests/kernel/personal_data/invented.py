"""Invented numbers with valid check digits: no such division (9906 99), an unassigned mobile prefix (154)."""

from zhifu_portal.kernel.personal_data.cards import passes_luhn
from zhifu_portal.kernel.personal_data.identity import resident_check_digit

MOBILE = "15400000000"
OLD_RESIDENT_ID = "370699900101999"
PASSPORT = "E00000000"
PLATE = "鲁F00000"


def resident_id(*, born: str = "19900101", serial: int = 1, division: str = "990699") -> str:
    first17 = f"{division}{born}{serial:03d}"
    return first17 + resident_check_digit(first17)


def resident_id_ending_in_x() -> str:
    return next(number for serial in range(1000) if (number := resident_id(serial=serial)).endswith("X"))


def bank_card(*, length: int = 19, prefix: str = "622200") -> str:
    body = prefix.ljust(length - 1, "0")
    return next(body + digit for digit in "0123456789" if passes_luhn(body + digit))


def grouped(number: str, *sizes: int, by: str = " ") -> str:
    groups, start = [], 0
    for size in sizes:
        groups.append(number[start : start + size])
        start += size
    return by.join([*groups, number[start:]] if number[start:] else groups)
