"""The dashboards: exact figures, of the own organs only, each leading to its rows, in few queries and as safe files."""

import csv
import io
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from disclosure.organs.enums import Role
from disclosure.records.enums import Attribute, PublicationStatus
from disclosure.records.models import InformationRecord
from disclosure.records.services.figures import refresh_record_figures
from disclosure.review.enums import ItemStatus, RoundStatus
from disclosure.review.models import ReviewItem, ReviewRound
from tests.disclosure.factories import OrganFactory, Staff, make_draft, make_staff
from zhifu_portal.cms.dashboards.selection import Selection
from zhifu_portal.cms.dashboards.views import AttributesView, CoverageView, GroundsView, TimelinessView

pytestmark = pytest.mark.django_db

VIEWS = {"attributes": AttributesView, "grounds": GroundsView, "timeliness": TimelinessView, "coverage": CoverageView}
SCREENS = sorted(VIEWS)


def put(staff, **fields):
    record = make_draft(staff)
    InformationRecord.objects.filter(pk=record.pk).update(**fields)
    return record


def fill(name):
    """Give an organ one record of each kind, one of them late, and one review item of two decided."""
    staff = Staff(OrganFactory(name=name))
    today = timezone.localdate()
    put(staff, attribute=Attribute.OPEN, composed_on=date(2021, 3, 1), due_on=today - timedelta(days=60))
    put(staff, attribute=Attribute.UNDETERMINED, composed_on=date(2022, 3, 1), due_on=None)
    round_, _new = ReviewRound.objects.get_or_create(
        period="2022-06", status=RoundStatus.OPEN, opened_on=date(2022, 6, 1), due_on=date(2022, 6, 29)
    )
    for status in (ItemStatus.PENDING, ItemStatus.DROPPED):
        record = put(
            staff,
            attribute=Attribute.WITHHELD,
            ground="E14-1",
            ground_reason="演示理由",
            status=PublicationStatus.REGISTERED,
            composed_on=date(2022, 4, 1),
            due_on=None,
        )
        ReviewItem.objects.create(
            round=round_, record=record, organ=staff.organ, attribute=Attribute.WITHHELD, ground="E14-1",
            status=status, reason="演示", assigned_on=date(2022, 6, 1), due_on=date(2022, 6, 29),
        )  # fmt: skip
    return staff


@pytest.fixture
def world():
    first, second = fill("演示甲局"), fill("演示乙局")
    refresh_record_figures(now=timezone.now())
    return first, second


@pytest.fixture
def office():
    return make_staff(None, Role.DISCLOSURE_OFFICE)


def exported(client, screen, table, kind="csv", **filters):
    response = client.get(reverse(f"dashboards:{screen}"), {"export": kind, "table": table, **filters})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return [[cell or "" for cell in row] for row in load_workbook(io.BytesIO(content)).active.values]


def test_the_office_sees_the_mix_of_every_organ(client, office, world):
    client.force_login(office)

    assert exported(client, "attributes", "attributes-by-organ") == [
        ["机关", "主动公开", "部分公开", "依申请公开", "不予公开", "未认定", "合计", "主动公开占比"],
        ["演示甲局", "1", "0", "0", "2", "1", "4", "25.0%"],
        ["演示乙局", "1", "0", "0", "2", "1", "4", "25.0%"],
        ["合计", "2", "0", "0", "4", "2", "8", "25.0%"],
    ]
    assert [row[:2] + row[6:7] for row in exported(client, "attributes", "attributes-by-year")[1:]] == [
        ["2021年", "2", "2"],
        ["2022年", "0", "6"],
        ["合计", "2", "8"],
    ]


def test_a_department_sees_its_own_only_whatever_it_asks_for(client, world):
    first, second = world
    client.force_login(first.editor)

    for filters in ({}, {"organ": second.organ.pk}, {"organ": "x"}):
        assert exported(client, "attributes", "attributes-by-organ", **filters)[1:] == [
            ["演示甲局", "1", "0", "0", "2", "1", "4", "25.0%"]
        ]
    for screen in SCREENS:
        assert "演示乙局" not in client.get(reverse(f"dashboards:{screen}")).content.decode()


