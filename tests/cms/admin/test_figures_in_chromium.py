"""The dashboards in real Chromium: axe finds nothing, a phone shows them whole, paper shows charts and tables."""

import pytest
from django.urls import reverse
from django.utils import timezone

from disclosure.records.enums import Attribute
from disclosure.records.models import InformationRecord
from disclosure.records.services.figures import refresh_record_figures
from tests.disclosure.factories import OrganFactory, Staff, make_draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "yanshi-only-for-tests"
SCREENS = ("attributes", "grounds", "timeliness", "coverage")


@pytest.fixture
def person():
    staff = Staff(OrganFactory(name="演示区人力资源和社会保障局"))
    for fields in ({"attribute": Attribute.OPEN}, {"attribute": Attribute.WITHHELD, "ground": "E16-2"}):
        record = make_draft(staff)
        InformationRecord.objects.filter(pk=record.pk).update(ground_reason="演示", **fields)
    refresh_record_figures(now=timezone.now())
    staff.editor.set_password(PASSWORD)
    staff.editor.save()
    return staff.editor


def enter(page, live_server, person):
    page.goto(f"{live_server.url}/cms/login/")
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/cms/")


def test_every_dashboard_is_accessible_and_drawn(page, live_server, person, axe):
    enter(page, live_server, person)
    for screen in SCREENS:
        page.goto(f"{live_server.url}{reverse(f'dashboards:{screen}')}")
        axe(page)
        for drawing in page.locator("svg.chart__drawing").all():
            assert drawing.bounding_box()["height"] > 20
    page.goto(f"{live_server.url}{reverse('dashboards:attributes')}")
    assert page.get_by_role("img", name="各机关公开属性构成").count() == 1
    plain = page.locator(".chart__bar--1").first.evaluate("bar => getComputedStyle(bar).fill")
    assert plain == "rgb(18, 63, 109)"
    assert page.locator("rect[fill^='url(#']").count() > 0


def test_a_phone_shows_a_dashboard_without_scrolling_sideways(phone_page, live_server, person):
    enter(phone_page, live_server, person)
    for screen in SCREENS:
        phone_page.goto(f"{live_server.url}{reverse(f'dashboards:{screen}')}")
        assert phone_page.evaluate("document.documentElement.scrollWidth") <= 360
        for drawing in phone_page.locator("svg.chart__drawing").all():
            box = drawing.bounding_box()
            assert box["x"] + box["width"] <= 360


def test_on_paper_a_dashboard_is_its_charts_and_tables(page, live_server, person):
    enter(page, live_server, person)
    page.goto(f"{live_server.url}{reverse('dashboards:attributes')}")
    page.emulate_media(media="print")

    assert page.locator("svg.chart__drawing").first.is_visible()
    assert page.locator("table.figure-table").first.is_visible()
    for hidden in (".figure-filter", ".figure-links", ".figure__downloads"):
        assert not page.locator(hidden).first.is_visible()
