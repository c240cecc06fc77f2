"""Counting working days: the vectors of the law, and what holds for every date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.kernel.workdays import Calendar, WorkdayTerm
from zhifu_portal.kernel.workdays.seed import library_calendar

LIBRARY = library_calendar()
EMPTY = Calendar({}, frozenset())
CALENDARS = st.sampled_from([LIBRARY, EMPTY])
DATES = st.dates(date(2017, 1, 1), date(2028, 12, 31))
TERMS = st.integers(0, 60)


# rules.md §1.8: received, then the 7th, 15th, 20th and 40th working day after it.
@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2022-06-16", ["2022-06-27", "2022-07-07", "2022-07-14", "2022-08-11"]),
        ("2022-01-25", ["2022-02-08", "2022-02-18", "2022-02-25", "2022-03-25"]),
        ("2022-04-22", ["2022-05-05", "2022-05-16", "2022-05-23", "2022-06-21"]),
        ("2022-09-28", ["2022-10-12", "2022-10-24", "2022-10-31", "2022-11-28"]),
    ],
)
def test_statutory_terms_of_2022(received, due):
    terms = [LIBRARY.add_workdays(date.fromisoformat(received), n) for n in (7, 15, 20, 40)]
    assert terms == [WorkdayTerm(date.fromisoformat(day), provisional=False) for day in due]


def test_the_worked_weekend_days_of_2022():
    worked = ["01-29", "01-30", "04-02", "04-24", "05-07", "10-08", "10-09"]
    days = (date(2022, 1, 1) + timedelta(days=n) for n in range(365))
    assert [f"{day:%m-%d}" for day in days if day.weekday() >= 5 and LIBRARY.is_workday(day)] == worked


@pytest.mark.parametrize(
    ("start", "n", "due", "provisional"),
    [
        ("2026-12-30", 0, "2026-12-30", False),
        ("2026-12-30", 1, "2026-12-31", False),
        ("2026-12-30", 2, "2027-01-04", True),  # 1 January is closed even where nothing is entered
        ("2026-12-31", 0, "2026-12-31", False),
        ("2026-12-31", 1, "2027-01-04", True),
        ("2027-04-30", 1, "2027-05-03", True),
        ("2027-09-30", 1, "2027-10-04", True),
        ("2017-12-31", 1, "2018-01-02", False),
        ("2017-12-28", 1, "2017-12-29", True),
    ],
)
def test_a_term_that_runs_into_a_year_not_announced_is_provisional(start, n, due, provisional):
    assert LIBRARY.add_workdays(date.fromisoformat(start), n) == WorkdayTerm(date.fromisoformat(due), provisional)


def test_what_is_entered_counts_also_before_the_year_is_announced():
    calendar = Calendar({date(2027, 5, 3): False, date(2027, 5, 8): True}, frozenset({2026}))
    assert calendar.add_workdays(date(2027, 4, 30), 5) == WorkdayTerm(date(2027, 5, 8), provisional=True)


def test_an_announced_year_has_only_the_holidays_that_are_entered():
    calendar = Calendar({}, frozenset({2027}))
    assert calendar.is_workday(date(2027, 10, 1))
    assert not EMPTY.is_workday(date(2027, 10, 1))


def test_a_negative_term_is_refused():
    with pytest.raises(ValueError, match="negative"):
        EMPTY.add_workdays(date(2026, 1, 1), -1)


def test_days_left_are_negative_past_the_due_date():
    due = date(2022, 7, 14)
    days = [date(2022, 7, 7), date(2022, 7, 14), date(2022, 7, 18)]
    assert [LIBRARY.workdays_between(day, due) for day in days] == [5, 0, -2]


@given(CALENDARS, DATES, st.integers(1, 60))
def test_a_term_never_ends_on_a_closed_day(calendar, start, n):
    assert calendar.is_workday(calendar.add_workdays(start, n).date)


@given(CALENDARS, DATES, TERMS)
def test_counting_is_the_inverse_of_adding(calendar, start, n):
    assert calendar.workdays_between(start, calendar.add_workdays(start, n).date) == n


@given(CALENDARS, DATES, TERMS, TERMS)
def test_longer_terms_end_later(calendar, start, shorter, longer):
    ends = [calendar.add_workdays(start, n).date for n in sorted({shorter, longer})]
    assert ends == sorted(set(ends))


@given(CALENDARS, DATES, TERMS)
def test_later_starts_never_end_earlier(calendar, start, n):
    assert calendar.add_workdays(start, n).date <= calendar.add_workdays(start + timedelta(days=1), n).date or n == 0


@given(CALENDARS, DATES, TERMS, TERMS)
def test_terms_add_up(calendar, start, first, second):
    middle = calendar.add_workdays(start, first).date
    assert calendar.add_workdays(middle, second).date == calendar.add_workdays(start, first + second).date


@given(CALENDARS, DATES, DATES)
def test_counting_backwards_is_the_negative(calendar, one, other):
    assert calendar.workdays_between(one, other) == -calendar.workdays_between(other, one)


@given(DATES, TERMS)
def test_a_provisional_term_touches_a_year_not_announced_and_no_other_does(start, n):
    term = LIBRARY.add_workdays(start, n)
    counted = (start + timedelta(days=k) for k in range(1, (term.date - start).days + 1))
    assert term.provisional == any(day.year not in LIBRARY.announced_years for day in counted)
