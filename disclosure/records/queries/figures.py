"""The figures of the dashboards: how records are determined, on what grounds, and how much went out late.

Read from the counted records (services.figures), so they cost the same at a thousand records and at a million.
Figures are of all records, drafts included; `organ_ids` None means every organ, `year` None every year of composition.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Final

from django.db.models import QuerySet, Sum

from disclosure.records.enums import Attribute, PublicationStatus
from disclosure.records.models import FiguresState, RecordFigure

RECORD_FIGURES: Final = "records"


class MixPart(Enum):
    """公开属性构成: the attribute, and of what is open the part that is so in part only."""

    OPEN = "主动公开"
    PARTLY_OPEN = "部分公开"
    ON_REQUEST = "依申请公开"
    WITHHELD = "不予公开"
    UNDETERMINED = "未认定"


PART_OF_ATTRIBUTE: Final[Mapping[str, MixPart]] = {
    Attribute.OPEN: MixPart.OPEN,
    Attribute.ON_REQUEST: MixPart.ON_REQUEST,
    Attribute.WITHHELD: MixPart.WITHHELD,
    Attribute.UNDETERMINED: MixPart.UNDETERMINED,
}


@dataclass(frozen=True)
class Mix:
    """The records of one organ or one year by how they may be disclosed; a part that is not there is 0."""

    key: int
    parts: Mapping[MixPart, int] = field(default_factory=dict)

    def of(self, part: MixPart) -> int:
        """Return how many records belong to this part."""
        return self.parts.get(part, 0)

    @property
    def total(self) -> int:
        return sum(self.parts.values())


@dataclass(frozen=True)
class GroundFigure:
    """How many records stand on one ground (条例第十四条至第十六条)."""

    code: str
    withheld: int = 0
    on_request: int = 0
    partly_open: int = 0

    @property
    def total(self) -> int:
        return self.withheld + self.on_request + self.partly_open


@dataclass(frozen=True)
class PublishedFigure:
    """What an organ has published, and how much of it after its due date (条例第二十六条)."""

    organ_id: int
    published: int
    late: int


def figures_as_of() -> datetime | None:
    """Return when the records were last counted; None before the first time."""
    return FiguresState.objects.filter(name=RECORD_FIGURES).values_list("computed_at", flat=True).first()


def mix_by_organ(*, organ_ids: Collection[int] | None = None, year: int | None = None) -> list[Mix]:
    """Return the mix of each organ that has records, by the id of the organ."""
    return _mix("organ_id", _figures(organ_ids=organ_ids, year=year))


def mix_by_year(*, organ_ids: Collection[int] | None = None) -> list[Mix]:
    """Return the mix of each year of composition, the earliest first; year 0 holds records without a date."""
    return _mix("year", _figures(organ_ids=organ_ids))


def grounds_in_use(*, organ_ids: Collection[int] | None = None, year: int | None = None) -> list[GroundFigure]:
    """Return every ground some record stands on, in the order of the law."""
    figures = _figures(organ_ids=organ_ids, year=year).exclude(ground="")
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for code, attribute, count in figures.values_list("ground", "attribute").annotate(sum=Sum("count")):
        counts[code][attribute] = count
    return [
        GroundFigure(
            code=code,
            withheld=found.get(Attribute.WITHHELD, 0),
            on_request=found.get(Attribute.ON_REQUEST, 0),
            partly_open=found.get(Attribute.OPEN, 0),
        )
        for code, found in sorted(counts.items())
    ]


def published_by_organ(
    *, organ_ids: Collection[int] | None = None, year: int | None = None
) -> dict[int, PublishedFigure]:
    """Return what each organ has published, by its id; late is as it was counted on the day it went out."""
    figures = _figures(organ_ids=organ_ids, year=year).filter(status=PublicationStatus.PUBLISHED)
    rows = figures.values_list("organ_id").annotate(published=Sum("count"), too_late=Sum("late"))
    return {organ_id: PublishedFigure(organ_id, published, late) for organ_id, published, late in rows}


def _figures(*, organ_ids: Collection[int] | None, year: int | None = None) -> QuerySet[RecordFigure]:
    figures = RecordFigure.objects.order_by()
    if organ_ids is not None:
        figures = figures.filter(organ_id__in=organ_ids)
    return figures if year is None else figures.filter(year=year)


def _mix(key: str, figures: QuerySet[RecordFigure]) -> list[Mix]:
    parts: dict[int, dict[MixPart, int]] = defaultdict(dict)
    for value, attribute, severed, count in figures.values_list(key, "attribute", "is_severed").annotate(Sum("count")):
        part = MixPart.PARTLY_OPEN if severed else PART_OF_ATTRIBUTE[attribute]
        parts[value][part] = parts[value].get(part, 0) + count
    return [Mix(value, found) for value, found in sorted(parts.items())]
