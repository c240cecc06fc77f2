"""Filters of the staff lists of review."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet

from disclosure.organs.models import Organ
from disclosure.organs.permissions import scope_of
from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, Attribute
from disclosure.records.queries.grounds import ground_choices
from disclosure.review.enums import ItemStatus, ReviewOutcome
from disclosure.review.models import ReviewItem, ReviewRound
from disclosure.review.queries.rounds import LIGHTS, with_light
from zhifu_portal.kernel.workdays import load_calendar

FIRST_YEAR = 1949
LAST_YEAR = 2999


def visible_organs(request: Any) -> QuerySet[Organ]:
    """Return the organs whose items this person sees."""
    scope = scope_of(request.user)
    organs = Organ.objects.local()
    return organs if scope.reads_everything else organs.filter(pk__in=list(scope.by_organ))


class ReviewItemFilterSet(WagtailFilterSet):
    """Filters of the list of items: the figures of the coverage lead here."""

    year = django_filters.NumberFilter(
        label="年份", method="filter_year", min_value=FIRST_YEAR, max_value=LAST_YEAR, decimal_places=0
    )
    round = django_filters.ModelChoiceFilter(label="批次", queryset=ReviewRound.objects.all())
    status = django_filters.MultipleChoiceFilter(label="状态", choices=ItemStatus.choices)
    outcome = django_filters.ChoiceFilter(label="结论", choices=ReviewOutcome.choices)
    light = django_filters.ChoiceFilter(label="期限", choices=LIGHTS, method="filter_light")
    attribute = django_filters.ChoiceFilter(
        label="公开属性", choices=[(value, Attribute(value).label) for value in sorted(NOT_OPEN_ATTRIBUTES)]
    )
    ground = django_filters.ChoiceFilter(label="情形", choices=lambda: ground_choices(on=timezone.localdate()))
    organ = django_filters.ModelChoiceFilter(label="机关", queryset=visible_organs)

    class Meta:
        model = ReviewItem
        fields: ClassVar = ["year", "round", "status", "outcome", "light", "attribute", "ground", "organ"]

    def filter_year(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        """Keep items of the rounds of a year."""
        return queryset.filter(round__period__startswith=f"{int(value):04d}-")

    def filter_light(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep waiting items that show this light today."""
        return with_light(queryset, value, on=timezone.localdate(), calendar=load_calendar())
