"""工作日历, 待发队列 and 操作记录: who sees them, what they change, and that typed text stays."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from disclosure.organs.enums import ORGAN_ROLES, Role
from tests.disclosure.factories import OrganFactory, UserFactory, make_staff
from zhifu_portal.cms.operations.access import ALLOWED, Operation, may
from zhifu_portal.cms.operations.audit_trail import ACTION_LABELS
from zhifu_portal.kernel.audit import AuditRow, record_audit
from zhifu_portal.kernel.outbox import OutboxRow, OutboxStatus
from zhifu_portal.kernel.workdays import load_calendar
from zhifu_portal.kernel.workdays.models import CalendarDay, CalendarYear

pytestmark = pytest.mark.django_db

CALENDAR, OUTBOX, AUDIT = map(reverse, ("operations:calendar", "operations:outbox", "operations:audit"))


@pytest.fixture
def office(client):
    person = make_staff(None, Role.DISCLOSURE_OFFICE)
    client.force_login(person)
    return person


def audited(organ, action="record.published", by=None):
    with transaction.atomic():
        return record_audit(action=action, by=by, subject=organ, scope=str(organ.pk))


def dead_row(key="record:1", error="检索目录不可写"):
    moment = timezone.now()
    return OutboxRow.objects.create(
        topic="search.changed", key=key, status=OutboxStatus.DEAD, created_at=moment, available_at=moment,
        attempts=12, last_error=error,
    )  # fmt: skip


@pytest.mark.parametrize("operation", Operation)
def test_who_may_do_what(operation):
    organ = OrganFactory()
    departments = {may(make_staff(organ, role), operation) for role in ORGAN_ROLES}

    assert departments == {operation == Operation.VIEW_AUDIT}
    assert may(make_staff(None, Role.DISCLOSURE_OFFICE), operation) is True
    assert may(UserFactory(is_superuser=True), operation) is True
    assert may(make_staff(None, Role.AUDITOR), operation) is operation.value.startswith(("view", "verify"))
    assert may(UserFactory(), operation) is False
    assert set(ALLOWED) == set(Operation)


def test_a_day_is_changed_and_audited(client, office):
    response = client.post(CALENDAR, {"date": "2031-10-01", "kind": "closed", "name": "国庆节"}, follow=True)

    assert "2031年10月01日已改为放假。" in response.content.decode()
    assert load_calendar().is_workday(date(2031, 10, 1)) is False
    assert AuditRow.objects.get(action="workdays.day_set").actor == office


def test_a_wrong_entry_keeps_what_was_typed(client, office):
    page = client.post(CALENDAR, {"date": "2031-10-0", "kind": "worked", "name": "国庆节调休"}).content.decode()

    assert 'value="2031-10-0"' in page
    assert 'value="国庆节调休"' in page
    assert not CalendarDay.objects.filter(date__year=2031).exists()


def test_a_year_is_announced_once_its_holidays_are_entered(client, office):
    entered = {"year": "2031", "announce": "1", "source": "演示数据：放假通知"}
    early = client.post(CALENDAR, entered).content.decode()
    client.post(CALENDAR, {"date": "2031-10-01", "kind": "closed", "name": "国庆节"})
    late = client.post(CALENDAR, entered, follow=True).content.decode()

    assert "2031年还没有录入放假日期" in early
    assert 'value="演示数据：放假通知"' in early
    assert "2031年的放假安排已公布，期限按此计算。" in late
    assert CalendarYear.objects.get(year=2031).source == "演示数据：放假通知"


@pytest.mark.parametrize("query", ["?year=2026", "?year=0", "?year=x", "?date=2026-02-30", "?date=2026-10-01", ""])
def test_the_year_view_shows_twelve_months_whatever_is_asked(client, office, query):
    page = client.get(f"{CALENDAR}{query}").content.decode()

    assert page.count("<caption>") == 12


def test_a_dead_row_is_shown_with_its_error_and_revived(client, office):
    row = dead_row()
    assert "检索目录不可写" in client.get(OUTBOX).content.decode()

    client.post(reverse("operations:revive", args=[row.pk]))
    again = client.post(reverse("operations:revive", args=[row.pk]), follow=True)

    row.refresh_from_db()
    assert (row.status in {OutboxStatus.PENDING, OutboxStatus.DONE}, AuditRow.objects.get().action) == (
        True,
        "outbox.revived",
    )
    assert "不需要再次恢复" in again.content.decode()


def test_departments_read_the_audit_rows_of_their_own_organs(client):
    own, foreign = OrganFactory(name="本机关"), OrganFactory(name="别的机关")
    audited(own)
    audited(foreign)
    with transaction.atomic():
        record_audit(action="workdays.year_loaded", by=None, subject=own)
    client.force_login(make_staff(own, Role.EDITOR))

    for query in ("", f"?organ={foreign.pk}", "?text=别的机关", "?action=record."):
        page = client.get(f"{AUDIT}{query}")
        assert {shown["row"].scope for shown in page.context["rows"]} <= {str(own.pk)}
    assert client.get(AUDIT).context["rows"][0]["action"] == "发布"


@pytest.mark.parametrize("role", [Role.DISCLOSURE_OFFICE, Role.AUDITOR])
def test_the_office_and_the_auditor_filter_all_rows(client, role):
    organs = [OrganFactory(), OrganFactory()]
    for organ in organs:
        audited(organ)
        audited(organ, action="organs.role_granted")
    client.force_login(make_staff(None, role))

    def shown(query):
        return len(client.get(f"{AUDIT}{query}").context["rows"])

    assert shown("") == 4
    assert shown(f"?organ={organs[0].pk}") == 2
    assert shown("?action=organs.") == 2
    assert shown(f"?organ={organs[0].pk}&action=organs.") == 1
    assert shown(f"?text={organs[1].name}") == 2
    assert shown("?on_or_after=2999-01-01") == 0


def test_the_verdict_on_the_chain(client):
    organ = OrganFactory()
    audited(organ)
    client.force_login(make_staff(None, Role.AUDITOR))
    good = client.post(AUDIT).content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_auditrow SET actor_name = 'x' WHERE sequence = 1")
    bad = client.post(AUDIT).content.decode()

    assert "核对了 1 条记录，没有发现改动" in good
    assert "发现 1 处问题" in bad
    assert "第1行的内容被改动" in bad


def test_every_action_that_is_written_down_has_chinese_words():
    assert all(label and not label.isascii() for label in ACTION_LABELS.values())


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("screen", [CALENDAR, OUTBOX, AUDIT])
def test_the_screens_cost_the_same_whatever_the_number_of_rows(
    client, office, django_assert_max_num_queries, screen, rows
):
    for row in range(rows):
        organ = OrganFactory()
        audited(organ, by=office)
        dead_row(key=f"record:{row}")
        CalendarDay.objects.create(
            date=date(2031, 5, 1 + row),
            year=CalendarYear.objects.get_or_create(year=2031)[0],
            is_workday=False,
            name="劳动节",
        )

    with django_assert_max_num_queries(20):
        assert client.get(screen).status_code == 200
