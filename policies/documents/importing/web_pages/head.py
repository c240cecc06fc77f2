"""The head of a page: its metadata as stated, and in the words of a record."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from disclosure.records.official_document import AttributeProposal, StatedMetadata
from disclosure.records.official_document.characters import without_blanks
from disclosure.records.official_document.marks import is_secrecy_mark
from disclosure.records.official_document.metadata import attribute_proposal
from policies.documents.importing.web_pages.labels import DISTINCTIVE, Field
from zhifu_portal.kernel.chinese.document_numbers import parse_document_number

LONGEST_KEYWORDS: Final = 200
LONGEST_SOURCE: Final = 120
LONGEST_REGISTER_NUMBER: Final = 40
_LEAST_DISTINCTIVE: Final = 2
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_BETWEEN_NAMES = re.compile(r"[、，,;；\s]+")
_BETWEEN_KEYWORDS = re.compile(r"[、，,;；|｜\s“”\"]+")
_NO_LONGER_IN_FORCE = re.compile("失效|废止|无效")


@dataclass(frozen=True)
class PageHead:
    """Values by field, as the page states them; fields it leaves empty are absent."""

    values: Mapping[Field, str] = field(default_factory=dict)

    @property
    def is_recognisable(self) -> bool:
        """Say whether the lines of this head would be known for a head again."""
        return len(DISTINCTIVE & self.values.keys()) >= _LEAST_DISTINCTIVE

    @property
    def title(self) -> str:
        """Title of the document, on one line."""
        return " ".join(self.values.get(Field.TITLE, "").split())

    @property
    def composed_on(self) -> date | None:
        """成文日期; None when it is missing or no day of the calendar."""
        return read_day(self.values.get(Field.COMPOSED_ON, ""))

    @property
    def published_on(self) -> date | None:
        """发布日期 on the page that was saved."""
        return read_day(self.values.get(Field.PUBLISHED_ON, ""))

    @property
    def effective_on(self) -> date | None:
        """施行日期."""
        return read_day(self.values.get(Field.EFFECTIVE_ON, ""))

    @property
    def keywords(self) -> str:
        """主题词 divided by 、, cut where a record has no more room."""
        words = _BETWEEN_KEYWORDS.split(self.values.get(Field.KEYWORDS, ""))
        return "、".join(word for word in words if word)[:LONGEST_KEYWORDS]

    @property
    def source(self) -> str:
        """来源."""
        return self.values.get(Field.SOURCE, "")[:LONGEST_SOURCE]

    @property
    def register_number(self) -> str:
        """统一登记号."""
        return self.values.get(Field.REGISTER_NUMBER, "")[:LONGEST_REGISTER_NUMBER]

    @property
    def validity(self) -> str:
        """有效性 as the page words it; empty when it is not stated."""
        return self.values.get(Field.VALIDITY, "")

    @property
    def has_lapsed(self) -> bool:
        """Say whether the page calls the document lapsed or repealed, on a day it does not name."""
        return _NO_LONGER_IN_FORCE.search(self.validity) is not None

    @property
    def secrecy_line(self) -> str:
        """The line that marks the document as secret; empty for 无, 公开 and other words."""
        level = self.values.get(Field.SECRECY, "")
        return f"密级：{level}" if is_secrecy_mark(level) else ""

    def stated(self) -> StatedMetadata:
        """Return what counts more than the text of the document."""
        number = parse_document_number(without_blanks(self.values.get(Field.DOCUMENT_NUMBER, "")))
        issuers = _BETWEEN_NAMES.split(self.values.get(Field.ISSUER, ""))
        return StatedMetadata(
            title=self.title,
            document_number=str(number) if number else "",
            issuing_organs=tuple(dict.fromkeys(name for name in issuers if name)),
            composed_on=self.composed_on,
            genre=self.values.get(Field.GENRE, ""),
            attribute=self._attribute(),
        )

    def lines(self) -> list[str]:
        """Return the head as lines it can be read from again; none when it states too little to be recognised."""
        return [f"{name}：{value}" for name, value in self.values.items()] if self.is_recognisable else []

    def _attribute(self) -> AttributeProposal | None:
        value = self.values.get(Field.ATTRIBUTE, "")
        return attribute_proposal([f"公开方式：{value}"]) if value else None


def read_day(text: str) -> date | None:
    """Return the day written as 2022-09-30, 2022年9月30日 or 2022/9/30, whatever time follows; None for no day."""
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None
