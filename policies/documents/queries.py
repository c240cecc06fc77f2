"""What the public policy lists show."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from disclosure.records.queries.public import Facet, FacetOption, record_facets
from policies.documents.enums import PolicyKind, Validity
from policies.documents.models import PolicyDocument, validity_condition


def public_policies(*, on: date) -> QuerySet[PolicyDocument]:
    """Return the public policy documents of this day, newest first, without their bodies."""
    return PolicyDocument.objects.public(on=on).for_cards().order_by("-published_at", "-id")


def policy_facets(filtered: Any, *, on: date) -> list[Facet]:
    """Return the facets of a filtered policy list; `filtered` as in `record_facets`."""
    return [
        Facet("有效性", "validity", _validity_options(filtered("validity"), on=on)),
        Facet("文件类别", "kind", _kind_options(filtered("kind"))),
        *record_facets(filtered),
    ]


def _validity_options(queryset: QuerySet[Any], *, on: date) -> list[FacetOption]:
    """Count every validity in one query."""
    counts = queryset.order_by().aggregate(
        **{f"count_{word}": Count("pk", filter=validity_condition(word, on=on)) for word in Validity}
    )
    options = [FacetOption(word.value, str(word.label), counts[f"count_{word}"]) for word in Validity]
    return [option for option in options if option.count]


def _kind_options(queryset: QuerySet[Any]) -> list[FacetOption]:
    rows = queryset.order_by().select_related(None).values_list("kind").annotate(n=Count("pk")).order_by("-n")
    return [FacetOption(kind, str(PolicyKind(kind).label), n) for kind, n in rows]
