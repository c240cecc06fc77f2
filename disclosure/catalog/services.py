"""Seeding the topic tree and the catalog: what is missing is made, what staff changed stays as they left it."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.catalog.official import OFFICIAL_CATALOG, OFFICIAL_TOPICS, OfficialEntry, OfficialTopic
from zhifu_portal.kernel.audit import record_audit


@transaction.atomic
def ensure_official_topics() -> int:
    """Make the classes of the official tree that are missing; return how many were made (rules.md §4.4).

    A class is found again by its slug, or by its name under the same parent when staff changed the slug.
    """
    made: list[Topic] = []
    for order, official in enumerate(OFFICIAL_TOPICS, 1):
        parent = _ensure_topic(official, parent=None, order=order, made=made)
        for child_order, child in enumerate(official.children, 1):
            _ensure_topic(child, parent=parent, order=child_order, made=made)
    if made:
        record_audit(action="catalog.topics_seeded", by=None, subject=made[0], detail={"made": len(made)})
    return len(made)


@transaction.atomic
def ensure_catalog() -> int:
    """Make the entries of the catalog's skeleton that are missing; return how many were made (rules.md §4.1)."""
    made: list[CatalogEntry] = []
    for order, official in enumerate(OFFICIAL_CATALOG, 1):
        parent = _ensure_entry(official, parent=None, order=order, made=made)
        for child_order, child in enumerate(official.children, 1):
            _ensure_entry(child, parent=parent, order=child_order, made=made)
    if made:
        record_audit(action="catalog.entries_seeded", by=None, subject=made[0], detail={"made": len(made)})
    return len(made)


def _same_place(slug: str, name: str, parent: Any) -> Q:
    return Q(slug=slug) | Q(name=name, parent=parent)


def _ensure_topic(official: OfficialTopic, *, parent: Topic | None, order: int, made: list[Topic]) -> Topic:
    official_topics = Topic.objects.filter(is_local=False)
    found = official_topics.filter(_same_place(official.slug, official.name, parent)).order_by("id").first()
    if found is not None:
        return found
    topic = Topic.objects.create(
        name=official.name,
        slug=official.slug,
        parent=parent,
        # Children of a hidden class are hidden with it: a facet offers every visible topic by itself.
        is_visible=official.is_visible and (parent is None or parent.is_visible),
        sort_order=order,
    )
    made.append(topic)
    return topic


def _ensure_entry(
    official: OfficialEntry, *, parent: CatalogEntry | None, order: int, made: list[CatalogEntry]
) -> CatalogEntry:
    found = CatalogEntry.objects.filter(_same_place(official.slug, official.name, parent)).order_by("id").first()
    if found is not None:
        return found
    entry = CatalogEntry.objects.create(
        name=official.name,
        slug=official.slug,
        part=official.part,
        parent=parent,
        statutory_item=official.item or "",
        description=official.description,
        sort_order=order,
    )
    made.append(entry)
    return entry
