"""The yearly table: loading it, editing it, and reading it in every process."""

import threading
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from zhifu_portal.kernel.audit import AuditRow, verify_chain
from zhifu_portal.kernel.outbox import OutboxRow
from zhifu_portal.kernel.refusals import Refused
from zhifu_portal.kernel.workdays import announce_year, load_calendar, set_calendar_day
from zhifu_portal.kernel.workdays.models import CalendarDay, CalendarEdition, CalendarYear
from zhifu_portal.kernel.workdays.seed import SeedReport, library_calendar, library_years, load_year

pytestmark = pytest.mark.django_db

NATIONAL_DAY = date(2022, 10, 1)


def test_loading_a_year_enters_its_holidays_and_worked_weekends():
    assert load_year(2022) == SeedReport(2022, known=True, added=39)
    days = CalendarDay.objects.filter(year=2022)
    assert days.filter(is_workday=False).count() == 32  # with 31 December, of New Year 2023
    assert days.filter(is_workday=True).count() == 7
    assert str(days.get(date=NATIONAL_DAY)) == "2022-10-01 国庆节（放假）"
    assert str(days.get(date=date(2022, 10, 8))) == "2022-10-08 国庆节调休（上班）"
    year = CalendarYear.objects.get()
    assert (year.announced, str(year)) == (True, "2022年")
    assert year.source.startswith("国务院办公厅放假通知（chinesecalendar ")


def test_loading_twice_changes_nothing_and_is_audited_once():
    load_year(2022)
    edition = CalendarEdition.objects.get().token
    assert load_year(2022) == SeedReport(2022, known=True)
    assert [(row.action, row.subject_id, row.detail["added"]) for row in AuditRow.objects.all()] == [
        ("workdays.year_loaded", "2022", 39)
    ]
    assert str(CalendarEdition.objects.get()) != str(edition)


def test_loading_renews_what_the_library_entered_and_keeps_what_staff_entered(clerk):
    load_year(2022)
    set_calendar_day(date=NATIONAL_DAY, is_workday=True, name="值守", by=clerk)
    CalendarDay.objects.filter(date=date(2022, 10, 2)).update(is_workday=True)
    CalendarDay.objects.filter(date=date(2022, 10, 3)).delete()
    CalendarDay.objects.create(date=date(2022, 10, 20), year_id=2022, is_workday=False, name="误录", source="library")
    assert load_year(2022) == SeedReport(2022, known=True, added=1, changed=1, removed=1, kept_for_staff=1)
    days = dict(CalendarDay.objects.filter(date__month=10).values_list("date__day", "is_workday"))
    assert days == {1: True, 2: False, 3: False, 4: False, 5: False, 6: False, 7: False, 8: True, 9: True}


def test_a_year_the_library_does_not_know_stays_provisional():
    assert load_year(2099) == SeedReport(2099, known=False)
    assert str(CalendarYear.objects.get()) == "2099年（放假安排尚未公布）"
    assert load_calendar().add_workdays(date(2099, 3, 2), 1).provisional


def test_the_command_loads_every_known_year(capsys):
    call_command("load_workdays")
    lines = capsys.readouterr().out.splitlines()
    assert [line[:5] for line in lines] == [f"{year}年" for year in library_years()]
    assert library_years()[0] == 2018
    table, library = load_calendar(), library_calendar()
    assert table.announced_years == library.announced_years
    start = date(2018, 1, 1).toordinal()
    days = [date.fromordinal(start + n) for n in range(365 * 9)]
    assert [table.is_workday(day) for day in days] == [library.is_workday(day) for day in days]


def test_the_command_says_what_it_did(capsys, clerk):
    load_year(2022)
    set_calendar_day(date=NATIONAL_DAY, is_workday=False, name="国庆节", by=clerk)
    call_command("load_workdays", "2022", "2099")
    assert capsys.readouterr().out.splitlines() == [
        "2022年：新增 0 天，更新 0 天，删除 0 天，保留工作人员录入 1 天",
        "2099年：放假安排尚未收录，期限按周末和固定节日估算并标为暂定；公布后请升级或由工作人员录入",
    ]


