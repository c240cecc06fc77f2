"""Coverage: of what fell due for review, how much was reviewed, organ by organ; every figure leads to its rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from disclosure.organs.models import Organ
from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, PublicationStatus
from disclosure.records.models import InformationRecord
from disclosure.review.enums import OPEN_ITEMS, REVIEWED_ITEMS, ItemStatus, ReviewOutcome
from disclosure.review.models import ReviewItem, ReviewRound


@dataclass(frozen=True)
class Coverage:
    """The figures of one organ: `reviewed` of `due`; what was dropped is not due any more.

    `stock` is how many records of the organ are not open now, whether or not they fell due.
    """

    organ_id: int
    organ_name: str
    stock: int = 0
    due: int = 0
    reviewed: int = 0
    pending: int = 0
    late: int = 0
    kept: int = 0
    changed: int = 0
    opened: int = 0
    opening: int = 0
    dropped: int = 0

    @property
    def percent(self) -> int | None:
        """Return how much of what was due is reviewed, rounded down; None where nothing was due."""
        return self.reviewed * 100 // self.due if self.due else None


@dataclass(frozen=True)
class Total:
    """The sums of several organs."""

    due: int
    reviewed: int
    pending: int
    late: int
    stock: int

    @property
    def percent(self) -> int | None:
        """Return how much of what was due is reviewed, rounded down; None where nothing was due."""
        return self.reviewed * 100 // self.due if self.due else None


def coverage_of_year(*, year: int, on: date, organ_ids: Collection[int] | None = None) -> list[Coverage]:
    """Return the coverage of every organ that had something due in the rounds of a year, or has records not open now.

    Four queries, whatever the number of records.
    """
    return _coverage(ReviewRound.objects.filter(period__startswith=f"{year:04d}-"), on=on, organ_ids=organ_ids)


def coverage_of_round(*, round_id: int, on: date, organ_ids: Collection[int] | None = None) -> list[Coverage]:
    """Return the coverage of one round, organ by organ."""
    return _coverage(ReviewRound.objects.filter(pk=round_id), on=on, organ_ids=organ_ids)


def total_of(rows: Sequence[Coverage]) -> Total:
    """Return the sums over the organs."""
    return Total(
        due=sum(row.due for row in rows),
        reviewed=sum(row.reviewed for row in rows),
        pending=sum(row.pending for row in rows),
        late=sum(row.late for row in rows),
        stock=sum(row.stock for row in rows),
    )


def _coverage(rounds: QuerySet[ReviewRound], *, on: date, organ_ids: Collection[int] | None) -> list[Coverage]:
    items = ReviewItem.objects.filter(round__in=list(rounds.values_list("pk", flat=True)))
    stock = InformationRecord.objects.filter(
        status=PublicationStatus.REGISTERED, attribute__in=sorted(NOT_OPEN_ATTRIBUTES)
    )
    if organ_ids is not None:
        items = items.filter(organ__in=organ_ids)
        stock = stock.filter(organ__in=organ_ids)
    figures = {row.pop("organ_id"): row for row in _figures(items, on=on)}
    # Count("*") is answered by the index alone, Count("pk") would read every row.
    stocks = dict(stock.order_by().values_list("organ_id").annotate(count=Count("*")))
    organs = Organ.objects.filter(pk__in=set(figures) | set(stocks)).order_by("sort_order", "pk")
    return [
        Coverage(organ_id=pk, organ_name=name, stock=stocks.get(pk, 0), **figures.get(pk, {}))
        for pk, name in organs.values_list("pk", "name")
    ]


def _figures(items: QuerySet[ReviewItem], *, on: date) -> list[dict[str, Any]]:
    waiting = Q(status__in=sorted(OPEN_ITEMS))
    rows: Any = (
        items.order_by()
        .values("organ_id")
        .annotate(
            due=Count("pk", filter=~Q(status=ItemStatus.DROPPED)),
            reviewed=Count("pk", filter=Q(status__in=sorted(REVIEWED_ITEMS))),
            pending=Count("pk", filter=Q(status=ItemStatus.PENDING)),
            late=Count("pk", filter=waiting & Q(due_on__lt=on)),
            kept=Count("pk", filter=Q(status=ItemStatus.DECIDED, outcome=ReviewOutcome.KEEP)),
            changed=Count("pk", filter=Q(status=ItemStatus.DECIDED, outcome=ReviewOutcome.CHANGE_GROUND)),
            opened=Count("pk", filter=Q(status=ItemStatus.OPENED)),
            opening=Count("pk", filter=Q(status=ItemStatus.OPENING)),
            dropped=Count("pk", filter=Q(status=ItemStatus.DROPPED)),
        )
    )
    return list(rows)
