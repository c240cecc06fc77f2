"""Bank cards: Luhn check digit, length, and the issuer prefixes in use in China."""

import re
from collections.abc import Iterator

from zhifu_portal.kernel.personal_data.context import is_labelled_otherwise, is_labelled_personal
from zhifu_portal.kernel.personal_data.findings import Finding, Kind
from zhifu_portal.kernel.personal_data.identity import SEPARATOR as _S

_CARD = re.compile(
    f"[2-69](?<![0-9A-Za-z.].)(?:[0-9]{{15,18}}"
    f"|[0-9]{{3}}{_S}[0-9]{{4}}{_S}[0-9]{{4}}{_S}[0-9]{{4}}(?:{_S}?[0-9]{{1,3}}(?![0-9]))?"
    f"|[0-9]{{5}}{_S}[0-9]{{10,13}}"
    f"|[0-9]{{3}}{_S}[0-9]{{12,15}})(?![0-9A-Za-z]|[.][0-9])"
)
_NOT_DIGIT = re.compile("[^0-9]")
# Prefix → lengths. 62 is UnionPay; 4367 42, 6013 82, 955 8x … are cards issued before it.
_ISSUERS = (
    (re.compile("62"), frozenset({16, 17, 18, 19})),
    (re.compile("60|955|4367|4563|6858|6859|690755|9400"), frozenset({16, 17, 18, 19})),
    (re.compile("4|5[1-5]|2[2-7]|35"), frozenset({16})),
)
_LARGEST_GROUP = 4
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def passes_luhn(digits: str) -> bool:
    """Whether a string of digits ends in its Luhn check digit (ISO/IEC 7812-1)."""
    total = sum(map(int, digits[-1::-2])) + sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])
    return total % 10 == 0


def find_bank_cards(text: str) -> Iterator[Finding]:
    """Find card numbers of 16–19 digits, plain or grouped, that pass Luhn and begin as an issuer's do."""
    for match in _CARD.finditer(text):
        end = _card_end(text, match)
        if end and not is_labelled_otherwise(text, match.start()):
            yield Finding(Kind.BANK_CARD, match.start(), end)


def _card_end(text: str, match: re.Match[str]) -> int | None:
    if _is_card(_NOT_DIGIT.sub("", match[0]), labelled=is_labelled_personal(text, match.start())):
        return match.end()
    # The last short group of 6222 0000 0000 0000 123 may be another figure that follows the card.
    shorter = match.start() + 4 * _LARGEST_GROUP + 3
    if (
        match.end() > shorter
        and not text[shorter].isdigit()
        and _is_card(_NOT_DIGIT.sub("", text[match.start() : shorter]))
    ):
        return shorter
    return None


def _is_card(digits: str, *, labelled: bool = False) -> bool:
    known = labelled or any(len(digits) in lengths and issuer.match(digits) for issuer, lengths in _ISSUERS)
    return known and passes_luhn(digits) and len(set(digits)) > 1
