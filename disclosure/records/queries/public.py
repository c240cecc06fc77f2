"""What the public pages of records show; nothing here returns a row that is not public on the day asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear

from disclosure.catalog.models import Topic
from disclosure.records.enums import Genre
from disclosure.records.kinds import kind_relations
from disclosure.records.models import Attachment, InformationRecord

FACET_SIZE: Final = 30


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
    """Return the public record with this index number, with everything its page shows of other rows."""
    relations = kind_relations()
    return (
        InformationRecord.objects.public(on=on)
        .filter(index_number=index_number)
        .select_related("organ", "lead_organ", "replaced_by", *relations)
        .first()
    )


def find_tombstone(*, index_number: str) -> InformationRecord | None:
    """Return the withdrawn record with this index number: only its title, number and explanation are public."""
    return (
        InformationRecord.objects.withdrawn()
        .filter(index_number=index_number)
        .select_related("organ", "replaced_by")
        .only(
            "title",
            "index_number",
            "withdrawn_at",
            "withdrawal_explanation",
            "organ__name",
            "organ__slug",
            "organ__short_name",
            "replaced_by__index_number",
            "replaced_by__title",
            "replaced_by__live",
        )
        .first()
    )


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
    return list(
        Attachment.objects.filter(record_links__record_id=record.pk)
        .order_by("record_links__sort_order", "pk")
        .defer("text", "properties", "notes")
    )


def record_facets(filtered: Any) -> list[Facet]:
    """Return the facets of a filtered list, each counted over the rows the other filters leave.

    `filtered` maps a parameter to the queryset filtered by every other parameter (see views.facet_querysets).
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
    through = InformationRecord.topics.through
    rows = (
        through.objects.filter(informationrecord_id__in=_bare(queryset).values("pk"), topic__is_visible=True)
        .values_list("topic__slug", "topic__name")
        .annotate(n=Count("pk"))
        .order_by("-n")
    )
    return [FacetOption(slug, name, n) for slug, name, n in rows[:FACET_SIZE]]


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


def topics_of(record: InformationRecord) -> list[Topic]:
    """Return the topics of a record's live text."""
    return list(Topic.objects.filter(records=record).select_related("parent"))
