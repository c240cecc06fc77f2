"""Seeding topics and catalog: the whole official tree, every item of the law, never over what staff changed."""

import re

import pytest
from django.db.models import Count

from disclosure.catalog.enums import PlatformPart, StatutoryItem
from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.catalog.official import OFFICIAL_TOPICS, all_entries, all_topics
from disclosure.catalog.services import ensure_catalog, ensure_official_topics
from zhifu_portal.kernel.audit.models import AuditRow

pytestmark = pytest.mark.django_db

# rules.md §4.4, the number of children of each top class in order.
CHILDREN = [10, 9, 7, 9, 8, 4, 12, 6, 6, 6, 4, 5, 4, 3, 7, 4, 7, 2, 3, 3, 2, 0]


def test_the_official_tree_has_22_classes_with_their_children():
    assert ensure_official_topics() == 22 + sum(CHILDREN)

    tops = Topic.objects.filter(parent=None).annotate(n=Count("children")).order_by("sort_order")
    assert [top.n for top in tops] == CHILDREN
    assert [top.name for top in tops][:3] == ["国务院组织机构", "综合政务", "国民经济管理、国有资产监管"]
    assert list(Topic.objects.get(name="民族、宗教").children.values_list("name", flat=True)) == [
        "民族事务",
        "宗教事务",
    ]


def test_what_a_district_does_not_do_is_hidden_with_its_children():
    ensure_official_topics()

    hidden = Topic.objects.filter(is_visible=False)
    assert {topic.name for topic in hidden if topic.parent is None} == {"国务院组织机构", "港澳台侨工作", "国防"}
    assert hidden.count() == 3 + 10 + 3 + 2


def test_every_item_of_the_regulation_has_an_entry():
    assert ensure_catalog() == 55

    statutory = CatalogEntry.objects.filter(part=PlatformPart.STATUTORY)
    assert set(statutory.values_list("statutory_item", flat=True)) == set(StatutoryItem.values)
    assert set(CatalogEntry.objects.values_list("part", flat=True)) == set(PlatformPart.values)


def test_children_stand_in_the_part_and_item_of_their_parent():
    ensure_catalog()

    for entry in CatalogEntry.objects.exclude(parent=None).select_related("parent"):
        assert (entry.part, entry.statutory_item) == (entry.parent.part, entry.parent.statutory_item)


@pytest.mark.parametrize("slugs", [[topic.slug for topic in all_topics()], [entry.slug for entry in all_entries()]])
def test_slugs_are_ascii_unique_and_fit(slugs):
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) and len(slug) <= 60 for slug in slugs)


def test_a_second_run_makes_nothing_and_writes_no_audit_row():
    ensure_official_topics()
    ensure_catalog()
    rows = AuditRow.objects.count()

    assert (ensure_official_topics(), ensure_catalog()) == (0, 0)
    assert rows == AuditRow.objects.count() == 2


@pytest.mark.parametrize(
    "change", [{"name": "改过的名称"}, {"slug": "changed"}, {"is_visible": False, "sort_order": 77}]
)
def test_topics_stay_as_staff_left_them(change):
    ensure_official_topics()
    topic = Topic.objects.get(slug="general-affairs-open-government")
    Topic.objects.filter(pk=topic.pk).update(**change)

    assert ensure_official_topics() == 0
    topic.refresh_from_db()
    assert {name: getattr(topic, name) for name in change} == change


@pytest.mark.parametrize(
    "change", [{"name": "改过的名称"}, {"slug": "changed"}, {"is_active": False, "sort_order": 77}]
)
def test_entries_stay_as_staff_left_them(change):
    ensure_catalog()
    entry = CatalogEntry.objects.get(slug="interpretations")
    CatalogEntry.objects.filter(pk=entry.pk).update(**change)

    assert ensure_catalog() == 0
    entry.refresh_from_db()
    assert {name: getattr(entry, name) for name in change} == change


def test_a_local_topic_of_the_same_name_is_no_official_class():
    local = Topic.objects.create(name=OFFICIAL_TOPICS[1].name, slug="local", is_local=True)

    ensure_official_topics()

    assert Topic.objects.filter(name=local.name, parent=None).count() == 2
