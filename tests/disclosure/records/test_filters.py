"""The filters of the public lists: each by itself, bad values, sorting, and facets that count what a choice leaves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from disclosure.records.enums import Genre
from disclosure.records.filters import RecordFilterSet
from disclosure.records.models import InformationRecord
from disclosure.records.queries.public import public_records, record_facets
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import (
    CatalogEntryFactory,
    OrganFactory,
    Staff,
    TopicFactory,
    make_draft,
    make_public,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def filters(query=""):
    return RecordFilterSet(QueryDict(query), queryset=public_records(on=timezone.localdate()))


def titles(query=""):
    return [record.title for record in filters(query).qs]


@pytest.fixture
def shelf(db):
    """Three public records that differ in everything, and a draft that no list may show."""
    health, school = OrganFactory(slug="health", short_name="卫健"), OrganFactory(slug="school", name="区教育局")
    parent = TopicFactory(name="民生", slug="people")
    child = TopicFactory(name="养老", slug="elders", parent=parent)
    plans = CatalogEntryFactory(name="规划", slug="plans")
    below = CatalogEntryFactory(name="专项规划", slug="special-plans", parent=plans)
    staff, teachers = Staff(health), Staff(school)
    make_public(
        staff,
        title="甲：养老服务通知",
        document_number="烟芝卫发〔2024〕3号",
        genre=Genre.NOTICE,
        composed_on=date(2024, 5, 1),
        topics=[child, parent],
        catalog_entries=[below],
    )
    make_public(staff, title="乙：100%覆盖", genre=Genre.NOTICE, composed_on=date(2025, 5, 1), topics=[parent])
    make_public(
        teachers, title="丙：养老 规划", genre=Genre.OPINION, composed_on=date(2025, 6, 1), catalog_entries=[plans]
    )
    make_draft(staff, title="丁：养老草稿", topics=[child], catalog_entries=[below])
    for days, title in enumerate("甲乙丙"):
        moment = datetime(2026, 3, 1 + days, 16, 30, tzinfo=UTC)
        InformationRecord.objects.filter(title__startswith=title).update(published_at=moment)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "丙乙甲"),
        ("q=养老", "丙甲"),
        ("q=养老 规划", "丙"),
        ("q=没有", ""),
        ("q=100%", "乙"),
        ("q=_", ""),
        ("q=烟芝卫发[2024]第03号", "甲"),
        ("q=2026-0000", "丙乙甲"),
        ("organ=health", "乙甲"),
        ("organ=school", "丙"),
        ("topic=people", "乙甲"),
        ("topic=elders", "甲"),
        ("catalog=plans", "丙甲"),
        ("catalog=special-plans", "甲"),
        ("genre=notice", "乙甲"),
        ("year=2025", "丙乙"),
        ("year=2023", ""),
        # 16:30 in UTC is half past midnight of the next day in Beijing.
        ("published_after=2026-03-03", "丙乙"),
        ("published_before=2026-03-03", "乙甲"),
        ("published_after=2026-03-04&published_before=2026-03-04", "丙"),
        ("organ=health&year=2025&genre=notice", "乙"),
        ("sort=published", "甲乙丙"),
        ("sort=published,", "甲乙丙"),
        ("sort=-composed", "丙乙甲"),
        ("sort=composed", "甲乙丙"),
        ("sort=-number", "甲丙乙"),
    ],
)
def test_each_filter_keeps_what_it_says(shelf, query, expected):
    assert "".join(title[0] for title in titles(query)) == expected


BAD = {
    "q=" + "字" * 10_000: "标题或文号",
    "q=a%00b": "标题或文号",
    "organ=nobody": "机关",
    "organ=%00": "机关",
    "topic=nothing": "主题",
    "catalog=nothing": "目录",
    "genre=novel": "体裁",
    "year=abc": "年份",
    "year=2024.5": "年份",
    "year=-5": "年份",
    "year=" + "9" * 5000: "年份",
    "published_after=2024-13-45": "发布日期",
    "published_after=0001-01-01": "发布日期",
    "published_before=9999-12-31": "发布日期",
    "sort=secret": "排序",
}


@pytest.mark.parametrize(("query", "label"), BAD.items(), ids=[query[:30] for query in BAD])
def test_a_value_that_makes_no_sense_is_named_and_left_out(shelf, query, label):
    bad = filters(query)
    assert len(bad.qs) == 3
    [problem] = bad.problems()
    assert problem.startswith(f"“{label}”：")
    assert problem.isascii() is False

    response = Client().get(f"/disclosure/info/?{query}")
    page = response.content.decode()
    assert (response.status_code, page.count("这个筛选条件没有生效")) == (200, 1)
    for address in ("/disclosure/info/feed/", "/disclosure/info/export.csv", "/disclosure/info/export.xlsx"):
        refused = Client().get(f"{address}?{query}")
        assert refused.status_code == 400
        assert label in refused.content.decode()
    assert Client().get(f"/api/v1/records/?{query}").status_code == 400


@pytest.mark.parametrize("page", ["-1", "0", "abc", "99999", "9" * 5000, "%00", ""])
def test_a_page_that_is_not_there_shows_one_that_is(shelf, page):
    assert Client().get(f"/disclosure/info/?page={page}").status_code == 200


def test_rows_that_are_equal_keep_their_place_and_rows_without_a_value_come_last(shelf):
    InformationRecord.objects.update(composed_on=date(2025, 1, 1))
    first, *_rest = InformationRecord.objects.order_by("pk")
    InformationRecord.objects.filter(pk=first.pk).update(composed_on=None)
    assert "".join(title[0] for title in titles("sort=composed")) == "丙乙甲"
    assert "".join(title[0] for title in titles("sort=-composed")) == "丙乙甲"


def counted(query=""):
    return {
        facet.param: [(option.label, option.count) for option in facet.options]
        for facet in record_facets(filters(query).without)
    }


def test_facets_count_what_each_choice_would_leave(shelf):
    assert counted() == {
        "organ": [("卫健", 2), ("区教育局", 1)],
        "topic": [("民生", 2), ("养老", 1)],
        "genre": [("通知", 2), ("意见", 1)],
        "year": [("2025年", 2), ("2024年", 1)],
    }


def test_a_facet_is_counted_over_all_filters_but_its_own(shelf):
    assert counted("organ=health&year=2025") == {
        "organ": [("卫健", 1), ("区教育局", 1)],
        "topic": [("民生", 1)],
        "genre": [("通知", 1)],
        "year": [("2025年", 1), ("2024年", 1)],
    }
    assert counted("organ=nobody&year=2024")["genre"] == [("通知", 1)]


@pytest.mark.parametrize("query", ["", "organ=health", "year=2025", "q=养老", "genre=notice&topic=people"])
def test_choosing_a_facet_leaves_as_many_rows_as_it_says(shelf, query):
    for facet in record_facets(filters(query).without):
        for option in facet.options:
            chosen = QueryDict(query, mutable=True)
            chosen[facet.param] = option.value
            assert len(filters(chosen.urlencode()).qs) == option.count, (facet.param, option)


def test_a_dissolved_organ_keeps_its_records_in_list_and_facet(shelf):
    InformationRecord.objects.get(title__startswith="丙").organ.__class__.objects.filter(slug="school").update(
        is_active=False
    )
    assert ("区教育局", 1) in counted()["organ"]
    assert titles("organ=school") == ["丙：养老 规划"]


def test_the_pages_and_the_api_know_the_same_filters(shelf):
    for query in ("organ=health", "topic=people", "year=2025", "q=养老", "sort=composed", "genre=opinion"):
        rows = Client().get(f"/api/v1/records/?{query}").json()
        assert [row["title"] for row in rows["results"]] == titles(query)


def test_a_hidden_topic_is_neither_offered_nor_accepted(shelf):
    record = InformationRecord.objects.get(title__startswith="丙")
    record.topics = [TopicFactory(name="暗", slug="dark", is_visible=False)]
    record.save()
    assert "暗" not in str(counted())
    assert filters("topic=dark").problems() == ["“主题”：选择一个有效的选项： 该选择不在可用的选项中。"]


def test_policies_are_filtered_by_kind_and_validity():
    staff = Staff(OrganFactory())
    today = timezone.localdate()
    day = timedelta(days=1)
    for title, fields in {
        "有效": {"effective_on": today - day},
        "尚未": {"effective_on": today + day},
        "失效": {"effective_on": today - 9 * day, "lapses_on": today - day},
        "废止": {"effective_on": today - 9 * day, "repealed_on": today, "kind": "normative"},
    }.items():
        make_public(staff, model=PolicyDocument, title=title, **fields)

    def shown(query):
        page = Client().get(f"/api/v1/policies/?{query}").json()
        return {row["title"] for row in page["results"]}

    assert shown("validity=in_force") == {"有效"}
    assert shown("validity=not_yet") == {"尚未"}
    assert shown("validity=lapsed") == {"失效"}
    assert shown("validity=repealed") == {"废止"}
    assert shown("kind=normative") == {"废止"}
    assert shown(f"valid_on={today - 2 * day}") == {"失效", "废止"}
    page = Client().get("/policies/?validity=x&valid_on=y&kind=z").content.decode()
    assert page.count("这个筛选条件没有生效") == 3
