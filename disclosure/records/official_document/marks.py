"""Lines that say by themselves what they are: 份号, 密级, 紧急程度, 发文字号, 签发人, 附注, 抄送, 印发."""

import re
from typing import Final

from disclosure.records.official_document.characters import WIDE_BLANK, without_blanks
from disclosure.records.official_document.dates import find_date, is_date_line
from disclosure.records.official_document.names import is_organ_name, split_organ_names
from zhifu_portal.kernel.chinese.document_numbers import parse_document_number

_COPY_NUMBER = re.compile(r"(?:份号[:：]?)?\d{6}|份号[:：]?\d{1,6}")
_SECRECY = re.compile(r"(?:密级[:：])?(?:绝密|机密|秘密)(?:[★☆*＊].{0,10})?(?:特急|加急|平急|特提)?")
_URGENCY = re.compile(r"(?:紧急程度[:：])?(?:特急|加急|平急|特提|急件)")
_REGISTER_NUMBER = re.compile(r"(?:登记号[:：]?|统一登记号[:：]?)?[A-Z]{2,5}(?:PR|CR|DR)[-—－]\d{4}[-—－]\d{6,8}")
_SIGNER = re.compile(rf"[{WIDE_BLANK} ]?签发人[:：]?(?P<names>.*)$")
_PARTIAL_NUMBER = re.compile(r"[（(]?(?:[〔\[（(【]\d{4}[〕\]）)】]|\d{4}年)?第?\d{1,4}[期号][）)]?")
_LETTERHEAD = re.compile(r"(?P<name>.{2,60}?)(?:文件|令|公告|通告|（?函）?)")
_COPIED_TO = re.compile(r"(?:抄送|抄报|抄发|分送|主送)[:：]")
_COPIES: Final = r"[（(]?共印\d+份[）)]?"
_COPIES_PRINTED = re.compile(_COPIES)
_PRINTED = re.compile(
    rf"(?P<organ>[^，。；：《》]{{2,45}}?)?(?P<date>\d{{4}}年\d{{1,2}}月\d{{1,2}}日)印发?(?:{_COPIES})?"
)
_NOTE: Final = (
    r"[（(](?:此件|本件|此文|本文)[^（）()]{1,40}[）)]|(?:此件|本件)(?:[^，。]{0,12}公开|公开发布)[^，。]{0,6}。?|"
    r"(?:信息|政府信息)?公开(?:属性|方式|选项|形式|类别|类型)[:：][^，。]{2,30}"
)
_WHOLE_NOTE = re.compile(_NOTE)
_OTHER_NOTE = re.compile(r"[（(](?:联系人|联系电话|发至|传达至|印至)[^（）()]{0,80}[）)]")
_DATE_AND_NOTE = re.compile(rf"(?P<date>.{{6,40}}日)(?P<note>{_NOTE})")


def is_copy_number(text: str) -> bool:
    """份号: six digits at the very top."""
    return _COPY_NUMBER.fullmatch(without_blanks(text)) is not None


def is_secrecy_mark(text: str) -> bool:
    """密级和保密期限: 机密★1年."""
    return _SECRECY.fullmatch(without_blanks(text)) is not None


def is_urgency_mark(text: str) -> bool:
    """紧急程度: 特急, 加急."""
    return _URGENCY.fullmatch(without_blanks(text)) is not None


def is_register_number(text: str) -> bool:
    """统一登记号 of a normative document (rules.md §8.5)."""
    return _REGISTER_NUMBER.fullmatch(without_blanks(text)) is not None


def split_signer(text: str) -> tuple[str, str | None]:
    """Split 烟芝政发〔2022〕3号　签发人：某某 into what stands before and the names; None when there is no 签发人."""
    found = _SIGNER.search(text)
    if found is None:
        return text, None
    return text[: found.start()].strip(WIDE_BLANK), found["names"].strip(WIDE_BLANK)


def is_number_line(text: str) -> bool:
    """Say whether the line is a 发文字号, alone or before 签发人."""
    number, _ = split_signer(text)
    number = without_blanks(number)
    return 4 < len(number) <= 40 and parse_document_number(number) is not None


def is_partial_number(text: str) -> bool:
    """Number of a series whose name stands above: 第3号 of an order, 〔2022〕3号 or 第3期 of minutes."""
    return _PARTIAL_NUMBER.fullmatch(without_blanks(text)) is not None


def letterhead_name(text: str) -> str | None:
    """Organ named by a line of the red head, 烟台市芝罘区人民政府办公室文件; None when it is no such line."""
    found = _LETTERHEAD.fullmatch(without_blanks(text))
    return found["name"] if found and is_organ_name(found["name"]) else None


def is_issue_line(text: str) -> bool:
    """Line under the head of minutes: 芝罘区人民政府办公室　2022年6月16日."""
    bare = without_blanks(text)
    written = find_date(bare)
    return written is not None and written.end == len(bare) and is_organ_name(bare[: written.start])


def is_signature_with_date(text: str) -> bool:
    """Signature and date on one line, however many organs sign."""
    bare = text.rstrip(WIDE_BLANK)
    cut = max(bare.rfind(WIDE_BLANK), 0)
    return is_issue_line(text) or (is_date_line(bare[cut:]) and bool(split_organ_names(bare[:cut])))


def is_note(text: str) -> bool:
    """附注 that speaks of disclosure: （此件公开发布）, or 公开属性：主动公开."""
    return _WHOLE_NOTE.fullmatch(without_blanks(text)) is not None


def is_other_note(text: str) -> bool:
    """附注 that speaks of something else: （联系人：…）, （发至县级）."""
    return _OTHER_NOTE.fullmatch(without_blanks(text)) is not None


def split_date_and_note(text: str) -> tuple[str, str] | None:
    """Split 2022年6月16日（此件公开发布）, which some programs draw as one line."""
    found = _DATE_AND_NOTE.fullmatch(text)
    return (found["date"], found["note"]) if found else None


def opens_copied_to(text: str) -> bool:
    """First line of 抄送机关 in the imprint."""
    return _COPIED_TO.match(text) is not None


def is_printed_line(text: str) -> bool:
    """Last line of the imprint: organ, date, 印发; or the number of copies."""
    bare = without_blanks(text)
    found = _PRINTED.fullmatch(bare)
    if found:
        return not found["organ"] or is_organ_name(found["organ"])
    return _COPIES_PRINTED.fullmatch(bare) is not None


def printed_organ(text: str) -> str:
    """Organ that printed the document, from the last line of the imprint; empty when not named."""
    found = _PRINTED.fullmatch(without_blanks(text))
    return (found["organ"] or "") if found else ""