def test_figures_are_narrowed_to_an_organ_and_a_year(client, office, world):
    first, _second = world
    client.force_login(office)

    [_headings, row] = exported(client, "attributes", "attributes-by-organ", organ=first.organ.pk, year=2022)
    assert row == ["演示甲局", "0", "0", "0", "2", "1", "3", "0.0%"]


def test_grounds_are_named_with_their_article(client, office, world):
    client.force_login(office)

    [headings, row] = exported(client, "grounds", "grounds")
    assert headings == ["情形", "不予公开", "依申请公开", "部分公开", "合计", "条款"]
    assert row[0].startswith("E14-1 ")
    assert (row[1:5], row[5] != "—") == (["4", "0", "0", "4"], True)


def test_what_is_late_is_shown_for_each_organ(client, world):
    first, _second = world
    client.force_login(first.editor)

    [headings, row] = exported(client, "timeliness", "late")
    assert headings[:2] == ["机关", "应公开未公开"]
    assert row[:2] == ["演示甲局", "1"]
    assert int(row[2]) > 30
    assert (row[4], row[5]) == ("0", "0")


def test_the_running_round_comes_first_and_a_year_where_it_is_asked_for(client, office, world):
    client.force_login(office)
    due = ["1", "0", "0.0%", "1", "1", "0", "0", "0", "0", "1"]

    assert exported(client, "coverage", "coverage")[1:] == [["演示甲局", *due], ["演示乙局", *due]]
    page = client.get(reverse("dashboards:coverage")).content.decode()
    assert "进行中的批次 2022-06 审查覆盖率" in page
    page = client.get(reverse("dashboards:coverage"), {"year": 2021}).content.decode()
    assert "2021年审查覆盖率" in page
    assert "没有符合条件的数据。" in page


@pytest.mark.parametrize("screen", SCREENS)
def test_every_figure_leads_to_as_many_rows(client, office, world, screen):
    client.force_login(office)
    page = client.get(reverse(f"dashboards:{screen}")).content.decode()
    links = re.findall(r'<t[hd][^>]*><a href="([^"]+)">(\d+)</a>', page)

    assert links
    for url, figure in links:
        context = client.get(unescape(url)).context_data if "/due/" not in url else None
        if context is not None:
            assert context["paginator"].count == int(figure), url
        else:
            assert client.get(unescape(url)).context["page_obj"].paginator.count == int(figure), url


def own_queries(screen):
    """Count what the figures of a dashboard cost, apart from the frame of the CMS."""
    selection = Selection(organ_ids=None, year=None, names={}, today=timezone.localdate())
    with CaptureQueriesContext(connection) as queries:
        VIEWS[screen]().figures(selection)
    return len(queries)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_dashboard_costs_the_same_queries_with_one_organ_and_with_three(client, office, screen):
    client.force_login(office)
    counts = []
    for organs in (1, 2):
        for number in range(organs):
            fill(f"演示{organs}{number}局")
        refresh_record_figures(now=timezone.now())
        client.get(reverse(f"dashboards:{screen}"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"dashboards:{screen}"))
        counts.append((own_queries(screen), len(queries)))

    assert counts[0] == counts[1]
    # The names of the organs and the time of the counting come on top.
    assert counts[0][0] + 2 <= 10


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_name_that_looks_like_a_formula_is_exported_as_text(client, office, kind):
    fill("=cmd|演示")
    refresh_record_figures(now=timezone.now())
    client.force_login(office)

    assert exported(client, "attributes", "attributes-by-organ", kind)[1][0] == "'=cmd|演示"


@pytest.mark.parametrize("query", [{"export": "csv", "table": "x"}, {"export": "pdf", "table": "grounds"}])
def test_a_file_that_is_not_there_is_not_found(client, office, query):
    client.force_login(office)
    assert client.get(reverse("dashboards:grounds"), query).status_code == 404


def test_the_time_of_the_counting_is_shown(client, office):
    client.force_login(office)
    assert "还没有统计数据" in client.get(reverse("dashboards:grounds")).content.decode()

    refresh_record_figures(now=timezone.now())
    assert "统计截至" in client.get(reverse("dashboards:grounds")).content.decode()


def test_the_home_page_leads_to_every_dashboard(client, world):
    first, _second = world
    client.force_login(first.editor)
    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert [screen for screen in SCREENS if reverse(f"dashboards:{screen}") not in page] == []
