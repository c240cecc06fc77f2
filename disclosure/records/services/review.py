"""Deciding a step: approve, say otherwise, or return; on exactly one text, by someone who did not write it.

Every approval of a step but the secrecy review is a word on the attribute (公开属性源头认定, rules.md §1.4): a
determination. A word that differs does not stop the record: the signer decides between the words.
"""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision, TaskState

from disclosure.organs.enums import Role
from disclosure.organs.models import Organ
from disclosure.organs.permissions import holds_role
from disclosure.records.enums import DecisionOutcome, DeterminationOutcome, DeterminationStage, ReviewStep
from disclosure.records.kinds import kind_of
from disclosure.records.models import Determination, InformationRecord, RecordDecision
from disclosure.records.queries.blockers import (
    content_blockers,
    decision_blockers,
    outcome_blockers,
    secrecy_gaps,
    unique_reasons,
)
from disclosure.records.queries.determinations import evidence_under_way, words_on
from disclosure.records.queries.digests import content_digest
from disclosure.records.queries.joint import organ_to_speak_for, silent_joint_organs
from disclosure.records.queries.statements import AttributeStatement, carry_statement, statement_of
from disclosure.records.queries.step_words import StepWord, word_of_step
from disclosure.records.queries.steps import current_step
from disclosure.records.services.determination_writer import state_determination
from disclosure.records.services.findings import refresh_findings
from disclosure.records.services.publication import complete_sign_off, locked_record
from disclosure.records.services.publication.status import owe_followers
from disclosure.records.services.record_notices import tell_of_decision, tell_of_submission
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if


@transaction.atomic
def submit_record(*, record_id: int, by: User, now: datetime | None = None) -> None:
    """Send the latest text of a record on its way; raise Refused with everything that is missing.

    The drafter's word on the attribute becomes the first determination. A returned record starts again at the first
    step: every step sees the text that goes out.
    """
    moment = now or timezone.now()
    on = timezone.localdate(moment)
    record = locked_record(record_id=record_id)
    _kind, specific = kind_of(record)
    if record.latest_revision_id is None:
        # A record of an import has no revision before somebody edits it; the steps decide on one.
        specific.save_revision(user=by)
        record.refresh_from_db(fields=["latest_revision"])
    draft: InformationRecord = specific.get_latest_revision_as_object()
    reasons = content_blockers(draft, on=on)
    if not holds_role(by, Role.EDITOR, organ_id=record.organ_id):
        reasons.append(f"您不是{record.organ}的编辑，不能送审。")
    if current_step(record) is not None:
        reasons.append("该信息已经在办理中，请等待办理结果。")
    workflow = draft.get_workflow()
    if workflow is None:
        reasons.append("还没有设置公文公开审签流程，请联系系统管理员。")
    refuse_if(unique_reasons(reasons))
    word = _propose(record, statement_of(draft, on=on), by=by, now=moment)
    refresh_findings(record=record, revision=record.latest_revision, now=moment)
    returned = draft.current_workflow_state
    if returned is not None:
        returned.cancel(user=by)
    workflow.start(draft, by)
    record_audit(
        action="record.submitted",
        by=by,
        subject=record,
        detail={"revision": record.latest_revision_id, "determination": word.pk, "attribute": word.to_attribute},
        scope=str(record.organ_id),
    )
    tell_of_submission(record=record, by=by, now=moment)


def _propose(record: InformationRecord, statement: AttributeStatement, *, by: User, now: datetime) -> Determination:
    """Write the drafter's word; what made somebody propose an opening goes along with it."""
    return state_determination(
        record=record,
        revision=record.latest_revision,
        stage=DeterminationStage.PROPOSED,
        outcome=DeterminationOutcome.STATED,
        attribute=statement.attribute,
        is_severed=statement.is_severed,
        grounds=statement.grounds,
        reason="",
        organ=record.organ,
        by=by,
        now=now,
        evidence=evidence_under_way(record),
    )


@transaction.atomic
def decide_step(
    *,
    record_id: int,
    step: ReviewStep,
    outcome: DecisionOutcome,
    reason: str,
    revision_id: int,
    by: User,
    now: datetime,
    statement: AttributeStatement | None = None,
) -> RecordDecision:
    """Decide the step the record waits at, on the revision the person has read.

    An approval moves it to the next step, the last one publishes or registers it; a return sends it back to the
    drafter with the reason. `statement` is the attribute the person states; without one they agree, and the signer
    must state one when somebody disagreed. Raise Refused with every reason why it cannot be.
    """
    record = locked_record(record_id=record_id)
    task_state = _waiting_task(record, step=step, revision_id=revision_id)
    revision: Revision = task_state.revision
    reasons = decision_blockers(record=record, revision=revision, step=step, by=by)
    word: StepWord | None = None
    if outcome == DecisionOutcome.RETURNED:
        reasons += _return_gaps(step, reason)
    else:
        word, gaps = _approval(record, revision, step=step, statement=statement, reason=reason, now=now)
        reasons += gaps
    refuse_if(unique_reasons(reasons))
    determination = _write_word(record, revision, word, reason=reason, by=by, now=now) if word else None
    decision = RecordDecision.objects.create(
        record=record,
        revision=revision,
        content_digest=content_digest(revision),
        step=step,
        outcome=outcome,
        reason=reason.strip(),
        decided_by_id=by.pk,
        decided_at=now,
    )
    _audit(record, decision, determination, by=by)
    _advance(record=record, task_state=task_state, decision=decision, by=by, now=now)
    tell_of_decision(record=record, decision=decision, determination=determination, now=now)
    return decision


