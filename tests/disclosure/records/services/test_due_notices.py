"""Notices of deadlines: to the organ before the day, to the office too once it is past, once each."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.records.models import InformationRecord
from disclosure.records.services.due_notices import DUE_SOON, LATE, tell_of_deadlines
from disclosure.records.tasks import tell_of_due
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, Staff, make_draft, make_staff
from zhifu_portal.kernel.notices import Notice
from zhifu_portal.kernel.workdays import Calendar

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

MONDAY = date(2026, 6, 8)
ORDINARY_YEAR = Calendar({}, frozenset({2026}))


def due(staff, day, **fields):
    record = make_draft(staff, **fields)
    InformationRecord.objects.filter(pk=record.pk).update(due_on=day)
    return record


def tell(on=MONDAY):
    now = timezone.make_aware(datetime.combine(on, time(7, 30)))
    return tell_of_deadlines(on=on, now=now, calendar=ORDINARY_YEAR)


def told():
    return sorted(Notice.objects.values_list("event", "recipient_id"))


def test_each_day_tells_whom_it_concerns_once():
    office, staff, others = make_staff(None, Role.DISCLOSURE_OFFICE), Staff(OrganFactory()), Staff(OrganFactory())
    due(staff, date(2026, 6, 10))
    due(others, date(2026, 6, 30))
    of_organ = [staff.editor.pk, staff.reviewer.pk]

    assert (tell(), tell()) == (2, 0)
    assert told() == [(DUE_SOON, person) for person in of_organ]
    assert (tell(on=date(2026, 6, 11)), tell(on=date(2026, 6, 12))) == (3, 0)
    assert told() == sorted(
        [(DUE_SOON, person) for person in of_organ] + [(LATE, person) for person in [*of_organ, office.pk]]
    )


def test_a_notice_names_the_index_number_and_never_the_title():
    staff = Staff(OrganFactory())
    record = due(staff, date(2026, 6, 10), model=PolicyDocument, title="演示数据：尚未公开的标题")

    tell()

    notice = Notice.objects.get(recipient=staff.editor)
    assert notice.subject == f"{record.index_number} 将于 2026-06-10 到期"
    assert notice.body == (
        f"{staff.organ.name}的政府信息（索引号 {record.index_number}）应在 2026-06-10 以前公开，"
        "还剩 2 个工作日。请抓紧办理。"
    )
    assert notice.url == f"/cms/snippets/policies/policydocument/review/{record.pk}/"


def test_a_due_date_that_moved_is_told_of_again():
    staff = Staff(OrganFactory())
    record = due(staff, date(2026, 6, 10))
    tell()
    InformationRecord.objects.filter(pk=record.pk).update(due_on=date(2026, 6, 11))

    assert tell() == 2


def test_a_missed_run_is_made_up_for_and_what_is_long_late_is_left_to_the_list():
    staff = Staff(OrganFactory())
    due(staff, date(2026, 5, 9), title="演示数据：三十天以前")
    due(staff, date(2026, 5, 8), title="演示数据：更早")

    assert tell() == 2


def test_many_records_are_told_of_chunk_by_chunk(monkeypatch):
    monkeypatch.setattr("disclosure.records.services.due_notices.CHUNK", 2)
    staff = Staff(OrganFactory())
    for day in range(8, 13):
        due(staff, date(2026, 6, day))

    assert tell() == 10
    assert Notice.objects.count() == 10


def test_the_task_uses_the_clock_of_the_day():
    staff = Staff(OrganFactory())
    due(staff, timezone.localdate())

    assert (tell_of_due(), tell_of_due()) == (2, 0)
