"""The end of the text: 附件说明, 署名, 成文日期, 附注; and where what follows it begins."""

import re
from collections.abc import Sequence
from typing import Final

from disclosure.records.official_document import marks
from disclosure.records.official_document.characters import without_blanks
from disclosure.records.official_document.dates import is_date_line
from disclosure.records.official_document.marker_levels import read_marker
from disclosure.records.official_document.names import split_organ_names
from disclosure.records.official_document.sheet import PartKind, Sheet
from disclosure.records.official_document.titles import without_title_marks

_MOST_SIGNATURES: Final = 12
_EDGE_LINES: Final = 14
_PERSON = re.compile("代?(?:区长|市长|省长|县长|局长|主任|主席|院长|检察长|总理)[\u3000：:]?[\u4e00-\u9fff\u3000]{2,6}")
_ATTACHMENT_LIST = re.compile(r"附件?\d{0,2}[:：]")
_ENUMERATED = re.compile(r"\d{1,2}[.．、]")
_SENTENCE_END = ("。", "！", "？", "；", "：", ":", ";")


def mark_notes(sheet: Sheet) -> None:
    """Mark 附注 wherever they were drawn; one without brackets counts only near an edge of the sheet."""
    last = len(sheet.lines) - 1
    for at in sheet.open_from(0):
        text = sheet.lines[at].text
        near_edge = at < _EDGE_LINES or last - at < _EDGE_LINES
        if marks.is_note(text) and (near_edge or text[0] in "（("):
            sheet.mark(at, PartKind.NOTE)


def mark_closing(sheet: Sheet, start: int, before: int) -> int:
    """Mark 附件说明, 署名 and 成文日期 of the text from `start`; return the place after them.

    `before` is where the annexes begin by their own sign. Without a date or a signature the text goes on to there.
    """
    places = [at for at in sheet.open_from(start) if at < before]
    dated = _date_place(sheet, places)
    if dated is not None:
        sheet.mark(places[dated], PartKind.DATE)
    signed = _signatures(sheet, places, dated)
    sheet.mark_all([places[order] for order in signed], PartKind.SIGNATURE)
    end = signed[0] if signed else (dated if dated is not None else len(places))
    _mark_attachments(sheet, places[:end])
    if dated is None and not signed:
        return before
    last = places[dated if dated is not None else signed[-1]]
    _mark_other_notes(sheet, last + 1)
    return last + 1


def _date_place(sheet: Sheet, places: Sequence[int]) -> int | None:
    """Order of the line that holds the date of composition: a date alone after a finished sentence or an organ."""
    for order, at in enumerate(places):
        text = sheet.lines[at].text
        if marks.is_signature_with_date(text) and order:
            return order
        if is_date_line(text) and (order == 0 or _may_precede_date(sheet, places[order - 1])):
            return order
    return None


def _may_precede_date(sheet: Sheet, at: int) -> bool:
    line = sheet.lines[at]
    return line.text.endswith(_SENTENCE_END) or _is_signature(line.text) or line.width <= 20


def _is_signature(text: str) -> bool:
    return bool(split_organ_names(text)) or _PERSON.fullmatch(text) is not None


def _signatures(sheet: Sheet, places: Sequence[int], dated: int | None) -> list[int]:
    """Orders of the signature lines above the date, or of those that end the text when there is no date."""
    if dated is not None and marks.is_signature_with_date(sheet.lines[places[dated]].text):
        dated_line = [dated]
        return dated_line if dated == 0 else _signature_run(sheet, places, dated - 1)
    last = len(places) - 1 if dated is None else dated - 1
    if dated is None and (last < 1 or not sheet.lines[places[last - 1]].text.endswith(_SENTENCE_END)):
        return []
    return _signature_run(sheet, places, last)


def _signature_run(sheet: Sheet, places: Sequence[int], last: int) -> list[int]:
    run: list[int] = []
    for order in range(last, max(last - _MOST_SIGNATURES, -1), -1):
        text = sheet.lines[places[order]].text
        if not _is_signature(text) or read_marker(text) or _ATTACHMENT_LIST.match(text):
            break
        run.insert(0, order)
    return run


def _mark_attachments(sheet: Sheet, places: Sequence[int]) -> None:
    """Mark 附件：1.… and the lines that go on with it, up to the signature."""
    for order, at in enumerate(places):
        if not _ATTACHMENT_LIST.match(sheet.lines[at].text):
            continue
        rest = places[order:]
        if all(_fits_attachment_list(sheet.lines[place].text) for place in rest[1:]):
            sheet.mark_all(rest, PartKind.ATTACHMENTS)
            return


def _fits_attachment_list(text: str) -> bool:
    return _ENUMERATED.match(text) is not None or not text.endswith(_SENTENCE_END)


def _mark_other_notes(sheet: Sheet, start: int) -> None:
    for at in sheet.open_from(start)[:3]:
        if not marks.is_other_note(sheet.lines[at].text):
            break
        sheet.mark(at, PartKind.NOTE)


def attachment_names(lines: Sequence[str]) -> list[str]:
    """Names of the attachments from the lines of 附件说明, without their numbers."""
    names: list[str] = []
    for line in lines:
        text = without_blanks(line)
        opened = _ATTACHMENT_LIST.match(text)
        text = text[opened.end() :] if opened else text
        if opened or _ENUMERATED.match(text) or not names:
            names.append(_ENUMERATED.sub("", text, count=1))
        else:
            names[-1] += text
    return [without_title_marks(name.rstrip("。；;")) for name in names if name]
