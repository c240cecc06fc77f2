"""Historic documents: which records wait for an attribute, who had a hand in them, and the worklist."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Revision, WorkflowState

from disclosure.records.enums import Attribute, PublicationStatus
from disclosure.records.models import InformationRecord
from disclosure.review.enums import ProposalStatus
from disclosure.review.models import HistoricProposal

# In the filter: documents for which no rule says anything.
NO_ATTRIBUTE: Final = "none"


def undetermined_records(*, organ_id: int | None = None) -> QuerySet[InformationRecord]:
    """Return registered drafts without an attribute that nobody is determining: not under review, not proposed."""
    waiting = InformationRecord.objects.filter(
        Q(latest_revision__isnull=True) | Q(latest_revision__content__attribute=Attribute.UNDETERMINED),
        attribute=Attribute.UNDETERMINED,
        status=PublicationStatus.DRAFT,
    )
    if organ_id is not None:
        waiting = waiting.filter(organ_id=organ_id)
    under_review = WorkflowState.objects.filter(
        base_content_type=InformationRecord.get_base_content_type(), status=WorkflowState.STATUS_IN_PROGRESS
    )
    return waiting.annotate(text_id=Cast("pk", CharField())).exclude(text_id__in=under_review.values("object_id"))


def authors_by_record(records: Iterable[InformationRecord]) -> Mapping[int, set[int]]:
    """Return who had a hand in each text: drafter, importer and editors, in one query.

    For many records what `records.queries.authors` says of one; none of them is public. Load `import_batch` with them.
    """
    authors: dict[int, set[int]] = {}
    for record in records:
        importer = record.import_batch.started_by_id if record.import_batch else None
        authors[record.pk] = {pk for pk in (record.drafted_by_id, importer) if pk}
    revisions = Revision.objects.filter(
        base_content_type=InformationRecord.get_base_content_type(), object_id__in=[str(pk) for pk in authors]
    )
    for object_id, user_id in revisions.exclude(user=None).values_list("object_id", "user_id"):
        authors[int(object_id)].add(user_id)
    return authors


@dataclass(frozen=True)
class WorklistFilter:
    """What the worklist shows; an empty value narrows nothing."""

    organ_id: int | None = None
    status: str = ProposalStatus.PENDING
    attribute: str = ""
    clear_only: bool = False
    text: str = ""


def worklist(proposals: QuerySet[HistoricProposal], wanted: WorklistFilter) -> QuerySet[HistoricProposal]:
    """Return the proposals the filter leaves of those a person may see, with record and organ, without bodies."""
    found = _of_organ(proposals, wanted).filter(status=wanted.status)
    if wanted.attribute:
        found = found.filter(attribute="" if wanted.attribute == NO_ATTRIBUTE else wanted.attribute)
    if wanted.clear_only:
        found = found.filter(is_clear=True)
    if wanted.text:
        found = found.filter(
            Q(record__title__icontains=wanted.text)
            | Q(record__document_number__icontains=wanted.text)
            | Q(record__index_number__icontains=wanted.text)
        )
    return found.select_related("record", "organ").defer("record__body").order_by("-is_clear", "pk")


@dataclass(frozen=True)
class AttributeCount:
    """How many documents wait with one proposed attribute, and how many of them are clear cases."""

    value: str
    label: str
    total: int
    clear: int


def counts_by_attribute(proposals: QuerySet[HistoricProposal], wanted: WorklistFilter) -> list[AttributeCount]:
    """Return the waiting documents by proposed attribute, in the order of the law, those without a proposal last."""
    waiting = _of_organ(proposals, wanted).filter(status=ProposalStatus.PENDING).order_by()
    clear = Count("pk", filter=Q(is_clear=True))
    rows: dict[str, tuple[int, int]] = {
        attribute: (total, clear)
        for attribute, total, clear in waiting.values_list("attribute").annotate(total=Count("pk"), clear=clear)
    }
    labels: list[tuple[str, str, str]] = [
        *((value, value, str(value.label)) for value in Attribute if value != Attribute.UNDETERMINED),
        ("", NO_ATTRIBUTE, "没有建议"),
    ]
    return [AttributeCount(value, label, *rows.get(stored, (0, 0))) for stored, value, label in labels]


def _of_organ(proposals: QuerySet[Any], wanted: WorklistFilter) -> QuerySet[Any]:
    return proposals if wanted.organ_id is None else proposals.filter(organ_id=wanted.organ_id)
