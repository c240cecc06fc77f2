"""公开期限: a department sees its own, the office sees all, every row leads to where it is decided on."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from disclosure.organs.enums import Role
from disclosure.records.enums import Attribute
from disclosure.records.models import InformationRecord
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, Staff, UserFactory, make_draft, make_public, make_staff
from zhifu_portal.kernel.workdays.seed import load_year

pytestmark = pytest.mark.django_db


def put(staff, *, days=-30, **fields):
    record = make_draft(staff, **fields)
    InformationRecord.objects.filter(pk=record.pk).update(due_on=timezone.localdate() + timedelta(days=days))
    return record


def shown(client, **asked):
    return [row.title for row in client.get(reverse("due:list"), asked).context["rows"]]


def exported(client, kind, **asked):
    response = client.get(reverse("due:list"), {**asked, "export": kind})
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def staff(client):
    staff = Staff(OrganFactory())
    client.force_login(staff.editor)
    return staff


def test_a_department_sees_its_own_and_the_office_sees_all(client, staff):
    others = Staff(OrganFactory())
    put(staff, title="本机关")
    put(others, title="其他机关")

    assert shown(client) == ["本机关"]
    assert [count.organ for count in client.get(reverse("due:list")).context["counts"]] == [staff.organ]
    assert shown(client, organ=others.organ.pk) == ["本机关"]
    assert "其他机关" not in exported(client, "csv").decode()
    for role in (Role.DISCLOSURE_OFFICE, Role.AUDITOR):
        client.force_login(make_staff(None, role))
        assert shown(client) == ["本机关", "其他机关"]
        assert shown(client, organ=others.organ.pk) == ["其他机关"]


def test_the_list_is_narrowed_by_state_attribute_and_words(client, staff):
    put(staff, title="超期甲", attribute=Attribute.UNDETERMINED)
    put(staff, title="超期乙")
    put(staff, days=1, title="快到期")
    put(staff, days=60, title="还早")
    corrected, published = make_public(staff, title="更正中"), make_public(staff, title="超期公开")
    today = timezone.localdate()
    InformationRecord.objects.filter(pk=corrected.pk).update(
        changed_on=today, due_on=today + timedelta(days=60), late_workdays=0
    )
    InformationRecord.objects.filter(pk=published.pk).update(late_workdays=4)

    assert shown(client) == ["超期甲", "超期乙", "快到期"]
    assert shown(client, state="late") == ["超期甲", "超期乙"]
    assert shown(client, state="soon") == ["快到期"]
    assert shown(client, state="corrections") == ["更正中"]
    assert shown(client, state="all") == ["超期甲", "超期乙", "快到期", "还早", "更正中"]
    assert shown(client, state="published_late") == ["超期公开"]
    assert shown(client, attribute="undetermined") == ["超期甲"]
    assert shown(client, q="乙") == ["超期乙"]
    assert shown(client, state="no-such-state", page="x") == ["超期甲", "超期乙", "快到期"]


@pytest.mark.parametrize("model", [InformationRecord, PolicyDocument])
def test_a_row_leads_to_its_review_screen(client, staff, model):
    record = put(staff, model=model)
    url = reverse(model.snippet_viewset.get_url_name("review"), args=[record.pk])

    page = client.get(reverse("due:list")).content.decode()

    assert f'href="{url}"' in page
    assert "traffic-light--red" in page
    assert "适用期限" in client.get(url).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_holds_every_row_and_runs_nothing(client, staff, kind):
    dangerous = '=HYPERLINK("http://example.org","点我")'
    record = put(staff, title=dangerous)
    for n in range(60):
        put(staff, title=f"第{n}件")

    content = exported(client, kind, state="late")

    if kind == "csv":
        lines = content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("索引号,标题,公开机关,")
        assert lines[1].startswith(f"{record.index_number},\"'=HYPERLINK(")
    else:
        rows = list(load_workbook(BytesIO(content), read_only=True).active.iter_rows(values_only=True))
        lines = rows
        assert rows[1][:2] == (record.index_number, f"'{dangerous}")
    assert len(lines) == 62


def test_a_provisional_day_is_marked(client, staff):
    record = put(staff, title="跨年")
    InformationRecord.objects.filter(pk=record.pk).update(is_due_provisional=True)

    assert "（暂定）" in client.get(reverse("due:list")).content.decode()
    assert "（暂定）" in exported(client, "csv").decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_whatever_the_number_of_rows(client, django_assert_max_num_queries, rows):
    load_year(2026)
    staff = Staff(OrganFactory())
    for n in range(rows):
        put(staff, model=PolicyDocument if n % 2 else InformationRecord)
        published = make_public(staff)
        InformationRecord.objects.filter(pk=published.pk).update(late_workdays=4)
    put(staff)
    client.force_login(staff.editor)
    client.get(reverse("due:list"))

    # Eleven are those of every page of the CMS: session, person, rights, menu.
    with django_assert_max_num_queries(11 + 8):
        client.get(reverse("due:list"))


def test_the_menu_leads_there_who_works_with_deadlines(client):
    url = reverse("due:list")
    for person in (Staff(OrganFactory()).signer, make_staff(None, Role.AUDITOR)):
        client.force_login(person)
        assert url in client.get("/cms/").content.decode()
    client.force_login(UserFactory(is_superuser=True))
    assert url not in client.get("/cms/").content.decode()
