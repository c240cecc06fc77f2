"""Filters of the record lists; the public page, the feed, the export and the API use the same."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from wagtail.admin.filters import WagtailFilterSet

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.models import Organ
from disclosure.records.enums import Attribute, Genre, PublicationStatus
from disclosure.records.models import InformationRecord
from disclosure.records.queries.public import in_catalog, in_topic


class RecordAdminFilterSet(WagtailFilterSet):
    """Filters of the staff list."""

    status = django_filters.ChoiceFilter(label="发布状态", choices=PublicationStatus.choices)
    attribute = django_filters.ChoiceFilter(label="公开属性", choices=Attribute.choices)
    composed_on = django_filters.DateFromToRangeFilter(label="成文日期")

    class Meta:
        model = InformationRecord
        fields: ClassVar = ["organ", "status", "attribute", "genre", "composed_on"]


class RecordFilterSet(django_filters.FilterSet):
    """Filters of the public lists: the query parameters of pages, feeds, exports and the API."""

    q = django_filters.CharFilter(label="标题或文号", method="filter_words", max_length=100)
    organ = django_filters.ModelChoiceFilter(
        label="机关", queryset=Organ.objects.filter(is_active=True), to_field_name="slug"
    )
    topic = django_filters.ModelChoiceFilter(
        label="主题", queryset=Topic.objects.visible(), to_field_name="slug", method="filter_topic"
    )
    catalog = django_filters.ModelChoiceFilter(
        label="目录",
        queryset=CatalogEntry.objects.filter(is_active=True),
        to_field_name="slug",
        method="filter_catalog",
    )
    genre = django_filters.ChoiceFilter(label="体裁", choices=Genre.choices)
    year = django_filters.NumberFilter(label="年份", field_name="composed_on__year", min_value=1949, max_value=2999)
    published = django_filters.DateFromToRangeFilter(label="发布日期", field_name="published_at")
    sort = django_filters.OrderingFilter(
        label="排序",
        fields=[("published_at", "published"), ("composed_on", "composed"), ("document_number", "number")],
        field_labels={"published_at": "发布日期", "composed_on": "成文日期", "document_number": "发文字号"},
    )

    class Meta:
        model = InformationRecord
        fields: ClassVar = ["q", "organ", "topic", "catalog", "genre", "year", "published", "sort"]

    def filter_words(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep records whose title, document number or index number contains every word."""
        for word in value.split()[:8]:
            queryset = queryset.filter(
                Q(title__icontains=word) | Q(document_number__icontains=word) | Q(index_number__icontains=word)
            )
        return queryset

    def filter_topic(self, queryset: QuerySet[Any], name: str, value: Topic) -> QuerySet[Any]:
        """Keep records of the topic or of a topic below it, without doubling rows."""
        return in_topic(queryset, value.pk)

    def filter_catalog(self, queryset: QuerySet[Any], name: str, value: CatalogEntry) -> QuerySet[Any]:
        """Keep records of the catalog entry or of an entry below it, without doubling rows."""
        return in_catalog(queryset, value.pk)

    def without(self, param: str) -> QuerySet[Any]:
        """Return the rows that all filters but this one leave: what a facet counts over."""
        queryset = self.queryset.all()
        if not self.form.is_valid():
            return queryset
        for name, value in self.form.cleaned_data.items():
            if name not in {param, "sort"}:
                queryset = self.filters[name].filter(queryset, value)
        return queryset
