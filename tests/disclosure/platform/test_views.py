"""The disclosure platform: four parts for the district and for each organ, with true counts."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from disclosure.catalog.enums import PlatformPart
from tests.disclosure.factories import (
    CatalogEntryFactory,
    OrganFactory,
    Staff,
    TopicFactory,
    make_draft,
    make_public,
)

pytestmark = pytest.mark.django_db
PAGES = [
    "/disclosure/",
    "/disclosure/catalog/",
    "/disclosure/catalog/?organ=health",
    "/disclosure/institutions/",
    "/disclosure/institutions/?organ=health",
    "/disclosure/guide/",
    "/disclosure/guide/health/",
    "/disclosure/annual-reports/",
    "/disclosure/annual-reports/?organ=health",
    "/disclosure/organs/",
    "/disclosure/organs/health/",
]
PARTS = ["政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报"]


@pytest.fixture
def staff(db):
    return Staff(OrganFactory(name="演示区卫生健康局", slug="health", phone="（演示数据）"))


def soup_of(address):
    response = Client().get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_the_platform_has_four_parts_in_their_order(staff):
    for address in ("/disclosure/", "/disclosure/organs/health/"):
        assert [entry.get_text() for entry in soup_of(address).select(".entry__title")] == PARTS


def test_the_catalog_counts_what_is_public_at_and_below_each_entry(staff):
    above = CatalogEntryFactory(name="财政")
    below = CatalogEntryFactory(name="预算", parent=above)
    make_public(staff, catalog_entries=[below])
    make_public(Staff(OrganFactory()), catalog_entries=[above])
    make_draft(staff, catalog_entries=[below])
    district, own = (
        soup_of(address).select_one(".tree").get_text(" ", strip=True)
        for address in ("/disclosure/catalog/", "/disclosure/catalog/?organ=health")
    )
    assert district == "财政 （2） 预算 （1）"
    assert own == "财政 （1） 预算 （1）"


def test_the_topics_are_counted_too(staff):
    parent = TopicFactory(name="民生")
    make_public(staff, topics=[TopicFactory(name="养老", parent=parent)])
    make_public(staff, topics=[TopicFactory(name="退役军人", is_local=True)])
    soup = soup_of("/disclosure/catalog/")
    assert [item.get_text() for item in soup.select(".link-grid li")] == ["民生（1）"]
    assert [item.get_text() for item in soup.select(".tag-list li")] == ["退役军人1"]


def test_the_guide_says_what_is_still_to_be_given(staff):
    rows = {
        row.th.get_text(): row.td.get_text() for row in soup_of("/disclosure/guide/health/").select(".contact-table tr")
    }
    assert list(rows) == [
        "工作机构名称",
        "办公地址",
        "办公时间",
        "联系电话",
        "传真号码",
        "电子邮箱",
        "邮政编码",
        "互联网联系方式",
    ]
    assert (rows["联系电话"], rows["办公地址"]) == ("（演示数据）", "（待本机关提供）")


def test_rules_and_reports_stand_in_their_parts(staff):
    rules = CatalogEntryFactory(part=PlatformPart.INSTITUTION, statutory_item="")
    reports = CatalogEntryFactory(part=PlatformPart.ANNUAL_REPORT, statutory_item="")
    make_public(staff, title="演示数据：公开制度", catalog_entries=[rules])
    make_public(staff, title="演示数据：年报", catalog_entries=[reports], composed_on=date(2026, 1, 20))
    institutions = soup_of("/disclosure/institutions/").get_text()
    yearly = soup_of("/disclosure/annual-reports/?organ=health").get_text()
    assert ("演示数据：公开制度" in institutions, "演示数据：年报" in institutions) == (True, False)
    assert ("演示数据：年报" in yearly, "2025" in yearly) == (True, True)


@pytest.mark.parametrize("organ", ["nobody", "%00", "a/b", "机关", "x" * 5000])
def test_an_organ_that_is_not_there_is_not_found(staff, organ):
    for path in ("catalog", "institutions", "annual-reports"):
        assert Client().get(f"/disclosure/{path}/?organ={organ}").status_code == 404


def test_a_foreign_organ_has_no_platform_here(staff):
    OrganFactory(foreign=True, slug="province")
    for address in ("/disclosure/organs/province/", "/disclosure/guide/province/"):
        assert Client().get(address).status_code == 404


def queries_of(address):
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(address).status_code == 200
    return len(captured)


def test_every_page_costs_the_same_few_queries_however_much_there_is(staff):
    entries = [
        CatalogEntryFactory(part=part, statutory_item="" if part != PlatformPart.STATUTORY else "20-1")
        for part in PlatformPart
    ]
    topic = TopicFactory(parent=TopicFactory())
    make_public(staff, catalog_entries=entries, topics=[topic])
    for address in PAGES:
        queries_of(address)
    few = [queries_of(address) for address in PAGES]
    for n in range(2):
        OrganFactory()
        make_public(staff, title=f"演示数据：{n}", catalog_entries=[*entries, CatalogEntryFactory()], topics=[topic])
    assert [queries_of(address) for address in PAGES] == few
    assert max(few) <= 6
