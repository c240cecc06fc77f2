"""What the scanner reports: the kind of personal data and where it stands."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Kinds of personal data, strongest evidence first: where two overlap, the earlier one is reported."""

    RESIDENT_ID = "resident_id"
    BANK_CARD = "bank_card"
    MOBILE = "mobile"
    PASSPORT = "passport"
    PLATE = "plate"
    LANDLINE = "landline"
    ADDRESS = "address"

    @property
    def label(self) -> str:
        """The kind in Chinese, for those who decide about a finding."""
        return _LABELS[self]


_LABELS = {
    Kind.RESIDENT_ID: "身份证号码",
    Kind.BANK_CARD: "银行卡号",
    Kind.MOBILE: "手机号码",
    Kind.PASSPORT: "护照或出入境证件号码",
    Kind.PLATE: "机动车号牌",
    Kind.LANDLINE: "住宅电话",
    Kind.ADDRESS: "住址",
}


class Finding(NamedTuple):
    """Personal data in a text: characters `start` up to, not including, `end`."""

    kind: Kind
    start: int
    end: int
