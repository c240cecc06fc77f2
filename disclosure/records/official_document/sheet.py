"""The sheet being read: its lines, and for each the element of GB/T 9704 it was recognised as."""

from collections.abc import Sequence
from enum import StrEnum

from disclosure.records.official_document.lines import Line


class PartKind(StrEnum):
    """Elements of an official document (GB/T 9704—2012 §7, rules.md §14.2)."""

    COPY_NUMBER = "份号"
    SECRECY = "密级"
    URGENCY = "紧急程度"
    REGISTER_NUMBER = "登记号"
    LETTERHEAD = "发文机关标志"
    NUMBER = "发文字号"
    SIGNER = "签发人"
    ISSUE_LINE = "编发机关和日期"
    TITLE = "标题"
    ADDRESSEES = "主送机关"
    BODY = "正文"
    ATTACHMENTS = "附件说明"
    SIGNATURE = "署名"
    DATE = "成文日期"
    NOTE = "附注"
    ANNEX_LABEL = "附件序号"
    ANNEX_TITLE = "附件标题"
    ANNEX_BODY = "附件正文"
    COPIED_TO = "抄送机关"
    PRINTED = "印发机关和印发日期"
    LEFT_OUT = "未采用"


class Sheet:
    """Lines and their kinds; a line is marked once, by the reader that recognises it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = list(lines)
        self.kinds: list[PartKind | None] = [None] * len(lines)

    def mark(self, index: int, kind: PartKind) -> None:
        """Say what a line is."""
        self.kinds[index] = kind

    def mark_all(self, indexes: Sequence[int], kind: PartKind) -> None:
        """Say what several lines are."""
        for index in indexes:
            self.kinds[index] = kind

    def open_from(self, start: int) -> list[int]:
        """Places of the lines from `start` on that nobody has recognised yet."""
        return [index for index in range(start, len(self.lines)) if self.kinds[index] is None]

    def texts(self, kind: PartKind) -> list[str]:
        """Texts of all lines of one kind, in order."""
        return [line.text for line in self.of(kind)]

    def of(self, kind: PartKind) -> list[Line]:
        """Lines of one kind, in order."""
        return [line for line, marked in zip(self.lines, self.kinds, strict=True) if marked is kind]

    def text_from(self, indexes: Sequence[int]) -> str:
        """The lines at these places run together."""
        return "".join(self.lines[index].text for index in indexes)
