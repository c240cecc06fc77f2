"""Filters of the policy lists: those of records, and kind and validity."""

from datetime import date
from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from disclosure.records.filters import RecordFilterSet
from policies.documents.enums import PolicyKind, Validity
from policies.documents.models import PolicyDocument, validity_condition


class PolicyFilterSet(RecordFilterSet):
    """Query parameters of the policy pages, feeds, exports and API."""

    kind = django_filters.ChoiceFilter(label="文件类别", choices=PolicyKind.choices)
    validity = django_filters.ChoiceFilter(label="有效性", choices=Validity.choices, method="filter_validity")
    valid_on = django_filters.DateFilter(
        label="在这一天有效",
        method="filter_valid_on",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    class Meta(RecordFilterSet.Meta):
        model = PolicyDocument
        fields: ClassVar = [*RecordFilterSet.Meta.fields, "kind", "validity", "valid_on"]

    def filter_validity(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep documents of this validity today."""
        return queryset.filter(validity_condition(Validity(value), on=timezone.localdate()))

    def filter_valid_on(self, queryset: QuerySet[Any], name: str, value: date) -> QuerySet[Any]:
        """Keep documents in force on that day."""
        return queryset.filter(validity_condition(Validity.IN_FORCE, on=value))
