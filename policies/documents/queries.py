"""What the public policy lists show."""

from datetime import date
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from disclosure.records.queries.public import Facet, FacetOption, record_facets
from policies.documents.enums import PolicyKind, Validity
from policies.documents.models import PolicyDocument


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
    """Count every validity in one query; the cases stand in the order of `PolicyDocument.validity_on`."""
    word = Case(
        When(repealed_on__lte=on, then=Value(Validity.REPEALED.value)),
        When(Q(has_lapsed=True) | Q(lapses_on__lt=on), then=Value(Validity.LAPSED.value)),
        When(effective_on__gt=on, then=Value(Validity.NOT_YET.value)),
        When(is_validity_stated=True, then=Value(Validity.IN_FORCE.value)),
        default=Value(Validity.UNSTATED.value),
    )
    rows = queryset.order_by().select_related(None).annotate(word=word).values_list("word").annotate(n=Count("pk"))
    counts = dict(rows)
    return [FacetOption(word.value, str(word.label), counts[word.value]) for word in Validity if word in counts]


def _kind_options(queryset: QuerySet[Any]) -> list[FacetOption]:
    rows = queryset.order_by().select_related(None).values_list("kind").annotate(n=Count("pk")).order_by("-n")
    return [FacetOption(kind, str(PolicyKind(kind).label), n) for kind, n in rows]