def _waiting_task(record: InformationRecord, *, step: ReviewStep, revision_id: int) -> TaskState:
    """Return the task the record waits at; raise Refused when that is another step or another text."""
    state = record.current_workflow_state
    task_state = state.current_task_state if state else None
    if task_state is None or current_step(record) != step:
        refuse_if([f"该信息目前不在“{step.label}”环节，可能已经由他人办理。"])
    elif task_state.revision_id != revision_id:
        refuse_if(["您看到的不是送审的版本，请刷新后重新办理。"])
    assert task_state is not None  # noqa: S101  # narrowed by the refusal above
    return task_state


def _return_gaps(step: ReviewStep, reason: str) -> list[str]:
    gaps: list[str] = []
    if step == ReviewStep.JOINT_AGREEMENT:
        gaps.append("联合机关会签只表示同意或者不同意；需要修改的，请选择不同意并写明意见，由签发人确定。")
    if not reason.strip():
        gaps.append("退回时请写明原因，便于拟稿人修改。")
    return gaps


def _approval(
    record: InformationRecord,
    revision: Revision,
    *,
    step: ReviewStep,
    statement: AttributeStatement | None,
    reason: str,
    now: datetime,
) -> tuple[StepWord | None, Sequence[str]]:
    """Return the word an approval is, and everything that keeps it from being given."""
    on = timezone.localdate(now)
    draft: InformationRecord = revision.as_object()
    words = words_on(revision)
    word = word_of_step(step=step, draft=draft, words=words, statement=statement, reason=reason, on=on)
    if step == ReviewStep.SECRECY_REVIEW:
        return word, secrecy_gaps(record, revision) + content_blockers(draft, on=on)
    gaps = list(word.gaps) if word else []
    if step == ReviewStep.SIGN_OFF and word is not None:
        is_proposal = word.statement == statement_of(draft, on=on)
        gaps += content_blockers(draft, on=on) if is_proposal else []
        fixed = carry_statement(draft, word.statement)
        return word, gaps + outcome_blockers(record=record, revision=revision, draft=fixed)
    return word, gaps + content_blockers(draft, on=on)


def _write_word(
    record: InformationRecord, revision: Revision, word: StepWord, *, reason: str, by: User, now: datetime
) -> Determination:
    is_joint = word.stage == DeterminationStage.JOINT
    organ: Organ | None = organ_to_speak_for(user=by, record=record, revision=revision) if is_joint else None
    return state_determination(
        record=record,
        revision=revision,
        stage=word.stage,
        outcome=word.outcome,
        attribute=word.statement.attribute,
        is_severed=word.statement.is_severed,
        grounds=word.statement.grounds,
        reason=reason,
        organ=organ or record.organ,
        by=by,
        now=now,
        evidence=evidence_under_way(record),
    )


def _audit(
    record: InformationRecord, decision: RecordDecision, determination: Determination | None, *, by: User
) -> None:
    """Write the one audit row of a decision; a word that differs is called by its name."""
    differs = determination is not None and determination.outcome == DeterminationOutcome.DISAGREED
    detail = {"revision": decision.revision_id, "digest": decision.content_digest, "reason": decision.reason}
    if determination is not None:
        detail |= {"determination": determination.pk, "attribute": determination.to_attribute}
        detail |= {"organ": determination.organ_id}
    record_audit(
        action=f"record.{decision.step}.{DeterminationOutcome.DISAGREED if differs else decision.outcome}",
        by=by,
        subject=record,
        detail=detail,
        scope=str(record.organ_id),
    )


def _advance(
    *,
    record: InformationRecord,
    task_state: TaskState,
    decision: RecordDecision,
    by: User,
    now: datetime,
) -> None:
    """Move the Wagtail workflow along; the last approval carries the decision out."""
    specific = task_state.specific
    if decision.outcome == DecisionOutcome.RETURNED:
        specific.reject(user=by, comment=decision.reason)
        owe_followers(record=record)
        return
    revision = task_state.revision
    if decision.step == ReviewStep.JOINT_AGREEMENT and silent_joint_organs(record=record, revision=revision):
        return
    specific.approve(user=by, comment=decision.reason)
    if decision.step == ReviewStep.SIGN_OFF:
        complete_sign_off(record_id=record.pk, revision=revision, by=by, now=now)
