"""One line of an import: JSON → a document with its fields checked, or every reason why it is none."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, Attribute
from policies.documents.importing.fields import FieldReader
from policies.documents.importing.lines import MAX_LINE_BYTES, RawLine
from zhifu_portal.kernel.chinese.document_numbers import normalise_document_number

MAX_ID: Final = 80
MAX_TITLE: Final = 300
MAX_BODY: Final = 2_000_000
EXCERPT: Final = 80
EARLIEST_YEAR: Final = 1949
# What sources call a text that no longer holds; any other word leaves the dates to speak.
LAPSED_WORDS: Final = frozenset({"失效", "已失效", "废止", "已废止", "已被修订"})
IN_FORCE_WORDS: Final = frozenset({"有效", "现行有效", "已修改", "尚未施行", "尚未生效"})
ATTRIBUTES: Final = {
    word: attribute
    for attribute in (Attribute.OPEN, *sorted(NOT_OPEN_ATTRIBUTES))
    for word in (attribute.value, str(attribute.label))
}
# Stated by few sources: what says nothing of them keeps the checksum it had before they could be stated.
LATER_FIELDS: Final = frozenset({"attribute", "ground", "ground_reason"})


class LineRejected(Exception):
    """A line that cannot be imported: all reasons in Chinese, and the beginning of what it says."""

    def __init__(self, reasons: list[str], excerpt: str = "") -> None:
        self.reasons = reasons
        self.excerpt = excerpt
        super().__init__("；".join(reasons))


@dataclass(frozen=True)
class SourceDocument:
    """A document as its source states it; what the source does not state is empty or None."""

    external_id: str
    title: str
    body: str
    document_number: str
    issuer: str
    composed_on: date | None
    effective_on: date | None
    published_on: date | None
    status: str
    is_superseded: bool
    category: str
    history: tuple[str, ...]
    source: str
    attribute: str = ""
    ground: str = ""
    ground_reason: str = ""

    @property
    def has_lapsed(self) -> bool:
        """Whether the source says that the text no longer holds."""
        return self.is_superseded or self.status in LAPSED_WORDS

    @property
    def is_validity_stated(self) -> bool:
        """Whether the source says anything about validity that we understand."""
        return self.has_lapsed or self.status in IN_FORCE_WORDS

    def digest(self) -> str:
        """Return the SHA-256 of everything stated: equal for an unchanged source."""
        stated = sorted(vars(self).items())
        values = [str(value) for name, value in stated if value or name not in LATER_FIELDS]
        return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def read_source_line(line: RawLine, *, today: date) -> SourceDocument:
    """Return the document of a line; raise LineRejected with every reason."""
    row = _json_object(line)
    reader = FieldReader(row)
    document = SourceDocument(
        external_id=reader.text("id", label="id", longest=MAX_ID, is_required=True),
        title=reader.text("title", label="标题（title）", longest=MAX_TITLE, is_required=True),
        body=reader.long_text("body", label="正文（body）", longest=MAX_BODY, is_required=True),
        document_number=normalise_document_number(
            reader.text("doc_number", label="发文字号（doc_number）", longest=100)
        ),
        issuer=reader.text("issuer", label="制发机关（issuer）", longest=500),
        composed_on=reader.day("date", label="成文日期（date）"),
        effective_on=reader.day("effective_date", label="施行日期（effective_date）"),
        published_on=reader.day("publish_date", label="发布日期（publish_date）"),
        status=reader.text("status", label="效力（status）", longest=20),
        is_superseded=reader.flag("superseded_in_corpus", label="superseded_in_corpus"),
        category=reader.text("category", label="类别（category）", longest=200),
        history=reader.texts("history", label="沿革（history）", longest=2000),
        source=reader.text("source_repo", label="来源（source_repo）", longest=120),
        attribute=reader.choice("attribute", label="公开属性（attribute）", choices=ATTRIBUTES),
        ground=reader.text("ground", label="不予公开情形（ground）", longest=8),
        ground_reason=reader.long_text("ground_reason", label="理由（ground_reason）", longest=2000),
    )
    reasons = [*reader.reasons, *_impossible(document, today), *_half_stated(document)]
    if reasons:
        raise LineRejected(reasons, document.title or excerpt_of(line.data))
    return document


def _impossible(document: SourceDocument, today: date) -> list[str]:
    """Return what cannot be, although each field alone is well formed."""
    reasons = []
    if document.composed_on is not None and document.composed_on.year < EARLIEST_YEAR:
        reasons.append("成文日期早于1949年，请核对。")
    if document.composed_on is not None and document.composed_on > today:
        reasons.append("成文日期晚于今天，请核对。")
    if document.published_on is not None and document.published_on > today:
        reasons.append("发布日期晚于今天，请核对。")
    return reasons


def _half_stated(document: SourceDocument) -> list[str]:
    """Return what is missing of a stated attribute: what is not open has a ground and a reason (rules.md §1.4)."""
    is_not_open = document.attribute in NOT_OPEN_ATTRIBUTES
    if is_not_open and not (document.ground and document.ground_reason):
        return [
            "写明依申请公开、不予公开的，须同时写明情形（ground）和理由（ground_reason）；"
            "还没有认定的，请不写公开属性（attribute），导入后在“历史公文”中认定。"
        ]
    if not is_not_open and (document.ground or document.ground_reason):
        return ["没有写明依申请公开或者不予公开的，不应写情形（ground）和理由（ground_reason），请核对。"]
    return []


def _json_object(line: RawLine) -> dict[str, Any]:
    if line.is_too_long:
        megabytes = MAX_LINE_BYTES // 1024 // 1024
        raise LineRejected([f"这一行过长（超过 {megabytes} MB），请检查是否缺少换行。"], excerpt_of(line.data))
    try:
        row = json.loads(line.data.decode())
    except UnicodeDecodeError:
        raise LineRejected(["这一行不是 UTF-8 编码，请另存为 UTF-8 后重试。"], excerpt_of(line.data)) from None
    except (ValueError, RecursionError):
        raise LineRejected(["这一行不是有效的 JSON，请检查引号、逗号和括号。"], excerpt_of(line.data)) from None
    if not isinstance(row, dict):
        raise LineRejected(['这一行不是对象，应为 {"id": …, "title": …, "body": …}。'], excerpt_of(line.data))
    return row


def excerpt_of(data: bytes) -> str:
    """Return the beginning of a line as far as it can be shown."""
    text = data[: EXCERPT * 4].decode("utf-8", "replace").replace("\ufffd", "")
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split())[:EXCERPT]
