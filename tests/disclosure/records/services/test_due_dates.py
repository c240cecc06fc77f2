"""The day by which information must be public: counted by the law, moved by edits, corrections and calendars."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from disclosure.records.enums import Attribute, LimitUnit, PublicationStatus
from disclosure.records.models import DisclosureLimit, InformationRecord
from disclosure.records.services.due_dates import (
    HISTORIC_AFTER_DAYS,
    compute_due,
    count_lateness,
    recount_provisional,
    refresh_due,
)
from disclosure.records.services.official_rows import ensure_limits
from disclosure.records.services.publication import withdraw_record
from tests.disclosure.factories import OrganFactory, Staff, make_draft, make_public
from zhifu_portal.kernel.audit import AuditRow
from zhifu_portal.kernel.outbox import drain
from zhifu_portal.kernel.workdays import Calendar, WorkdayTerm, announce_year, load_calendar, set_calendar_day
from zhifu_portal.kernel.workdays.seed import library_calendar

LIBRARY = library_calendar()
ORDINARY = Calendar({}, frozenset({2026}))
NO_CLOCK = {"composed_on": None, "limit": None, "starts_on": None}
DATES = st.dates(date(2018, 1, 1), date(2026, 12, 31))
AMOUNTS = st.integers(1, 60)


def limit(amount, unit=LimitUnit.WORKDAYS):
    return DisclosureLimit(amount=amount, unit=unit)


def noon(day):
    return timezone.make_aware(datetime.combine(day, time(12)))


def due_of(record):
    row = InformationRecord.objects.get(pk=record.pk)
    return row.due_on, row.is_due_provisional, row.changed_on


# rules.md §1.8: the 7th, 15th and 20th working day after.
@pytest.mark.parametrize(
    ("start", "seventh", "fifteenth", "twentieth"),
    [
        ("2022-06-16", "2022-06-27", "2022-07-07", "2022-07-14"),
        ("2022-01-25", "2022-02-08", "2022-02-18", "2022-02-25"),
        ("2022-04-22", "2022-05-05", "2022-05-16", "2022-05-23"),
        ("2022-09-28", "2022-10-12", "2022-10-24", "2022-10-31"),
    ],
)
def test_the_vectors_of_2022(start, seventh, fifteenth, twentieth):
    start = date.fromisoformat(start)
    dues = [
        compute_due(composed_on=start, limit=chosen, starts_on=None, calendar=LIBRARY)
        for chosen in (limit(7), limit(15), None)
    ]
    assert dues == [WorkdayTerm(date.fromisoformat(day), provisional=False) for day in (seventh, fifteenth, twentieth)]


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({}, None),
        ({"starts_on": date(2026, 6, 1)}, None),  # twenty working days begin with composition, not with a decision
        ({"composed_on": date(2026, 6, 1)}, date(2026, 6, 29)),
        ({"composed_on": date(2026, 6, 1), "starts_on": date(2026, 6, 8)}, date(2026, 6, 29)),
        ({"composed_on": date(2026, 6, 1), "limit": limit(7)}, date(2026, 6, 10)),
        ({"composed_on": date(2026, 6, 1), "limit": limit(7), "starts_on": date(2026, 6, 8)}, date(2026, 6, 17)),
        ({"limit": limit(20, LimitUnit.DAYS), "starts_on": date(2026, 6, 8)}, date(2026, 6, 28)),
        ({"composed_on": date(2020, 1, 1), "changed_on": date(2026, 6, 1)}, date(2026, 6, 29)),
        (
            {"limit": limit(3, LimitUnit.DAYS), "starts_on": date(2020, 1, 1), "changed_on": date(2026, 6, 1)},
            date(2026, 6, 4),
        ),
    ],
)
def test_where_the_clock_starts_and_how_it_counts(values, due):
    term = compute_due(**(NO_CLOCK | values), calendar=ORDINARY)
    assert (term and term.date) == due


@given(DATES, AMOUNTS)
def test_a_limit_in_working_days_never_ends_on_a_closed_day(start, amount):
    term = compute_due(composed_on=start, limit=limit(amount), starts_on=None, calendar=LIBRARY)
    assert LIBRARY.is_workday(term.date)
    assert LIBRARY.workdays_between(start, term.date) == amount


@given(DATES, st.integers(0, 400), st.one_of(st.none(), st.builds(limit, AMOUNTS, st.sampled_from(LimitUnit))))
def test_a_later_start_is_never_due_earlier(start, days, chosen):
    earlier, later = (
        compute_due(composed_on=day, limit=chosen, starts_on=None, calendar=LIBRARY)
        for day in (start, start + timedelta(days=days))
    )
    assert earlier.date <= later.date


@given(DATES, AMOUNTS, AMOUNTS, st.sampled_from(LimitUnit))
def test_a_longer_limit_is_due_later(start, amount, more, unit):
    shorter, longer = (
        compute_due(composed_on=start, limit=limit(n, unit), starts_on=None, calendar=LIBRARY)
        for n in (amount, amount + more)
    )
    assert shorter.date < longer.date


@given(st.dates(date(2018, 1, 1), date(2500, 12, 31)), AMOUNTS)
def test_a_limit_in_calendar_days_is_exact_and_never_provisional(start, amount):
    term = compute_due(composed_on=start, limit=limit(amount, LimitUnit.DAYS), starts_on=None, calendar=LIBRARY)
    assert term == WorkdayTerm(start + timedelta(days=amount), provisional=False)


@pytest.mark.django_db
@pytest.mark.both_databases
class TestARecord:
    """The clock of a record in the database."""

    @pytest.fixture
    def staff(self):
        return Staff(OrganFactory())

    def edited(self, record, *, on, by=None, **values):
        """Save a draft as an editor would on this day."""
        draft = InformationRecord.objects.get(pk=record.pk).get_latest_revision_as_object()
        for name, value in values.items():
            setattr(draft, name, value)
        refresh_due(draft=draft, by=by, now=noon(on), calendar=LIBRARY)
        draft.save_revision(user=by)
        return draft

    def test_an_edit_of_a_draft_moves_its_due_date_with_an_audit_row(self, staff):
        ensure_limits()
        licence = DisclosureLimit.objects.get(code="licence")
        record = make_draft(staff, composed_on=date(2022, 6, 16))

        self.edited(
            record,
            on=date(2022, 6, 20),
            by=staff.editor,
            composed_on=date(2022, 4, 1),
            disclosure_limit=licence,
            limit_starts_on=date(2022, 6, 16),
        )

        assert due_of(record) == (date(2022, 6, 27), False, None)
        row = AuditRow.objects.get(action="record.due_changed")
        assert (row.actor_id, row.scope) == (staff.editor.pk, str(staff.organ.pk))
        assert row.detail["to"] == "2022-06-27"

    def test_an_edit_of_something_else_leaves_it_alone(self, staff):
        load = Calendar({}, frozenset())
        record = make_draft(staff, composed_on=date(2022, 6, 16))
        before = due_of(record)
        draft = InformationRecord.objects.get(pk=record.pk).get_latest_revision_as_object()
        draft.title = "演示数据：另一标题"

        refresh_due(draft=draft, by=staff.editor, now=noon(date(2022, 6, 20)), calendar=load)

        assert due_of(record) == before
        assert not AuditRow.objects.filter(action="record.due_changed").exists()

    def test_a_text_made_elsewhere_has_no_due_date(self, staff):
        record = make_draft(staff, is_reproduced=True)
        assert due_of(record) == (None, False, None)

    def test_no_clock_runs_for_a_historic_document_before_somebody_determines_it(self, staff):
        old = timezone.localdate() - timedelta(days=HISTORIC_AFTER_DAYS + 1)
        historic = make_draft(staff, composed_on=old, attribute=Attribute.UNDETERMINED)
        late = make_draft(staff, composed_on=old)
        recent = make_draft(staff, composed_on=old + timedelta(days=1), attribute=Attribute.UNDETERMINED)

        assert due_of(historic) == (None, False, None)
        assert due_of(late)[0] is not None
        assert due_of(recent)[0] is not None

        self.edited(historic, on=timezone.localdate(), attribute=Attribute.OPEN)
        assert due_of(historic) == (None, False, None)

    def test_a_correction_restarts_the_clock_once(self, staff):
        record = make_public(staff, composed_on=date(2022, 6, 16))
        self.edited(record, on=date(2022, 9, 28), change_note="更正一处文字。")
        self.edited(record, on=date(2022, 10, 20), change_note="再改一处。")

        assert due_of(record) == (date(2022, 10, 31), False, date(2022, 9, 28))

    def test_a_record_that_left_the_site_has_no_correction_under_way(self, staff):
        record = make_public(staff, composed_on=date(2022, 6, 16))
        self.edited(record, on=date(2022, 9, 28), change_note="更正一处文字。")
        withdraw_record(record_id=record.pk, explanation="演示撤下。", by=staff.signer, now=timezone.now())
        self.edited(record, on=date(2022, 10, 8))

        assert due_of(record) == (date(2022, 7, 14), False, None)

    @pytest.mark.parametrize(
        ("published_on", "late"),
        [(date(2022, 7, 14), 0), (date(2022, 7, 15), 1), (date(2022, 7, 16), 1), (date(2022, 7, 22), 6)],
    )
    def test_lateness_is_counted_as_it_goes_public(self, staff, published_on, late):
        before = make_draft(staff, composed_on=date(2022, 6, 16))
        target = InformationRecord.objects.get(pk=before.pk)
        before.due_on, target.published_at = date(2022, 7, 14), noon(published_on)

        count_lateness(target=target, before=before, now=noon(published_on), calendar=LIBRARY)

        assert target.late_workdays == late

    def test_closed_days_alone_make_one_day_late(self, staff):
        before = make_draft(staff)
        target = InformationRecord.objects.get(pk=before.pk)
        before.due_on, target.published_at = date(2022, 7, 15), noon(date(2022, 7, 16))

        count_lateness(target=target, before=before, now=noon(date(2022, 7, 16)), calendar=LIBRARY)

        assert target.late_workdays == 1

    def test_what_had_no_such_day_is_not_late(self, staff):
        before = make_draft(staff)
        target = InformationRecord.objects.get(pk=before.pk)
        before.due_on, before.status = date(2022, 7, 15), PublicationStatus.REGISTERED
        target.published_at = noon(date(2022, 9, 1))

        count_lateness(target=target, before=before, now=noon(date(2022, 9, 1)), calendar=LIBRARY)

        assert target.late_workdays == 0

    def test_a_publication_that_was_late_stays_so_whatever_follows(self, staff):
        record = make_public(staff, composed_on=date(2022, 6, 16))
        late = InformationRecord.objects.get(pk=record.pk).late_workdays
        assert late > 0
        draft = self.edited(record, on=timezone.localdate(), change_note="更正一处文字。")
        before = InformationRecord.objects.get(pk=record.pk)

        count_lateness(target=draft, before=before, now=timezone.now(), calendar=LIBRARY)

        assert (draft.late_workdays, draft.changed_on) == (late, None)

    def test_provisional_dates_are_recounted_when_the_year_is_announced(self, staff, django_user_model):
        calendar = load_calendar()
        drafts = [make_draft(staff, composed_on=date(2098, 12, 25), title=f"演示数据：{n}") for n in range(2)]
        self.edited(drafts[1], on=date(2098, 12, 26), composed_on=date(2098, 12, 26))
        settled = make_draft(staff, composed_on=date(2022, 6, 16))
        InformationRecord.objects.filter(pk=settled.pk).update(is_due_provisional=False)
        assert [due_of(draft)[1] for draft in drafts] == [True, True]
        clerk = django_user_model.objects.create_user("clerk")
        for year in (2098, 2099):
            for day in range(1, 8):
                set_calendar_day(date=date(year, 1, day), is_workday=False, name="演示假日", by=clerk)
            announce_year(year=year, by=clerk)

        drain(now=timezone.now() + timedelta(seconds=1))

        expected = [load_calendar().add_workdays(day, 20) for day in (date(2098, 12, 25), date(2098, 12, 26))]
        assert [due_of(draft) for draft in drafts] == [(term.date, False, None) for term in expected]
        assert expected[0].date != calendar.add_workdays(date(2098, 12, 25), 20).date
        recounts = AuditRow.objects.filter(action="record.due_changed", detail__because="年度放假安排公布")
        assert recounts.count() == 2
        assert recount_provisional(calendar=load_calendar()) == 0
        assert recounts.count() == 2

    def test_a_recount_goes_on_over_what_stays_provisional(self, staff, monkeypatch):
        monkeypatch.setattr("disclosure.records.services.due_dates.RECOUNT_CHUNK", 1)
        drafts = [make_draft(staff, composed_on=date(2098, 12, 25), title=f"演示数据：{n}") for n in range(3)]
        before = [due_of(draft) for draft in drafts]
        assert recount_provisional(calendar=load_calendar()) == 0
        assert recount_provisional(calendar=Calendar({}, frozenset({2098, 2099}))) == 3
        assert [due[1] for due in before] == [True, True, True]
        assert [due_of(draft)[1] for draft in drafts] == [False, False, False]
