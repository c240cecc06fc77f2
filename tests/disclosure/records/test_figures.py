"""Figures are counted from the records, and only from them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from disclosure.records.enums import Attribute
from disclosure.records.models import FiguresState, InformationRecord, RecordFigure
from disclosure.records.queries.figures import (
    GroundFigure,
    MixPart,
    PublishedFigure,
    figures_as_of,
    grounds_in_use,
    mix_by_organ,
    mix_by_year,
    published_by_organ,
)
from disclosure.records.services.figures import refresh_record_figures
from disclosure.records.tasks import refresh_figures
from tests.disclosure.factories import OrganFactory, Staff, make_draft, make_public

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NOON = datetime(2026, 6, 8, 4, tzinfo=UTC)
NOT_OPEN = {"ground_reason": "演示理由"}


def put(staff, **fields):
    record = make_draft(staff)
    InformationRecord.objects.filter(pk=record.pk).update(**fields)
    return record


def refreshed(now=NOON):
    return refresh_record_figures(now=now)


@pytest.fixture
def organs():
    """Two organs: the first with one record of every part in two years, the second with one of request only."""
    first, second = Staff(OrganFactory()), Staff(OrganFactory())
    put(first, attribute=Attribute.OPEN, composed_on=date(2021, 3, 1))
    put(first, attribute=Attribute.OPEN, is_severed=True, ground="E15-2", composed_on=date(2022, 3, 1))
    put(first, attribute=Attribute.WITHHELD, ground="E14-1", composed_on=date(2022, 5, 1), **NOT_OPEN)
    put(first, attribute=Attribute.UNDETERMINED, composed_on=None)
    put(second, attribute=Attribute.ON_REQUEST, ground="E14-1", composed_on=date(2022, 1, 1), **NOT_OPEN)
    refreshed()
    return first.organ.pk, second.organ.pk


def parts(mixes):
    return {mix.key: ({part.name: mix.of(part) for part in MixPart if mix.of(part)}, mix.total) for mix in mixes}


def test_the_mix_of_each_organ_is_exact(organs):
    first, second = organs
    assert parts(mix_by_organ()) == {
        first: ({"OPEN": 1, "PARTLY_OPEN": 1, "WITHHELD": 1, "UNDETERMINED": 1}, 4),
        second: ({"ON_REQUEST": 1}, 1),
    }
    assert parts(mix_by_organ(organ_ids=[second])) == {second: ({"ON_REQUEST": 1}, 1)}
    assert parts(mix_by_organ(year=2021)) == {first: ({"OPEN": 1}, 1)}
    assert mix_by_organ(organ_ids=[]) == []


def test_the_mix_of_each_year_is_exact(organs):
    assert parts(mix_by_year()) == {
        0: ({"UNDETERMINED": 1}, 1),
        2021: ({"OPEN": 1}, 1),
        2022: ({"PARTLY_OPEN": 1, "ON_REQUEST": 1, "WITHHELD": 1}, 3),
    }


def test_every_ground_is_counted_by_what_it_withholds(organs):
    first, _second = organs
    both = GroundFigure("E14-1", withheld=1, on_request=1)
    assert grounds_in_use() == [both, GroundFigure("E15-2", partly_open=1)]
    assert [figure.total for figure in grounds_in_use()] == [2, 1]
    assert grounds_in_use(organ_ids=[first], year=2022) == [
        GroundFigure("E14-1", withheld=1),
        GroundFigure("E15-2", partly_open=1),
    ]


def test_what_went_out_late_stays_counted_as_it_was():
    staff = Staff(OrganFactory())
    for late_workdays in (0, 0, 3):
        record = make_public(staff, composed_on=date(2022, 6, 1))
        InformationRecord.objects.filter(pk=record.pk).update(late_workdays=late_workdays)
    refreshed()

    assert published_by_organ() == {staff.organ.pk: PublishedFigure(staff.organ.pk, published=3, late=1)}
    assert published_by_organ(year=2021) == {}


def test_counting_again_changes_nothing(organs):
    rows = list(RecordFigure.objects.order_by("pk").values())

    assert refreshed(NOON + timedelta(minutes=5)) == 0
    assert list(RecordFigure.objects.order_by("pk").values()) == rows
    assert figures_as_of() == NOON + timedelta(minutes=5)


def test_a_change_a_new_record_and_a_deletion_are_followed(organs):
    first, second = organs
    InformationRecord.objects.filter(organ=first, attribute=Attribute.UNDETERMINED).update(attribute=Attribute.OPEN)
    InformationRecord.objects.filter(organ=second).delete()

    assert refreshed(NOON + timedelta(minutes=5)) == 3
    assert parts(mix_by_organ()) == {first: ({"OPEN": 2, "PARTLY_OPEN": 1, "WITHHELD": 1}, 4)}


def test_what_was_damaged_or_lost_is_recomputed(organs):
    before = parts(mix_by_organ())
    RecordFigure.objects.update(count=99)
    RecordFigure.objects.first().delete()

    call_command("refresh_figures", verbosity=0)
    assert parts(mix_by_organ()) == before


def test_a_counting_that_began_earlier_does_not_overwrite_a_later_one(organs):
    InformationRecord.objects.all().delete()
    assert refreshed(NOON - timedelta(seconds=1)) == 0
    assert (figures_as_of(), RecordFigure.objects.count()) == (NOON, 5)


def test_before_the_first_counting_there_is_no_time_to_show():
    assert figures_as_of() is None
    refresh_figures()
    assert FiguresState.objects.get().name == "records"
