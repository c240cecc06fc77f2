"""What a confirmation of historic documents determined, and what became of it."""

from django.db.models import Min, QuerySet

from disclosure.records.enums import Attribute, PublicationStatus
from disclosure.records.kinds import kind_of, kind_relations
from disclosure.records.models import Determination
from disclosure.records.queries.blockers import content_blockers
from disclosure.records.queries.steps import current_step
from disclosure.review.models import HistoricBatch, HistoricProposal

BATCH_EVIDENCE = "historic_batch"


def evidence_of(batch: HistoricBatch) -> str:
    """Return what a determination carries to lead back to this confirmation."""
    return f"{BATCH_EVIDENCE}:{batch.pk}"


def determinations_of(batch: HistoricBatch) -> QuerySet[Determination]:
    """Return the word said on each document by this confirmation, with the record; it stays when it is taken back."""
    # A submission that follows repeats the evidence: the first word on a record is the confirmation's.
    said = Determination.objects.filter(evidence=evidence_of(batch)).order_by()
    words = Determination.objects.filter(pk__in=said.values("record").annotate(first=Min("pk")).values("first"))
    related = ["record", *(f"record__{relation}" for relation in kind_relations())]
    return words.select_related(*related).prefetch_related("grounds__ground").order_by("pk")


def kept_in(batch: HistoricBatch) -> set[int]:
    """Return the ids of the records whose determination was not taken back."""
    return set(HistoricProposal.objects.filter(batch=batch).values_list("record_id", flat=True))


def opening_gaps(word: Determination) -> list[str]:
    """Return what is still missing before a document that is to be open can be submitted; empty once it is."""
    record = word.record
    if word.to_attribute != Attribute.OPEN or record.status != PublicationStatus.DRAFT:
        return []
    if current_step(record) is not None:
        return []
    _kind, specific = kind_of(record)
    gaps = content_blockers(specific.get_latest_revision_as_object())
    return gaps or ["内容已经齐全，请编辑送审。"]
