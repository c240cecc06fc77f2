"""What the page around a document states of it in a table of its own: it counts more than what the text shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from disclosure.records.official_document.characters import without_blanks
from disclosure.records.official_document.document import OfficialDocument
from disclosure.records.official_document.metadata import AttributeProposal
from disclosure.records.official_document.titles import title_key

_SHORTEST_LIKENESS: Final = 6


@dataclass(frozen=True)
class StatedMetadata:
    """Metadata stated beside the text; what is not stated is empty. The number is in its canonical spelling."""

    title: str = ""
    document_number: str = ""
    issuing_organs: tuple[str, ...] = ()
    composed_on: date | None = None
    genre: str = ""
    attribute: AttributeProposal | None = None


NOTHING_STATED: Final = StatedMetadata()


def with_stated(document: OfficialDocument, stated: StatedMetadata) -> OfficialDocument:
    """Return the document with everything that is stated in place of what was read; the genre only where none was."""
    return replace(
        document,
        title=stated.title or document.title,
        document_number=stated.document_number or document.document_number,
        issuing_organs=list(stated.issuing_organs) or document.issuing_organs,
        composed_on=stated.composed_on or document.composed_on,
        genre=document.genre or stated.genre,
        attribute=stated.attribute or document.attribute,
    )


def conflicts(document: OfficialDocument, stated: StatedMetadata, *, title: str) -> Iterator[str]:
    """Name in Chinese where the text, read by itself, says something else; `title` is the one found in the text."""
    if stated.title and title and title_key(stated.title) != title_key(title):
        yield _conflict("标题", stated.title, title)
    number = document.document_number
    if stated.document_number and number and stated.document_number != number:
        yield _conflict("发文字号", stated.document_number, number)
    organs = document.issuing_organs
    if stated.issuing_organs and organs and not _same_organs(stated.issuing_organs, organs):
        yield _conflict("发文机关", "、".join(stated.issuing_organs), "、".join(organs))
    if stated.composed_on and document.composed_on and stated.composed_on != document.composed_on:
        yield _conflict("成文日期", stated.composed_on.isoformat(), document.composed_on.isoformat())
    if stated.attribute and document.attribute and stated.attribute != document.attribute:
        yield "网页信息表注明的公开方式与文中附注不一致，请核对公开属性。"


def _conflict(name: str, stated: str, found: str) -> str:
    return f"网页信息表的{name}（{stated}）与正文中的（{found}）不一致，已采用信息表的，请核对。"


def _same_organs(stated: Sequence[str], found: Sequence[str]) -> bool:
    return all(any(_same_organ(name, other) for other in found) for name in stated) and all(
        any(_same_organ(name, other) for other in stated) for name in found
    )


def _same_organ(one: str, other: str) -> bool:
    """Say whether two names are one organ, with or without the city before it."""
    one, other = without_blanks(one), without_blanks(other)
    alike = min(len(one), len(other)) >= _SHORTEST_LIKENESS and (one.endswith(other) or other.endswith(one))
    return one == other or alike
