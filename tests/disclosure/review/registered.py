"""Registered records that are not open, for tests of review; and everything a sweep may write, to be compared."""

from datetime import UTC, date, datetime, time

from disclosure.records.models import InformationRecord
from disclosure.review.models import ReviewItem, ReviewRound, ReviewRule, ReviewSettings, ReviewState
from disclosure.review.services.rounds import sweep
from tests.disclosure.factories import organ_code
from zhifu_portal.kernel.audit import AuditRow
from zhifu_portal.kernel.notices import Notice
from zhifu_portal.kernel.outbox import OutboxRow
from zhifu_portal.kernel.workdays import load_calendar

NOW = datetime(2026, 3, 2, 2, 10, tzinfo=UTC)
LONG_AGO = date(2020, 5, 6)


def make_registered(organ, *, registered_on=LONG_AGO, count=1, **fields):
    """Return so many registered records of the organ that are not open, written straight to the table."""
    values = {"attribute": "withheld", "ground": "E16-1", "ground_reason": "演示数据：内部事务。"} | fields
    title = values.pop("title", "演示数据：第{}件")
    first = InformationRecord.objects.count()
    records = [
        InformationRecord(
            index_number=f"{organ.code or organ_code(0)}/{registered_on.year}-{first + number:05d}",
            title=title.format(first + number),
            organ=organ,
            status="registered",
            secrecy_result="refused",
            registered_at=datetime.combine(registered_on, time(4), tzinfo=UTC),
            **values,
        )
        for number in range(count)
    ]
    return InformationRecord.objects.bulk_create(records)


def set_policy(*rules, **settings):
    """Give the settings these values and rules, in order."""
    stored = ReviewSettings.load()
    for name, value in settings.items():
        setattr(stored, name, value)
    stored.rules = [ReviewRule(sort_order=order, **rule) for order, rule in enumerate(rules)]
    stored.save()
    return stored


def sweep_on(day, **options):
    """Sweep a day as the nightly task does."""
    now = datetime.combine(day, time(2, 10), tzinfo=UTC)
    return sweep(on=day, now=now, calendar=load_calendar(), **options)


def item_rows(*fields):
    """Return the items as rows without their ids, in order of records."""
    names = fields or ("record_id", "round__period", "organ_id", "status", "assigned_on", "due_on")
    return list(ReviewItem.objects.order_by("record_id", "round__period").values_list(*names))


def everything_swept():
    """Return every row a sweep may write."""
    models = (ReviewRound, ReviewItem, ReviewState, ReviewSettings, ReviewRule, AuditRow, Notice, OutboxRow)
    return [list(model.objects.order_by("pk").values()) for model in models]
