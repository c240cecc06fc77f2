"""Mask personal data so that its kind and length stay readable: 9999**********1234, 138****0000, 鲁A***00."""

import re
from collections.abc import Iterable

from zhifu_portal.kernel.personal_data.findings import Finding, Kind
from zhifu_portal.kernel.personal_data.scanning import scan

MASK = "*"

# How many characters stay at the front and at the end; separators are not counted and always stay.
_SHOWN = {
    Kind.RESIDENT_ID: (4, 4),
    Kind.BANK_CARD: (4, 4),
    Kind.PASSPORT: (1, 3),
    Kind.PLATE: (2, 2),
    Kind.LANDLINE: (0, 2),
}
_MOBILE_FRONT, _MOBILE_END, _MOBILE_LENGTH = 3, 4, 11
_PUBLIC_PLACE = re.compile("[一-鿿]{2,8}?(?:自治区|省)|[一-鿿]{2,8}?市|[一-鿿]{1,6}?[区县旗]")


def mask(text: str, findings: Iterable[Finding] | None = None) -> str:
    """Replace personal data by asterisks, character by character; the text keeps its length.

    Without `findings`, everything that `scan` finds is masked. Raises ValueError for a finding outside the text.
    """
    characters = list(text)
    for finding in scan(text) if findings is None else findings:
        if not 0 <= finding.start <= finding.end <= len(text):
            raise ValueError("脱敏位置超出文本范围，请重新扫描后再脱敏。")
        for position in _hidden(text, finding):
            characters[position] = MASK
    return "".join(characters)


def _hidden(text: str, finding: Finding) -> list[int]:
    written = [position for position in range(finding.start, finding.end) if text[position].isalnum()]
    if finding.kind is Kind.ADDRESS:
        front, end = _public_length(text[finding.start : finding.end]), 0
        return [position for position in written if position >= finding.start + front]
    if finding.kind is Kind.MOBILE:
        front, end = _MOBILE_FRONT + max(0, len(written) - _MOBILE_LENGTH), _MOBILE_END
    else:
        front, end = _SHOWN[finding.kind]
    return written[front : len(written) - end]


def _public_length(address: str) -> int:
    """Province, city and district may stay; nothing that is nearer to the door."""
    end = 0
    while place := _PUBLIC_PLACE.match(address, end):
        end = place.end()
    return end
