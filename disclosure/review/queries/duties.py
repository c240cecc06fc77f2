"""What periodic review, historic documents and conversions leave to do: counts for the home page of the CMS."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from disclosure.review.enums import ConversionStatus, ItemStatus, ProposalStatus
from disclosure.review.models import ConversionCase, HistoricProposal, ReviewItem


@dataclass(frozen=True)
class ReviewDuties:
    """Numbers of rows that wait; `late_items` of the items are past their date."""

    items: int
    late_items: int
    historic: int
    conversions: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.items or self.historic or self.conversions)


def review_duties(*, organ_ids: Collection[int] | None, on: date) -> ReviewDuties:
    """Return what waits on this day in these organs, or in all of them for None; three queries."""
    items = _of_organs(ReviewItem.objects.filter(status=ItemStatus.PENDING), organ_ids)
    counted = items.aggregate(all=Count("*"), late=Count("pk", filter=Q(due_on__lt=on)))
    return ReviewDuties(
        items=counted["all"],
        late_items=counted["late"],
        historic=_of_organs(HistoricProposal.objects.filter(status=ProposalStatus.PENDING), organ_ids).count(),
        conversions=_of_organs(ConversionCase.objects.filter(status=ConversionStatus.QUEUED), organ_ids).count(),
    )


def _of_organs(rows: QuerySet[Any], organ_ids: Collection[int] | None) -> QuerySet[Any]:
    return rows if organ_ids is None else rows.filter(organ_id__in=organ_ids)
