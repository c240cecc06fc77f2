"""Prepared reads give what their querysets give, on both databases."""

from datetime import date

import pytest
from django.db.models import Q

from zhifu_portal.kernel.prepared import PreparedModelRead, PreparedRead
from zhifu_portal.kernel.workdays.models import CalendarDay, CalendarYear

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def days():
    year = CalendarYear.objects.create(year=2022, announced=True)
    CalendarDay.objects.create(date=date(2022, 1, 29), year=year, is_workday=True, name="春节调休")
    CalendarDay.objects.create(date=date(2022, 1, 31), year=year, is_workday=False, name="春节")


def test_values_are_converted_as_by_the_queryset(days):
    read = PreparedRead(
        lambda day: CalendarDay.objects.filter(date__gte=day).values_list("date", "name"), kinds=(date,)
    )
    for day in (date(2022, 1, 1), date(2022, 1, 30), date(2023, 1, 1)):
        expected = list(CalendarDay.objects.filter(date__gte=day).values_list("date", "name"))
        assert read(day) == expected


def test_several_parameters_of_several_kinds(days):
    read = PreparedRead(
        lambda year, name, day: CalendarDay.objects.filter(Q(name=name) | Q(date=day), year_id=year).values_list(
            "name"
        ),
        kinds=(int, str, date),
    )
    assert read(2022, "春节", date(2022, 1, 29)) == [("春节调休",), ("春节",)]
    assert read(2022, "没有", date(2022, 1, 31)) == [("春节",)]
    assert read(2021, "春节", date(2022, 1, 29)) == []


def test_instances_come_with_their_related_rows(days, django_assert_num_queries):
    read = PreparedModelRead(lambda name: CalendarDay.objects.filter(name=name).select_related("year"), kinds=(str,))
    assert read("没有") == []
    with django_assert_num_queries(1):
        [day] = read("春节")
        assert (day.date, day.is_workday, day.year.announced) == (date(2022, 1, 31), False, True)
    assert day == CalendarDay.objects.get(name="春节")


def test_a_parameter_that_is_changed_on_its_way_is_refused(days):
    read = PreparedRead(
        lambda name: CalendarDay.objects.filter(name__startswith=name).values_list("name"), kinds=(str,)
    )
    with pytest.raises(ValueError, match="does not reach its SQL unchanged"):
        read("春")
