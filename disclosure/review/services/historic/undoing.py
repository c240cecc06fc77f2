"""Taking a confirmation back: what nobody has gone on with is undetermined again, the rest is named."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from disclosure.organs.enums import Role
from disclosure.organs.permissions import holds_role
from disclosure.records.enums import Attribute, DeterminationOutcome, DeterminationStage
from disclosure.records.kinds import kind_of
from disclosure.records.queries.statements import AttributeStatement, carry_statement
from disclosure.records.services.determination import state_determination, take_back_historic
from disclosure.review.enums import ProposalStatus
from disclosure.review.models import HistoricBatch, HistoricProposal
from disclosure.review.queries.historic_blockers import undo_refusals
from disclosure.review.services.historic.confirming import locked_proposals
from disclosure.review.transitions import PROPOSAL_TRANSITIONS
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if
from zhifu_portal.kernel.transitions import ensure_transition


@dataclass(frozen=True)
class KeptDetermination:
    """A document whose determination stays, and why."""

    index_number: str
    title: str
    reasons: list[str]


@dataclass
class HistoricUndoReport:
    """What an undo did: how many documents are undetermined again, and which stay as they are."""

    undone: int = 0
    kept: list[KeptDetermination] = field(default_factory=list)


@transaction.atomic
def undo_batch(*, batch_id: int, note: str, by: User, now: datetime) -> HistoricUndoReport:
    """Take a confirmation back as far as nobody has gone on from it; the rest is named with every reason.

    By a reviewer of the organ, with a note. May be repeated for what was kept. Raise Refused with every reason.
    """
    note = note.strip()
    ids = list(HistoricProposal.objects.filter(batch_id=batch_id).values_list("pk", flat=True))
    proposals = [each for each in locked_proposals(proposal_ids=ids) if each.batch_id == batch_id]
    batch = HistoricBatch.objects.select_for_update().select_related("organ").get(pk=batch_id)
    refuse_if(_refusals(batch, proposals, note=note, by=by))
    report = HistoricUndoReport()
    for each in proposals:
        reasons = undo_refusals(each)
        if reasons:
            report.kept.append(KeptDetermination(each.record.index_number, each.record.title, reasons))
            continue
        _take_back(each, note=note, by=by, now=now)
        report.undone += 1
    batch.undone_by, batch.undone_at, batch.undo_note = by, now, note
    batch.save()
    record_audit(
        action="review.historic_undone",
        by=by,
        subject=batch,
        detail={"undone": report.undone, "kept": [kept.index_number for kept in report.kept], "note": note},
        scope=str(batch.organ_id),
    )
    return report


def _refusals(batch: HistoricBatch, proposals: list[HistoricProposal], *, note: str, by: User) -> list[str]:
    reasons: list[str] = []
    if not holds_role(by, Role.REVIEWER, organ_id=batch.organ_id):
        reasons.append(f"您不是{batch.organ}的审核人，不能撤销。")
    if not note:
        reasons.append("请写明为什么撤销。")
    if not proposals:
        reasons.append("这次确认已经全部撤销。")
    return reasons


def _take_back(proposal: HistoricProposal, *, note: str, by: User, now: datetime) -> None:
    word = proposal.determination
    evidence = f"historic_undo:{proposal.batch_id}"
    if word is not None and word.to_attribute == Attribute.OPEN:
        _take_back_opening(proposal, note=note, evidence=evidence, by=by, now=now)
    else:
        take_back_historic(record_id=proposal.record_id, reason=note, evidence=evidence, by=by, now=now)
    ensure_transition(PROPOSAL_TRANSITIONS, ProposalStatus(proposal.status), ProposalStatus.PENDING)
    proposal.status, proposal.batch, proposal.determination = ProposalStatus.PENDING, None, None
    proposal.note, proposal.decided_by, proposal.decided_at = "", None, None
    proposal.save()


def _take_back_opening(proposal: HistoricProposal, *, note: str, evidence: str, by: User, now: datetime) -> None:
    """Only a draft said open, and nobody has touched it since: the next draft says undetermined again."""
    _kind, specific = kind_of(proposal.record)
    statement = AttributeStatement(Attribute.UNDETERMINED)
    draft = carry_statement(specific.get_latest_revision_as_object(), statement)
    # Nobody's text: the determination says who took it back.
    revision = draft.save_revision(clean=False)
    # As it is stored: what was just saved still holds dates where the row holds text.
    revision.refresh_from_db()
    state_determination(
        record=proposal.record,
        revision=revision,
        stage=DeterminationStage.HISTORIC,
        outcome=DeterminationOutcome.STATED,
        attribute=Attribute.UNDETERMINED,
        is_severed=False,
        grounds=(),
        reason=note,
        organ=proposal.record.organ,
        by=by,
        now=now,
        evidence=evidence,
    )
