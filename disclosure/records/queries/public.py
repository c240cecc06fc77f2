"""What the public pages of records show; nothing here returns a row that is not public on the day asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce, ExtractYear

from disclosure.catalog.models import Topic
from disclosure.records.enums import Genre, PublicationStatus
from disclosure.records.kinds import kind_relations
from disclosure.records.models import Attachment, InformationRecord
from disclosure.records.queries.page_reads import (
    read_attachments,
    read_events,
    read_joint_organs,
    read_public_record,
    read_replaced,
    read_topics,
)

FACET_SIZE: Final = 30
# Anything else is no index number, and PostgreSQL would refuse to compare some of it (a NUL).
INDEX_NUMBER: Final = re.compile(r"[0-9A-Z]{18}/[0-9]{4}-[0-9]{5,}")
# A withdrawn record under way to a new publication, or kept for good, is still a withdrawn one to the public.
TOMBSTONE_STATUSES: Final = (
    PublicationStatus.WITHDRAWN,
    PublicationStatus.SCHEDULED,
    PublicationStatus.REGISTERED,
    PublicationStatus.DRAFT,
)


@dataclass(frozen=True)
class FacetOption:
    """One value of a facet with the number of rows it would leave."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Facet:
    """A facet: the query parameter it sets and its values, most frequent first (years newest first)."""

    title: str
    param: str
    options: Sequence[FacetOption]


def public_records(*, on: date) -> QuerySet[InformationRecord]:
    """Return what lists show: public records of this day, newest first, without their bodies."""
    return (
        InformationRecord.objects.public(on=on)
        .for_cards()
        .select_related(*kind_relations())
        .order_by("-published_at", "-id")
    )


def in_topic(records: QuerySet[Any], topic_id: int) -> QuerySet[Any]:
    """Keep records of the topic or of a topic below it, without doubling rows."""
    links = InformationRecord.topics.through.objects.filter(Q(topic_id=topic_id) | Q(topic__parent_id=topic_id))
    return records.filter(pk__in=links.values("informationrecord_id"))


def in_catalog(records: QuerySet[Any], entry_id: int) -> QuerySet[Any]:
    """Keep records of the catalog entry or of an entry below it, without doubling rows."""
    through = InformationRecord.catalog_entries.through
    links = through.objects.filter(Q(catalogentry_id=entry_id) | Q(catalogentry__parent_id=entry_id))
    return records.filter(pk__in=links.values("informationrecord_id"))


def find_public_record(*, index_number: str, on: date) -> InformationRecord | None:
    """Return the public record with this index number, with its organs and its child row."""
    if not INDEX_NUMBER.fullmatch(index_number):
        return None
    return next(iter(read_public_record(index_number, on)), None)


@dataclass(frozen=True)
class Tombstone:
    """All that stays public of a withdrawn record."""

    title: str
    index_number: str
    organ_name: str
    explanation: str
    withdrawn_at: datetime
    replaced_by_id: int | None


def find_tombstone(*, index_number: str) -> Tombstone | None:
    """Return what the page of a withdrawn record shows; None for any other record."""
    if not INDEX_NUMBER.fullmatch(index_number):
        return None
    withdrawn = InformationRecord.objects.filter(
        index_number=index_number, live=False, withdrawn_at__isnull=False, status__in=TOMBSTONE_STATUSES
    )
    row = withdrawn.values_list(
        "title", "index_number", "organ__name", "withdrawal_explanation", "withdrawn_at", "replaced_by_id"
    ).first()
    return Tombstone(*row) if row else None


def find_successor(*, replaced_by_id: int | None, on: date) -> InformationRecord | None:
    """Return the record that took another's place, while anyone may read it."""
    if replaced_by_id is None:
        return None
    successors = InformationRecord.objects.public(on=on).filter(pk=replaced_by_id)
    return successors.only("index_number", "title").first()


def replaced_records(record: InformationRecord, *, on: date) -> list[InformationRecord]:
    """Return the public records this one took the place of, by title and number, newest first."""
    return read_replaced(record.pk, on)


