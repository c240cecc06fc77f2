"""Filters of the record lists; the public page, the feed, the export and the API use the same."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Final

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import F, Q, QuerySet
from django_filters.constants import EMPTY_VALUES
from django_filters.fields import DateRangeField
from wagtail.admin.filters import WagtailFilterSet

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.models import Organ
from disclosure.records.enums import Attribute, Genre, PublicationStatus
from disclosure.records.models import InformationRecord
from disclosure.records.queries.public import in_catalog, in_topic
from zhifu_portal.kernel.chinese.document_numbers import normalise_document_number

FIRST_YEAR: Final = 1949
LAST_YEAR: Final = 2999
MOST_WORDS: Final = 8
SORT_CHOICES: Final = (
    ("-published", "发布日期从近到远"),
    ("published", "发布日期从远到近"),
    ("-composed", "成文日期从近到远"),
    ("composed", "成文日期从远到近"),
    ("number", "发文字号从前到后"),
    ("-number", "发文字号从后到前"),
)


class YearFilter(django_filters.NumberFilter):
    """A whole year."""

    field_class = forms.IntegerField


class RecordAdminFilterSet(WagtailFilterSet):
    """Filters of the staff list."""

    status = django_filters.ChoiceFilter(label="发布状态", choices=PublicationStatus.choices)
    attribute = django_filters.ChoiceFilter(label="公开属性", choices=Attribute.choices)
    ground = django_filters.CharFilter(label="情形代码", max_length=8)
    is_severed = django_filters.BooleanFilter(label="部分公开")
    is_late = django_filters.BooleanFilter(label="迟公开", method="filter_late")
    year = YearFilter(label="成文年份", field_name="composed_on__year", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    undated = django_filters.BooleanFilter(label="未注明成文日期", field_name="composed_on", lookup_expr="isnull")
    composed_on = django_filters.DateFromToRangeFilter(label="成文日期")

    class Meta:
        model = InformationRecord
        fields: ClassVar = [
            "organ",
            "status",
            "attribute",
            "ground",
            "is_severed",
            "is_late",
            "genre",
            "year",
            "undated",
            "composed_on",
        ]

    def filter_late(self, queryset: QuerySet[Any], name: str, value: bool) -> QuerySet[Any]:
        """Keep what was published after its due date, or what was not."""
        return queryset.filter(late_workdays__gt=0) if value else queryset.filter(late_workdays=0)


class PlausibleDateRangeField(DateRangeField):
    """Two dates in years a record can have: the first and last days of the calendar have no moment in UTC."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bounds = (MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(date(LAST_YEAR, 12, 31)))
        for field in self.fields:
            field.validators = [*field.validators, *bounds]


class PlausibleDateRangeFilter(django_filters.DateFromToRangeFilter):
    """`<name>_after` and `<name>_before`, both days included."""

    field_class = PlausibleDateRangeField


class StableOrderingFilter(django_filters.OrderingFilter):
    """A sort order in which rows that are equal, or have no value, keep one place on one page on every database."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str] | None) -> QuerySet[Any]:
        if value in EMPTY_VALUES:
            return qs
        orders = []
        # `?sort=,` names nothing twice.
        for param in filter(None, value or ()):
            field = F(self.get_ordering_value(param).removeprefix("-"))
            orders.append(field.desc(nulls_last=True) if param.startswith("-") else field.asc(nulls_last=True))
        return qs.order_by(*orders, "-id")


class RecordFilterSet(django_filters.FilterSet):
    """Filters of the public lists: the query parameters of pages, feeds, exports and the API."""

    q = django_filters.CharFilter(label="标题或文号", method="filter_words", max_length=100)
    # An organ that was dissolved keeps its records, and the facet offers it.
    organ = django_filters.ModelChoiceFilter(label="机关", queryset=Organ.objects.all(), to_field_name="slug")
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
    year = YearFilter(label="年份", field_name="composed_on__year", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    published = PlausibleDateRangeFilter(label="发布日期", field_name="published_at")
    sort = StableOrderingFilter(
        label="排序",
        fields=[("published_at", "published"), ("composed_on", "composed"), ("document_number", "number")],
        choices=SORT_CHOICES,
        empty_label="默认排序",
    )

    class Meta:
        model = InformationRecord
        fields: ClassVar = ["q", "organ", "topic", "catalog", "genre", "year", "published", "sort"]

    def filter_words(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep records whose title, document number (in any spelling) or index number contains every word."""
        for word in value.split()[:MOST_WORDS]:
            number = normalise_document_number(word)
            queryset = queryset.filter(
                Q(title__icontains=word) | Q(document_number__icontains=number) | Q(index_number__icontains=word)
            )
        return queryset

    def filter_topic(self, queryset: QuerySet[Any], name: str, value: Topic) -> QuerySet[Any]:
        """Keep records of the topic or of a topic below it, without doubling rows."""
        return in_topic(queryset, value.pk)

    def filter_catalog(self, queryset: QuerySet[Any], name: str, value: CatalogEntry) -> QuerySet[Any]:
        """Keep records of the catalog entry or of an entry below it, without doubling rows."""
        return in_catalog(queryset, value.pk)

    def without(self, param: str) -> QuerySet[Any]:
        """Return the rows that all filters but this one leave: what a facet counts over.

        A filter whose value makes no sense is left out, here as in the list itself.
        """
        queryset = self.queryset.all()
        if self.is_bound:
            self.form.is_valid()
            for name, value in self.form.cleaned_data.items():
                if name not in {param, "sort"}:
                    queryset = self.filters[name].filter(queryset, value)
        return queryset

    def problems(self) -> list[str]:
        """Return one line per filter that could not be used, in Chinese, saying which and why."""
        if not self.is_bound:
            return []
        fields = self.form.fields
        return [f"“{fields[name].label}”：{'；'.join(errors)}" for name, errors in self.form.errors.items()]
