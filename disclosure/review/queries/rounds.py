"""Lists of rounds and items, with the traffic light of every item that waits (DESIGN §4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from disclosure.records.kinds import kind_relations
from disclosure.review.enums import OPEN_ITEMS, REVIEWED_ITEMS, ItemStatus, RoundStatus
from disclosure.review.models import ReviewItem, ReviewRound
from zhifu_portal.kernel.workdays import Calendar

AMBER_WORKDAYS: Final = 5
LIGHTS: Final = (("red", "已逾期"), ("amber", "五个工作日内到期"), ("green", "五个工作日以后到期"))


@dataclass(frozen=True)
class Clock:
    """How an item stands to its due date: working days left (negative when late) and the light."""

    days_left: int
    light: str


def clock_of(item: ReviewItem, *, on: date, calendar: Calendar) -> Clock | None:
    """Return the clock of an item that waits; None for one that is done."""
    if item.status not in OPEN_ITEMS:
        return None
    days_left = calendar.workdays_between(on, item.due_on)
    if item.due_on < on:
        return Clock(days_left, "red")
    return Clock(days_left, "amber" if days_left <= AMBER_WORKDAYS else "green")


def with_light(items: QuerySet[Any], light: str, *, on: date, calendar: Calendar) -> QuerySet[Any]:
    """Keep the waiting items that show this light."""
    last_amber = calendar.add_workdays(on, AMBER_WORKDAYS).date
    conditions = {
        "red": Q(due_on__lt=on),
        "amber": Q(due_on__gte=on, due_on__lte=last_amber),
        "green": Q(due_on__gt=last_amber),
    }
    return items.filter(conditions[light], status__in=sorted(OPEN_ITEMS))


def items_for_list(items: QuerySet[Any]) -> QuerySet[Any]:
    """Load what the list shows, the most urgent first, what is done last."""
    relations = [f"record__{relation}" for relation in kind_relations()]
    loaded = items.select_related("record", "organ", "round", *relations).defer("record__body")
    return loaded.order_by("due_on", "pk")


def earlier_reviews(item: ReviewItem) -> QuerySet[ReviewItem]:
    """Return the other reviews of the same record that came to something, newest first."""
    reviews = ReviewItem.objects.filter(record=item.record_id, status__in=sorted(REVIEWED_ITEMS)).exclude(pk=item.pk)
    return reviews.select_related("decided_by", "round").order_by("-decided_at", "-pk")


@dataclass(frozen=True)
class RoundFigures:
    """A round and what became of its items."""

    round: ReviewRound
    due: int
    reviewed: int
    pending: int
    late: int


def recent_rounds(*, on: date, organ_ids: Collection[int] | None = None, limit: int = 24) -> list[RoundFigures]:
    """Return the latest rounds with their figures, for some organs or for all: two queries."""
    rounds = list(ReviewRound.objects.order_by("-period")[:limit])
    items = ReviewItem.objects.filter(round__in=rounds)
    if organ_ids is not None:
        items = items.filter(organ__in=organ_ids)
    counts = {
        row["round_id"]: row
        for row in items.order_by()
        .values("round_id")
        .annotate(
            due=Count("pk", filter=~Q(status=ItemStatus.DROPPED)),
            reviewed=Count("pk", filter=Q(status__in=sorted(REVIEWED_ITEMS))),
            pending=Count("pk", filter=Q(status=ItemStatus.PENDING)),
            late=Count("pk", filter=Q(status__in=sorted(OPEN_ITEMS), due_on__lt=on)),
        )
    }
    none = {"due": 0, "reviewed": 0, "pending": 0, "late": 0}
    figures = [(each, counts.get(each.pk, none)) for each in rounds]
    return [
        RoundFigures(round=each, due=row["due"], reviewed=row["reviewed"], pending=row["pending"], late=row["late"])
        for each, row in figures
    ]


def running_round(*, organ_ids: Collection[int] | None) -> ReviewRound | None:
    """Return the newest round in which something still waits in these organs (None: in any), else the newest open one.

    Two rounds run at once while an earlier month is late: the later one may have nothing to do.
    """
    waiting = ReviewItem.objects.filter(round=OuterRef("pk"), status__in=sorted(OPEN_ITEMS))
    if organ_ids is not None:
        waiting = waiting.filter(organ__in=organ_ids)
    open_rounds = ReviewRound.objects.exclude(status=RoundStatus.CLOSED)
    return open_rounds.annotate(waits=Exists(waiting)).order_by("-waits", "-period").first()
