"""Coverage: exactly what was reviewed of what was due, organ by organ."""

from datetime import date

import pytest

from disclosure.review.models import ReviewItem, ReviewRound
from disclosure.review.queries.coverage import Coverage, coverage_of_round, coverage_of_year, total_of
from disclosure.review.queries.rounds import recent_rounds, running_round
from tests.disclosure.factories import OrganFactory, Staff
from tests.disclosure.review.registered import NOW, make_registered, sweep_on

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NIGHT = date(2026, 3, 2)
LATER = date(2026, 5, 6)
DECIDED = {"reason": "演示", "decided_at": NOW}
FATES = (
    {"status": "decided", "outcome": "keep", "next_review_on": date(2027, 3, 2), **DECIDED},
    {"status": "decided", "outcome": "keep", "next_review_on": date(2027, 3, 2), **DECIDED},
    {"status": "decided", "outcome": "change_ground", **DECIDED},
    {"status": "opening", "outcome": "open", **DECIDED},
    {"status": "opened", "outcome": "open", **DECIDED},
    {"status": "dropped", "reason": "演示"},
    {},
    {},
)


@pytest.fixture
def organs():
    """The first organ has an item of every fate, the second one that waits, the third nothing due."""
    first, second, third = OrganFactory(sort_order=1), OrganFactory(sort_order=2), OrganFactory(sort_order=3)
    make_registered(first, count=len(FATES))
    make_registered(second)
    make_registered(third, registered_on=date(2026, 1, 1), count=2)
    OrganFactory()
    sweep_on(NIGHT)
    reviewer = Staff(first).reviewer
    for item, fate in zip(ReviewItem.objects.filter(organ=first).order_by("pk"), FATES, strict=True):
        decided = {"decided_by": reviewer} if "decided_at" in fate else {}
        if fate:
            ReviewItem.objects.filter(pk=item.pk).update(**fate, **decided)
    return first, second, third


FIRST = {
    "stock": 8,
    "due": 7,
    "reviewed": 5,
    "pending": 2,
    "late": 3,
    "kept": 2,
    "changed": 1,
    "opened": 1,
    "opening": 1,
    "dropped": 1,
}


def test_every_figure_is_exact(organs):
    first, second, third = organs

    rows = coverage_of_year(year=2026, on=LATER)

    assert rows == [
        Coverage(organ_id=first.pk, organ_name=first.name, **FIRST),
        Coverage(organ_id=second.pk, organ_name=second.name, stock=1, due=1, pending=1, late=1),
        Coverage(organ_id=third.pk, organ_name=third.name, stock=2),
    ]
    assert [row.percent for row in rows] == [71, 0, None]
    total = total_of(rows)
    assert (total.due, total.reviewed, total.pending, total.late, total.stock) == (8, 5, 3, 4, 11)
    assert total.percent == 62


def test_a_department_is_told_its_own_figures(organs):
    assert [row.organ_id for row in coverage_of_year(year=2026, on=LATER, organ_ids=[organs[1].pk])] == [organs[1].pk]


def test_a_year_counts_its_own_rounds(organs):
    assert [(row.due, row.reviewed) for row in coverage_of_year(year=2025, on=LATER)] == [(0, 0)] * 3


def test_the_rounds_of_a_year_and_one_round_say_the_same(organs):
    sweep_on(LATER)
    of_year = [(row.organ_id, row.due, row.reviewed) for row in coverage_of_year(year=2026, on=LATER) if row.due]
    [march, may] = sorted((figures.round.period, figures.round.pk) for figures in recent_rounds(on=LATER))

    assert [(row.organ_id, row.due, row.reviewed) for row in coverage_of_round(round_id=march[1], on=LATER) if row.due]
    assert sum(due for _organ, due, _reviewed in of_year) == sum(
        total_of(coverage_of_round(round_id=pk, on=LATER)).due for _period, pk in (march, may)
    )


def test_the_latest_rounds_come_with_their_figures(organs):
    [march] = recent_rounds(on=LATER)
    assert (march.round.period, march.due, march.reviewed, march.pending, march.late) == ("2026-03", 8, 5, 3, 4)


@pytest.mark.parametrize("organs_more", [0, 3])
def test_coverage_takes_four_queries_whatever_there_is(django_assert_num_queries, organs, organs_more):
    for _number in range(organs_more):
        make_registered(OrganFactory(), registered_on=date(2026, 1, 1))
    with django_assert_num_queries(4):
        coverage_of_year(year=2026, on=LATER)


def test_the_round_that_runs_is_the_newest_in_which_something_waits():
    organ, other = OrganFactory(), OrganFactory()
    make_registered(organ)
    sweep_on(date(2026, 3, 2))
    sweep_on(date(2026, 4, 1))

    assert ReviewRound.objects.count() == 2
    assert running_round(organ_ids=None).period == "2026-03"
    assert running_round(organ_ids=[organ.pk]).period == "2026-03"
    assert running_round(organ_ids=[other.pk]).period == "2026-04"