def test_an_edit_is_audited_with_what_was_before(clerk):
    load_year(2022)
    set_calendar_day(date=NATIONAL_DAY, is_workday=True, name=" 值守 ", by=clerk)
    row = AuditRow.objects.first()
    assert (row.action, row.actor, row.subject_id) == ("workdays.day_set", clerk, "2022-10-01")
    assert row.detail == {"before": "2022-10-01 国庆节（放假）", "after": "2022-10-01 值守（上班）"}
    assert verify_chain().ok


def test_a_day_of_a_new_year_opens_that_year(clerk):
    set_calendar_day(date=date(2099, 2, 3), is_workday=False, name="春节", by=clerk)
    assert not CalendarYear.objects.get(year=2099).announced
    assert not load_calendar().is_workday(date(2099, 2, 3))


@pytest.mark.parametrize(
    ("day", "name", "reasons"),
    [
        (NATIONAL_DAY, " ", ["请填写节日名称，例如“国庆节”或“国庆节调休”"]),
        (NATIONAL_DAY, "节" * 51, ["节日名称不能超过50个字"]),
        (date(1900, 1, 1), "", ["请填写1949年至2999年之间的日期", "请填写节日名称，例如“国庆节”或“国庆节调休”"]),
    ],
)
def test_an_impossible_day_is_refused_with_every_reason(clerk, day, name, reasons):
    with pytest.raises(Refused) as refusal:
        set_calendar_day(date=day, is_workday=False, name=name, by=clerk)
    assert refusal.value.reasons == reasons
    assert not CalendarDay.objects.exists()


def test_announcing_a_year_makes_its_terms_final(clerk):
    set_calendar_day(date=date(2099, 1, 1), is_workday=False, name="元旦", by=clerk)
    assert load_calendar().add_workdays(date(2099, 3, 2), 1).provisional
    announce_year(year=2099, by=clerk)
    assert not load_calendar().add_workdays(date(2099, 3, 2), 1).provisional
    assert (AuditRow.objects.first().action, AuditRow.objects.first().subject_id) == ("workdays.year_announced", "2099")


def test_a_year_that_is_announced_owes_a_recount_once(clerk):
    set_calendar_day(date=date(2099, 1, 1), is_workday=False, name="元旦", by=clerk)
    load_year(2099)
    assert not OutboxRow.objects.exists()
    announce_year(year=2099, by=clerk)
    for _run in range(2):
        load_year(2022)
    assert list(OutboxRow.objects.order_by("pk").values_list("topic", "key")) == [
        ("workdays.year_announced", "2099"),
        ("workdays.year_announced", "2022"),
    ]


def test_announcing_an_empty_year_is_refused(clerk):
    with pytest.raises(Refused) as refusal:
        announce_year(year=2099, by=clerk)
    assert refusal.value.reasons == ["2099年还没有录入放假日期，请先录入全部放假和调休上班日期"]


def test_announcing_twice_is_refused(clerk):
    load_year(2022)
    with pytest.raises(Refused, match="2022年的放假安排已经公布，无需重复操作"):
        announce_year(year=2022, by=clerk)


def test_an_unchanged_calendar_costs_one_query(django_assert_num_queries):
    load_year(2022)
    first = load_calendar()
    with django_assert_num_queries(1):
        assert load_calendar() is first


def test_an_empty_table_gives_an_estimating_calendar():
    assert load_calendar().add_workdays(date(2022, 9, 30), 1).provisional


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_an_edit_is_seen_by_the_next_call_everywhere_else(clerk):
    load_year(2022)
    before = load_calendar().is_workday(NATIONAL_DAY)
    seen = []

    def look():
        seen.append(load_calendar().is_workday(NATIONAL_DAY))
        connection.close()

    set_calendar_day(date=NATIONAL_DAY, is_workday=True, name="值守", by=clerk)
    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert (before, seen) == (False, [True])
