"""Reminding organs before the day, and telling the disclosure office after it; once for each item."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from disclosure.organs.models import Organ
from disclosure.review.enums import OPEN_ITEMS, ItemStatus
from disclosure.review.models import ReviewItem, ReviewSettings
from disclosure.review.services.announcements import announce_escalated, announce_reminded
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.workdays import Calendar

ONE_DAY: Final = timedelta(days=1)
Announce = Callable[..., object]


def remind(*, settings: ReviewSettings, on: date, now: datetime, calendar: Calendar) -> int:
    """Remind every organ of items due within the days set and not yet reminded of; return how many items."""
    last_day = calendar.add_workdays(on, settings.remind_workdays).date
    owed = ReviewItem.objects.filter(status=ItemStatus.PENDING, reminded_on__isnull=True, due_on__lte=last_day)
    return sum(
        _mark(owed, organ=organ, field="reminded_on", on=on, now=now, announce=announce_reminded)
        for organ in _organs_of(owed)
    )


def escalate(*, settings: ReviewSettings, on: date, now: datetime, calendar: Calendar) -> int:
    """Tell the office of items overdue for the days set, those on their way to opening included; return how many."""
    last_day = overdue_day(on=on, workdays=settings.escalate_workdays, calendar=calendar)
    owed = ReviewItem.objects.filter(status__in=sorted(OPEN_ITEMS), escalated_on__isnull=True, due_on__lte=last_day)
    return sum(
        _mark(owed, organ=organ, field="escalated_on", on=on, now=now, announce=announce_escalated)
        for organ in _organs_of(owed)
    )


def overdue_day(*, on: date, workdays: int, calendar: Calendar) -> date:
    """Return the latest due date that lies so many working days back, yesterday at the latest."""
    day, counted = on - ONE_DAY, int(calendar.is_workday(on))
    while counted < workdays:
        counted += calendar.is_workday(day)
        day -= ONE_DAY
    return day


def _organs_of(items: QuerySet[ReviewItem]) -> list[Organ]:
    return list(Organ.objects.filter(pk__in=items.order_by().values("organ_id").distinct()).order_by("pk"))


@transaction.atomic
def _mark(items: QuerySet[ReviewItem], *, organ: Organ, field: str, on: date, now: datetime, announce: Announce) -> int:
    """Mark the items of one organ and send one notice for all of them."""
    count = items.filter(organ=organ).update(**{field: on})
    if count:
        announce(organ=organ, count=count, on=on, now=now)
        record_audit(
            action=f"review.items_{field.removesuffix('_on')}",
            by=None,
            subject=organ,
            detail={"on": on, "count": count},
            scope=str(organ.pk),
        )
    return count
