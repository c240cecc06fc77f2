"""Whatever nights are missed, repeated or cut short, the same records are reviewed."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.review.models import ReviewItem, ReviewRound, ReviewSettings
from disclosure.review.queries.selection import Subject, is_due, rules_of
from tests.disclosure.factories import OrganFactory
from tests.disclosure.review.registered import item_rows, make_registered, set_policy, sweep_on
from zhifu_portal.kernel.notices import Notice
from zhifu_portal.kernel.workdays import load_calendar

pytestmark = pytest.mark.django_db

START = date(2026, 1, 1)
DAYS = 150
MONTH_ENDS = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
NIGHTS = st.lists(st.tuples(st.integers(0, DAYS), st.integers(0, 3)), min_size=1, max_size=8)
TABLES = (ReviewItem, ReviewRound, Notice)


class Killed(BaseException):
    """Stands for a process that ends between two chunks."""


@pytest.fixture
def records():
    """Records that fall due all over the period, under three rules; one of them draws samples."""
    first, second = OrganFactory(), OrganFactory()
    set_policy(
        {"organ": first, "attribute": "on_request", "interval_months": 3, "mode": "sample", "sample_percent": 50},
        {"ground": "E15", "interval_months": 1},
    )
    made = []
    for number in range(24):
        made += make_registered(
            (first, second)[number % 2],
            registered_on=START - timedelta(days=400 - number * 17),
            attribute=("withheld", "on_request")[number % 3 == 0],
            ground=("E16-1", "E15")[number % 5 == 0],
        )
    return made


def forget():
    """Take back what sweeps did, the audit chain aside: it only grows."""
    for model in TABLES:
        model.objects.all().delete()


def night(day, kill_after):
    """Sweep a day in chunks of four; let the process end after so many of them (none: it lives)."""
    seen = []

    def progress(*_args):
        seen.append(1)
        if len(seen) == kill_after:
            raise Killed

    with suppress(Killed):
        sweep_on(day, chunk=4, progress=progress if kill_after else None)


def taken_up(records, days):
    """Say by the rules alone on which of these days each record is taken up: record, round, day, due date."""
    rules, calendar = rules_of(ReviewSettings.load()), load_calendar()
    rows = []
    for record in records:
        subject = Subject(
            record.pk, record.organ_id, record.attribute, record.ground, timezone.localdate(record.registered_at)
        )
        day = next((day for day in sorted(days) if is_due(subject, rules, on=day)), None)
        if day:
            rows.append((record.pk, f"{day:%Y-%m}", day, calendar.add_workdays(day, 20).date))
    return rows


def items():
    return item_rows("record_id", "round__period", "assigned_on", "due_on")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NIGHTS)
def test_any_nights_cut_short_and_repeated_take_up_what_the_rules_say(records, nights):
    forget()
    days = [START + timedelta(days=offset) for offset, _kill_after in nights]
    for day, (_offset, kill_after) in zip(days, nights, strict=True):
        night(day, kill_after)
        night(day, 0)

    # A day before one that was swept already is passed over.
    kept = [day for number, day in enumerate(days) if day == max(days[: number + 1])]
    assert items() == taken_up(records, kept)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NIGHTS)
def test_nights_cut_short_and_never_repeated_are_made_good_by_a_later_one(records, nights):
    forget()
    last = START + timedelta(days=DAYS + 1)
    for offset, kill_after in sorted(nights):
        night(START + timedelta(days=offset), kill_after)
    night(last, 0)

    due = {record for record, *_rest in taken_up(records, [last])}
    assert {record for record, *_rest in items()} == due
    assert not ReviewRound.objects.filter(status="opening").exists()


def test_every_month_end_is_enough_for_the_rounds_of_daily_sweeps(records):
    def rounds_of(days):
        forget()
        for day in days:
            sweep_on(day)
        return item_rows("record_id", "round__period", "organ_id", "attribute", "ground")

    daily = rounds_of(START + timedelta(days=number) for number in range(120))

    assert {period for _record, period, *_rest in daily} == {"2026-01", "2026-02", "2026-03", "2026-04"}
    assert rounds_of(MONTH_ENDS) == daily
    assert rounds_of(sorted([*MONTH_ENDS, date(2026, 2, 3), date(2026, 4, 17)])) == daily
