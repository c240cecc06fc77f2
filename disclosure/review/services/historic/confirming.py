"""Confirming proposals for historic documents: the clear ones together, any one alone with other words."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.organs.permissions import holds_role
from disclosure.records.enums import Attribute, DeterminationStage
from disclosure.records.models import Determination, ImportBatch, InformationRecord
from disclosure.records.queries.statement_gaps import statement_gaps
from disclosure.records.queries.statements import AttributeStatement
from disclosure.records.services.determination import propose_opening, redetermine_registered
from disclosure.records.services.review import submit_record
from disclosure.review.enums import ProposalStatus
from disclosure.review.models import HistoricBatch, HistoricProposal
from disclosure.review.queries.historic_batches import evidence_of
from disclosure.review.queries.historic_blockers import (
    bulk_refusals,
    named,
    selection_refusals,
    statement_of_proposal,
    waiting_refusals,
)
from disclosure.review.transitions import PROPOSAL_TRANSITIONS
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import Refused, refuse_if
from zhifu_portal.kernel.transitions import ensure_transition


@transaction.atomic
def confirm_proposals(*, proposal_ids: Sequence[int], by: User, now: datetime) -> HistoricBatch:
    """Confirm clear cases of one organ in one go: what is not open is registered, what is open goes the normal way.

    By a reviewer of the organ who neither wrote nor imported any of them. All or none: raise Refused with every
    reason for every document. Nothing is published.
    """
    proposals = locked_proposals(proposal_ids=proposal_ids)
    refuse_if(selection_refusals(proposals, wanted=proposal_ids, by=by))
    today = timezone.localdate(now)
    waiting = waiting_refusals(proposals, by=by)
    refuse_if(
        [line for each in proposals for line in named(each.record, waiting[each.pk] or bulk_refusals(each, on=today))]
    )
    words = {each.pk: statement_of_proposal(each) for each in proposals}
    return _determine(proposals, words=words, note="", by=by, now=now)


@transaction.atomic
def confirm_proposal(
    *, proposal_id: int, statement: AttributeStatement, note: str = "", by: User, now: datetime
) -> HistoricBatch:
    """Determine one document in the reviewer's own words, as proposed or not; a batch of one, so it can be undone.

    Raise Refused with every reason.
    """
    proposals = locked_proposals(proposal_ids=[proposal_id])
    refuse_if(selection_refusals(proposals, wanted=[proposal_id], by=by))
    reasons = waiting_refusals(proposals, by=by)[proposals[0].pk]
    refuse_if([*reasons, *statement_gaps(statement, on=timezone.localdate(now))])
    return _determine(proposals, words={proposals[0].pk: statement}, note=note.strip(), by=by, now=now)


@transaction.atomic
def reject_proposals(*, proposal_ids: Sequence[int], note: str, by: User, now: datetime) -> int:
    """Set proposals aside with a note; the documents stay undetermined. Return how many.

    They come back when the rules say something else. Raise Refused with every reason for every document.
    """
    proposals = locked_proposals(proposal_ids=proposal_ids)
    note = note.strip()
    reasons = selection_refusals(proposals, wanted=proposal_ids, by=by)
    refuse_if([*reasons, *([] if note else ["请写明为什么不采纳。"])])
    waiting = waiting_refusals(proposals, by=by)
    refuse_if([line for each in proposals for line in named(each.record, waiting[each.pk])])
    for each in proposals:
        _close(each, ProposalStatus.REJECTED, note=note, by=by, now=now)
        each.save()
        record_audit(
            action="review.historic_rejected",
            by=by,
            subject=each.record,
            detail={"attribute": each.attribute, "ground": each.ground, "rule": each.rule_name, "note": note},
            scope=str(each.organ_id),
        )
    return len(proposals)


def locked_proposals(*, proposal_ids: Sequence[int]) -> list[HistoricProposal]:
    """Return the proposals with their records, all locked: the records first, as every service does."""
    wanted = HistoricProposal.objects.filter(pk__in=proposal_ids)
    records = InformationRecord.objects.filter(pk__in=list(wanted.values_list("record_id", flat=True)))
    # A lock on the rows of records alone: outer joins cannot be locked.
    by_pk = {record.pk: record for record in records.select_for_update().order_by("pk")}
    imports = ImportBatch.objects.in_bulk({record.import_batch_id for record in by_pk.values()} - {None})
    proposals = list(wanted.select_for_update().order_by("pk"))
    for proposal in proposals:
        proposal.record = by_pk[proposal.record_id]
        if proposal.record.import_batch_id:
            proposal.record.import_batch = imports[proposal.record.import_batch_id]
    return proposals


def _determine(
    proposals: Sequence[HistoricProposal],
    *,
    words: dict[int, AttributeStatement],
    note: str,
    by: User,
    now: datetime,
) -> HistoricBatch:
    batch = HistoricBatch.objects.create(
        organ_id=proposals[0].organ_id, confirmed_by=by, confirmed_at=now, count=len(proposals)
    )
    for each in proposals:
        each.determination = _carry_out(each, words[each.pk], batch=batch, note=note, by=by, now=now)
        each.batch = batch
        _close(each, ProposalStatus.CONFIRMED, note=note, by=by, now=now)
        each.save()
    record_audit(
        action="review.historic_confirmed",
        by=by,
        subject=batch,
        detail={"index_numbers": [each.record.index_number for each in proposals], "note": note},
        scope=str(batch.organ_id),
    )
    return batch


def _carry_out(
    proposal: HistoricProposal,
    statement: AttributeStatement,
    *,
    batch: HistoricBatch,
    note: str,
    by: User,
    now: datetime,
) -> Determination | None:
    evidence = evidence_of(batch)
    reason = statement.grounds[0].reason if statement.grounds else note or proposal.reason
    if statement.attribute != Attribute.OPEN:
        return redetermine_registered(
            record_id=proposal.record_id,
            attribute=statement.attribute,
            grounds=statement.grounds,
            reason=reason,
            stage=DeterminationStage.HISTORIC,
            evidence=evidence,
            by=by,
            now=now,
        )
    propose_opening(
        record_id=proposal.record_id,
        is_severed=statement.is_severed,
        reason=reason,
        evidence=evidence,
        by=by,
        now=now,
    )
    _submit_where_complete(proposal.record_id, by=by, now=now)
    # What the opening said of the attribute; a submission may have said more since.
    return Determination.objects.filter(record_id=proposal.record_id, evidence=evidence).order_by("pk").first()


def _submit_where_complete(record_id: int, *, by: User, now: datetime) -> None:
    """Send a complete text on its way at once if the person may; what is missing stands on the page of the batch."""
    organ_id = InformationRecord.objects.values_list("organ_id", flat=True).get(pk=record_id)
    if not holds_role(by, Role.EDITOR, organ_id=organ_id):
        return
    try:
        with transaction.atomic():
            submit_record(record_id=record_id, by=by)
    except Refused:
        return


def _close(proposal: HistoricProposal, status: ProposalStatus, *, note: str, by: User, now: datetime) -> None:
    ensure_transition(PROPOSAL_TRANSITIONS, ProposalStatus(proposal.status), status)
    proposal.status, proposal.note, proposal.decided_by, proposal.decided_at = status, note, by, now