def find_public_attachment(*, attachment_id: int, on: date) -> Attachment | None:
    """Return the file if a record that carries it in its live text is public on this day."""
    carried = InformationRecord.objects.public(on=on).filter(attachment_links__attachment_id=attachment_id)
    return (
        Attachment.objects.filter(pk=attachment_id)
        .filter(pk__in=carried.values("attachment_links__attachment_id"))
        .first()
    )


def public_attachments(record: InformationRecord) -> list[Attachment]:
    """Return the files of a record's live text, in order."""
    return read_attachments(record.pk)


def record_facets(filtered: Callable[[str], QuerySet[Any]]) -> list[Facet]:
    """Return the facets of a filtered list, each counted over the rows the other filters leave.

    `filtered` maps a parameter to the queryset filtered by every other parameter (`RecordFilterSet.without`).
    """
    return [
        Facet("机关", "organ", _organ_options(filtered("organ"))),
        Facet("主题", "topic", _topic_options(filtered("topic"))),
        Facet("体裁", "genre", _genre_options(filtered("genre"))),
        Facet("年份", "year", _year_options(filtered("year"))),
    ]


def _bare(queryset: QuerySet[Any]) -> QuerySet[Any]:
    return queryset.order_by().select_related(None)


def _organ_options(queryset: QuerySet[Any]) -> list[FacetOption]:
    rows = _bare(queryset).values_list("organ__slug", "organ__short_name", "organ__name").annotate(n=Count("pk"))
    return [FacetOption(slug, short or name, n) for slug, short, name, n in rows.order_by("-n")[:FACET_SIZE]]


def _topic_options(queryset: QuerySet[Any]) -> list[FacetOption]:
    """Count every visible topic as `in_topic` selects it: a class with the topics below it, each record once."""
    links = InformationRecord.topics.through.objects.filter(informationrecord_id__in=_bare(queryset).values("pk"))
    records = Count("informationrecord_id", distinct=True)
    classes = links.values_list(Coalesce("topic__parent_id", "topic_id")).annotate(n=records)
    below = links.filter(topic__parent__isnull=False).values_list("topic_id").annotate(n=records)
    counts = {**dict(classes.order_by()), **dict(below.order_by())}
    topics = Topic.objects.visible().filter(pk__in=counts).values_list("pk", "slug", "name")
    options = [FacetOption(slug, name, counts[pk]) for pk, slug, name in topics]
    return sorted(options, key=lambda option: -option.count)[:FACET_SIZE]


def _genre_options(queryset: QuerySet[Any]) -> list[FacetOption]:
    rows = _bare(queryset).values_list("genre").annotate(n=Count("pk")).order_by("-n")
    return [FacetOption(genre, str(Genre(genre).label), n) for genre, n in rows]


def _year_options(queryset: QuerySet[Any]) -> list[FacetOption]:
    rows = (
        _bare(queryset)
        .filter(composed_on__isnull=False)
        .annotate(composed_year=ExtractYear("composed_on"))
        .values_list("composed_year")
        .annotate(n=Count("pk"))
        .order_by("-composed_year")
    )
    return [FacetOption(str(year), f"{year}年", n) for year, n in rows[:FACET_SIZE]]


def topic_names_of(record: InformationRecord) -> list[str]:
    """Return the topics of a record's live text, each after the class it stands in, as `Topic.__str__` writes them."""
    return [f"{parent}／{name}" if parent else name for parent, name in read_topics(record.pk)]


def joint_organ_names_of(record: InformationRecord) -> list[str]:
    """Return the organs that made a record's live text together with its issuer."""
    return [name for (name,) in read_joint_organs(record.pk)]


def public_events_of(record: InformationRecord) -> list[tuple[str, str, datetime]]:
    """Return what became of a record in public as (kind, note, moment), oldest first."""
    return [(kind, note, at) for kind, note, at in read_events(record.pk)]
