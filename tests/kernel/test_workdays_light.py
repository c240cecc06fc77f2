"""The traffic light of every deadline: one function, days left in working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.kernel.workdays import Calendar, Light, amber_until, clock_light
from zhifu_portal.kernel.workdays.seed import library_calendar

# A week without holidays: from Monday 8 to Friday 12 June 2026.
MONDAY = date(2026, 6, 8)
ORDINARY_YEAR = Calendar({}, frozenset({2026}))
LIBRARY = library_calendar()
DATES = st.dates(date(2018, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("due_on", "light"),
    [
        (date(2026, 6, 16), Light("green", "还剩 6 个工作日", 6)),
        (date(2026, 6, 15), Light("amber", "还剩 5 个工作日", 5)),
        (date(2026, 6, 13), Light("amber", "还剩 4 个工作日", 4)),
        (date(2026, 6, 9), Light("amber", "还剩 1 个工作日", 1)),
        (MONDAY, Light("amber", "今天到期", 0)),
        (date(2026, 6, 7), Light("red", "超期 1 个工作日", -1)),
        (date(2026, 6, 5), Light("red", "超期 1 个工作日", -1)),
        (date(2026, 6, 1), Light("red", "超期 5 个工作日", -5)),
    ],
)
def test_the_light_on_a_monday(due_on, light):
    assert clock_light(due_on, MONDAY, ORDINARY_YEAR) == light


def test_a_deadline_is_past_on_the_closed_day_after_it():
    friday, saturday = date(2026, 6, 12), date(2026, 6, 13)
    assert clock_light(friday, saturday, ORDINARY_YEAR) == Light("red", "已超期", 0)


@given(DATES, st.integers(-60, 60))
def test_amber_ends_where_green_begins(today, offset):
    due_on = today + timedelta(days=offset)
    is_urgent = clock_light(due_on, today, LIBRARY).word != "green"
    assert is_urgent == (due_on <= amber_until(today, LIBRARY))


@given(DATES, st.integers(-60, 60))
def test_red_means_past_and_nothing_else(today, offset):
    due_on = today + timedelta(days=offset)
    assert (clock_light(due_on, today, LIBRARY).word == "red") == (due_on < today)
