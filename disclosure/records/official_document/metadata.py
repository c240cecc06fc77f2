"""Fields of the document from the marked lines: issuers, number, dates, attribute, genre, what it forwards."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, Literal

from disclosure.records.official_document import marks
from disclosure.records.official_document.characters import WIDE_BLANK, without_blanks
from disclosure.records.official_document.citations import Citation
from disclosure.records.official_document.dates import find_date
from disclosure.records.official_document.imprint import printing_organ
from disclosure.records.official_document.names import split_organ_names
from disclosure.records.official_document.sheet import PartKind, Sheet
from disclosure.records.official_document.titles import forwarded_title, genre_of, organs_in_title
from zhifu_portal.kernel.chinese.document_numbers import parse_document_number

AttributeProposal = Literal["open", "on_request", "withheld"]

REDACTED_NOTE: Final = re.compile("删减后公开|部分公开|节选公开")
# Order matters: 不予公开 and 依申请公开 both contain 公开. 条例第十四条至第十六条, 第二十七条; rules.md §1.4.
_PROPOSALS: Final[tuple[tuple[re.Pattern[str], AttributeProposal | None], ...]] = (
    (REDACTED_NOTE, None),
    (re.compile("不予公开|不公开|免予公开|不宜公开|不得公开|不对外公开"), "withheld"),
    (re.compile("申请公开"), "on_request"),
    (re.compile("公开发布|主动公开|公开|有删减"), "open"),
)


@dataclass(frozen=True)
class ForwardedDocument:
    """The document that a 转发 or 批转 notice passes on; the number is None when the notice does not give it."""

    title: str
    document_number: str | None


def signing_organs(sheet: Sheet) -> list[str]:
    """Organs that sign below the text; empty when nobody or only a person signs."""
    names: list[str] = []
    for line in sheet.of(PartKind.SIGNATURE) + sheet.of(PartKind.ISSUE_LINE):
        undated = _before_date(line.text)
        # A single blank between two organs is stray in a sentence, but not here.
        names += split_organ_names(line.drawn if undated == line.text and line.drawn else undated)
    return names


def letterhead_organs(sheet: Sheet) -> list[str]:
    """Organs of the red head."""
    return [name for text in sheet.texts(PartKind.LETTERHEAD) if (name := marks.letterhead_name(text))]


def issuing_organs(sheet: Sheet, title: str) -> list[str]:
    """Issuers by 署名, else by the title, else by the red head, else by 版记."""
    printed = printing_organ(sheet.texts(PartKind.PRINTED))
    found = signing_organs(sheet) or organs_in_title(title) or letterhead_organs(sheet)
    return list(dict.fromkeys(found)) or ([printed] if printed else [])


def document_title(lines: list[str], issuers: list[str]) -> str:
    """Join the lines of a title; joint issuers are set apart by a blank, as web pages of government do."""
    title = _join_latin(lines)
    for former, latter in pairwise(issuers):
        title = title.replace(former + latter, f"{former} {latter}")
    return title


def document_number(sheet: Sheet) -> str:
    """Canonical 发文字号, also of an order, whose 第3号 stands under its name; empty when there is none."""
    heads = [without_blanks(text) for text in sheet.texts(PartKind.LETTERHEAD)]
    for text in sheet.texts(PartKind.NUMBER):
        bare = without_blanks(marks.split_signer(text)[0])
        for written in (bare, *(head + bare.strip("（）()") for head in heads)):
            number = parse_document_number(written)
            if number is not None:
                return str(number)
    return ""


def signers(sheet: Sheet) -> list[str]:
    """签发人 of a document to a higher organ."""
    names: list[str] = []
    for text in sheet.texts(PartKind.NUMBER) + sheet.texts(PartKind.SIGNER):
        before, after = marks.split_signer(text)
        written = after if after is not None else (before if text in sheet.texts(PartKind.SIGNER) else "")
        names += [name for name in re.split(rf"[、，,{WIDE_BLANK} ]+", written) if name]
    return names


def composed_on(sheet: Sheet) -> date | None:
    """成文日期; None when it is missing or is no day of the calendar."""
    for text in sheet.texts(PartKind.DATE) + sheet.texts(PartKind.SIGNATURE) + sheet.texts(PartKind.ISSUE_LINE):
        written = find_date(without_blanks(text))
        if written is not None:
            return written.value
    return None


def printed_on(sheet: Sheet) -> date | None:
    """印发日期 of 版记."""
    for text in sheet.texts(PartKind.PRINTED):
        written = find_date(without_blanks(text))
        if written is not None:
            return written.value
    return None


def attribute_proposal(notes: list[str]) -> AttributeProposal | None:
    """Attribute that 附注 proposes; None when it says nothing, or says 删减后公开, which a person must settle first."""
    for note in notes:
        if not marks.is_note(note):
            continue
        for words, proposal in _PROPOSALS:
            if words.search(note):
                return proposal
    return None


def document_genre(title: str, sheet: Sheet) -> str:
    """体裁 by the title, else by the red head (命令, 纪要, 公告)."""
    heads = [genre_of(without_blanks(text)) for text in sheet.texts(PartKind.LETTERHEAD)]
    return genre_of(title) or next((genre for genre in heads if genre), "")


def forwarded_document(title: str, citations: list[Citation]) -> ForwardedDocument | None:
    """What a 转发 notice forwards, with the number under which its text cites it."""
    forwarded = forwarded_title(title)
    if not forwarded:
        return None
    for citation in citations:
        if citation.title and (citation.title in forwarded or forwarded in citation.title):
            return ForwardedDocument(citation.title, citation.document_number)
    return ForwardedDocument(forwarded, None)


def _before_date(text: str) -> str:
    bare = without_blanks(text)
    written = find_date(bare)
    if written is None:
        return text
    return text[: text.rfind(WIDE_BLANK)] if WIDE_BLANK in text else bare[: written.start]


def _join_latin(lines: list[str]) -> str:
    """Run lines together, without blanks except between Latin words."""
    joined = ""
    for line in lines:
        bare = line.replace(WIDE_BLANK, "")
        both_latin = joined[-1:].isascii() and joined[-1:].isalpha() and bare[:1].isascii() and bare[:1].isalpha()
        joined += f" {bare}" if both_latin else bare
    return joined
