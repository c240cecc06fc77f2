"""Which records fall due on which day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.review.queries.selection import (
    FALLBACK,
    Rule,
    Subject,
    add_months,
    intervals_since,
    is_drawn,
    is_due,
    latest_basis,
)

DAYS = st.dates(date(2010, 1, 1), date(2030, 12, 31))
MONTHS = st.integers(1, 120)


def subject(**fields):
    values = {
        "record_id": 7,
        "organ_id": 1,
        "attribute": "withheld",
        "ground": "E16-1",
        "registered_on": date(2025, 3, 2),
    }
    return Subject(**(values | fields))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 1, 5), -12, date(2025, 1, 5)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, expected):
    assert add_months(day, months) == expected


@given(DAYS, MONTHS, DAYS)
def test_an_interval_is_counted_once_it_is_whole(basis, months, on):
    number = intervals_since(basis, months=months, on=on)

    assert number == 0 or add_months(basis, number * months) <= on
    assert add_months(basis, (number + 1) * months) > on


@given(DAYS, MONTHS, DAYS)
def test_whatever_is_due_by_a_rule_lies_before_the_day_the_query_cuts_off(basis, months, on):
    if intervals_since(basis, months=months, on=on):
        assert basis <= latest_basis([Rule(interval_months=months)], on=on)


@given(DAYS, MONTHS, DAYS, st.integers(1, 100), st.integers(1, 500), st.integers(0, 400))
def test_what_is_due_stays_due_until_it_is_reviewed(basis, months, on, percent, record_id, later):
    rules = [Rule(interval_months=months, sample_percent=percent)]
    one = subject(record_id=record_id, registered_on=basis)

    if is_due(one, rules, on=on):
        assert is_due(one, rules, on=on + timedelta(days=later))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"organ_id": 1}, 6),
        ({"organ_id": 2, "attribute": "on_request"}, 24),
        ({"organ_id": 2, "ground": "E15"}, 3),
        ({"organ_id": 2}, 12),
    ],
)
def test_the_first_rule_that_fits_counts_and_what_fits_none_is_due_yearly(fields, expected):
    rules = [
        Rule(organ_id=1, interval_months=6),
        Rule(attribute="on_request", interval_months=24),
        Rule(ground="E15", interval_months=3),
        FALLBACK,
    ]
    due_on = add_months(date(2025, 3, 2), expected)
    one = subject(**fields)

    assert not is_due(one, rules, on=due_on - timedelta(days=1))
    assert is_due(one, rules, on=due_on)


def test_the_last_review_counts_before_the_registration():
    reviewed = subject(reviewed_on=date(2026, 1, 10))
    assert not is_due(reviewed, [FALLBACK], on=date(2027, 1, 9))
    assert is_due(reviewed, [FALLBACK], on=date(2027, 1, 10))


@pytest.mark.parametrize(("on", "expected"), [(date(2026, 5, 31), False), (date(2026, 6, 1), True)])
def test_the_date_of_the_reviewer_goes_before_every_rule_and_every_sample(on, expected):
    promised = subject(reviewed_on=date(2020, 1, 1), next_review_on=date(2026, 6, 1))
    assert is_due(promised, [Rule(interval_months=1, sample_percent=1)], on=on) is expected


def test_a_sample_is_about_as_large_as_it_says_and_the_same_in_every_run():
    drawn = [number for number in range(10_000) if is_drawn(number, basis=date(2025, 1, 1), interval=1, percent=20)]

    assert 1_850 < len(drawn) < 2_150
    assert drawn[:5] == [8, 27, 31, 46, 47]


def test_each_interval_draws_a_sample_of_its_own():
    first, second = (
        {number for number in range(1000) if is_drawn(number, basis=date(2025, 1, 1), interval=each, percent=20)}
        for each in (1, 2)
    )
    assert first != second
