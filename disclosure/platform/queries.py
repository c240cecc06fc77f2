"""What the disclosure platform shows, for the district (organ None) or for one organ."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from disclosure.catalog.enums import PlatformPart
from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.models import Organ
from disclosure.records.models import InformationRecord
from disclosure.records.queries.public import public_records


@dataclass(slots=True)
class Branch:
    """A node of the public tree with the number of public records at and below it."""

    label: str
    url: str
    count: int = 0
    items: list["Branch"] = field(default_factory=list)


def records_of(organ: Organ | None, *, on: date) -> QuerySet[InformationRecord]:
    """Return the public records of the district or of one organ, newest first."""
    records = public_records(on=on)
    return records if organ is None else records.filter(organ=organ)


def latest_records(organ: Organ | None, *, on: date) -> QuerySet[InformationRecord]:
    """Return the newest records made in the district; reproduced texts of superior organs are no news."""
    return records_of(organ, on=on).filter(is_reproduced=False)


def _counts(through: Any, column: str, records: QuerySet[InformationRecord]) -> dict[int, int]:
    """Return the number of these records linked to each node, in one query."""
    visible = records.order_by().select_related(None).values("pk")
    rows = through.objects.filter(informationrecord_id__in=visible).values_list(column).annotate(n=Count("pk"))
    return dict(rows)


def catalog_tree(*, part: PlatformPart, organ: Organ | None, on: date) -> list[Branch]:
    """Return one part of the catalog as a tree with counts: two queries."""
    counts = _counts(InformationRecord.catalog_entries.through, "catalogentry_id", records_of(organ, on=on))
    entries = CatalogEntry.objects.filter(is_active=True, part=part)
    suffix = f"&organ={organ.slug}" if organ else ""
    return build_tree(entries, counts, suffix=suffix)


def topic_tree(*, is_local: bool, on: date) -> list[Branch]:
    """Return the official topics or the local ones as a tree with counts: two queries."""
    counts = _counts(InformationRecord.topics.through, "topic_id", public_records(on=on))
    return build_tree(Topic.objects.visible().filter(is_local=is_local), counts)


def build_tree(nodes: Iterable[Any], counts: dict[int, int], *, suffix: str = "") -> list[Branch]:
    """Return nodes of an adjacency list as branches; each counts what stands at it and below it."""
    branches = {node.pk: Branch(node.name, node.get_absolute_url() + suffix, counts.get(node.pk, 0)) for node in nodes}
    parents = {node.pk: node.parent_id for node in nodes}
    roots: list[Branch] = []
    for pk, branch in branches.items():
        parent = branches.get(parents[pk])
        (parent.items if parent else roots).append(branch)
    for root in roots:
        _add_up(root)
    return roots


def _add_up(branch: Branch) -> int:
    branch.count += sum(_add_up(child) for child in branch.items)
    return branch.count


def part_records(part: PlatformPart, *, organ: Organ | None, on: date) -> QuerySet[InformationRecord]:
    """Return the public records that stand in one part of the platform, newest first."""
    entries = CatalogEntry.objects.filter(is_active=True, part=part).values("pk")
    links = InformationRecord.catalog_entries.through.objects.filter(catalogentry_id__in=entries)
    return records_of(organ, on=on).filter(pk__in=links.values("informationrecord_id"))


def organ_groups() -> list[dict[str, Any]]:
    """Return the organs of the district by kind, for lists of organs."""
    groups: dict[str, list[Organ]] = {}
    for organ in Organ.objects.local():
        groups.setdefault(organ.get_kind_display(), []).append(organ)
    return [{"label": label, "organs": organs} for label, organs in groups.items()]
