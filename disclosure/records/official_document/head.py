"""The head of the sheet: 版头 (份号 … 签发人), title, 主送机关. Marks the lines and says where the text begins."""

import re
from collections.abc import Callable
from typing import Final

from disclosure.records.official_document import marks
from disclosure.records.official_document.addressees import addressee_block
from disclosure.records.official_document.marker_levels import read_marker
from disclosure.records.official_document.names import split_organ_names
from disclosure.records.official_document.sheet import PartKind, Sheet
from disclosure.records.official_document.title_lines import known_title_lines, plain_title_lines, titled_lines

_HEAD_LINES: Final = 16
_MINUTES_HEAD = re.compile(r".{0,40}(?:会议纪要|办公会纪要|纪要|简报|令|公告|通告)")

_ONE_LINE_ELEMENTS: Final[tuple[tuple[Callable[[str], bool], PartKind], ...]] = (
    (marks.is_secrecy_mark, PartKind.SECRECY),
    (marks.is_urgency_mark, PartKind.URGENCY),
    (marks.is_copy_number, PartKind.COPY_NUMBER),
    (marks.is_register_number, PartKind.REGISTER_NUMBER),
    (marks.is_number_line, PartKind.NUMBER),
    (marks.is_partial_number, PartKind.NUMBER),
)


def mark_head(sheet: Sheet, known_title: str = "") -> int:
    """Mark the head, the title and the addressees; return the place where the text begins.

    A title known beforehand is looked for as it is spelled; only without one may any short line be the title.
    """
    titled = _mark_known_title(sheet, known_title) if known_title else 0
    at = _mark_masthead(sheet)
    at = titled or _mark_title(sheet, at, is_known=bool(known_title))
    at = _mark_after_title(sheet, at)
    addressed = addressee_block(sheet, at)
    sheet.mark_all(addressed, PartKind.ADDRESSEES)
    return addressed[-1] + 1 if addressed else at


def _mark_masthead(sheet: Sheet) -> int:
    """Mark 份号 … 发文字号, 签发人; return the first place after them."""
    number_at = _number_place(sheet)
    at = 0
    while at < len(sheet.lines) and sheet.kinds[at] is not PartKind.TITLE:
        kind = _masthead_kind(sheet, at, number_at)
        if kind is None:
            break
        sheet.mark(at, kind)
        at += 1
    return at


def _number_place(sheet: Sheet) -> int:
    """Place of the 发文字号 (or of an order's 第3号) near the top; -1 when there is none."""
    for at, line in enumerate(sheet.lines[:_HEAD_LINES]):
        if sheet.kinds[at] is None and (marks.is_number_line(line.text) or marks.is_partial_number(line.text)):
            return at
        if line.text.endswith("。") or read_marker(line.text):
            break
    return -1


def _masthead_kind(sheet: Sheet, at: int, number_at: int) -> PartKind | None:
    text = sheet.lines[at].text
    for matches, kind in _ONE_LINE_ELEMENTS:
        if matches(text):
            return kind
    before, signer = marks.split_signer(text)
    if signer is not None and not before:
        return PartKind.SIGNER
    previous = sheet.kinds[at - 1] if at else None
    if previous is PartKind.SIGNER and re.fullmatch("[\u4e00-\u9fff\u3000]{2,12}", text):
        return PartKind.SIGNER
    if marks.is_issue_line(text) and previous is PartKind.NUMBER:
        return PartKind.ISSUE_LINE
    return PartKind.LETTERHEAD if _is_letterhead(sheet, at, number_at) else None


def _is_letterhead(sheet: Sheet, at: int, number_at: int) -> bool:
    """Say whether the line belongs to the red head: …文件, or names before the number with no title between."""
    text = sheet.lines[at].text
    bare = text.replace("\u3000", "")
    if bare in ("文件", "会议纪要", "纪要") or (bare.endswith("文件") and marks.letterhead_name(text)):
        return True
    if at >= number_at:
        return False
    return all(_reads_as_letterhead(line.text) for line in sheet.lines[at:number_at])


def _reads_as_letterhead(text: str) -> bool:
    bare = text.replace("\u3000", "")
    if "关于" in bare:
        return False
    return (
        bool(split_organ_names(text))
        or marks.letterhead_name(text) is not None
        or _is_series_head(bare)
        or any(matches(text) for matches, _ in _ONE_LINE_ELEMENTS)
    )


def _is_series_head(bare: str) -> bool:
    return bare == "文件" or _MINUTES_HEAD.fullmatch(bare) is not None


def _mark_known_title(sheet: Sheet, title: str) -> int:
    """Mark the lines near the top that spell the title; return the place after them, 0 when there are none."""
    texts = [line.text for line in sheet.lines]
    for start in range(min(_HEAD_LINES, len(texts))):
        length = known_title_lines(texts[start:], title)
        if length:
            sheet.mark_all(range(start, start + length), PartKind.TITLE)
            return start + length
    return 0


def _mark_title(sheet: Sheet, start: int, *, is_known: bool) -> int:
    """Mark the lines of the title; return the place after them (start, when there is no title)."""
    length = titled_lines(sheet, start) or (0 if is_known else plain_title_lines(sheet, start))
    sheet.mark_all(range(start, start + length), PartKind.TITLE)
    return start + length


def _mark_after_title(sheet: Sheet, start: int) -> int:
    """Mark a number that stands under the title, as web pages set it."""
    at = start
    while at < len(sheet.lines) and sheet.kinds[at] is None and marks.is_number_line(sheet.lines[at].text):
        sheet.mark(at, PartKind.NUMBER)
        at += 1
    return at
