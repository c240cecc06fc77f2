"""Deciding a step: approve or return, on exactly one text, by someone who did not write it."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.models import TaskState

from disclosure.organs.enums import Role
from disclosure.organs.permissions import holds_role
from disclosure.records.enums import DecisionOutcome, ReviewStep
from disclosure.records.kinds import kind_of
from disclosure.records.models import InformationRecord, RecordDecision
from disclosure.records.queries.blockers import (
    content_blockers,
    content_digest,
    decision_blockers,
    unique_reasons,
)
from disclosure.records.queries.steps import current_step
from disclosure.records.services.publication import complete_sign_off, locked_record
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if


@transaction.atomic
def submit_record(*, record_id: int, by: User) -> None:
    """Send the latest text of a record on its way; raise Refused with everything that is missing.

    A returned record starts again at the first step: every step sees the text that goes out.
    """
    record = locked_record(record_id=record_id)
    _kind, specific = kind_of(record)
    if record.latest_revision_id is None:
        # A record of an import has no revision before somebody edits it; the steps decide on one.
        specific.save_revision(user=by)
        record.refresh_from_db(fields=["latest_revision"])
    draft: InformationRecord = specific.get_latest_revision_as_object()
    reasons = content_blockers(draft)
    if not holds_role(by, Role.EDITOR, organ_id=record.organ_id):
        reasons.append(f"您不是{record.organ}的编辑，不能送审。")
    if current_step(record) is not None:
        reasons.append("该信息已经在办理中，请等待办理结果。")
    workflow = draft.get_workflow()
    if workflow is None:
        reasons.append("还没有设置公文公开审签流程，请联系系统管理员。")
    refuse_if(unique_reasons(reasons))
    returned = draft.current_workflow_state
    if returned is not None:
        returned.cancel(user=by)
    workflow.start(draft, by)
    record_audit(
        action="record.submitted",
        by=by,
        subject=record,
        detail={"revision": record.latest_revision_id},
        scope=str(record.organ_id),
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
) -> RecordDecision:
    """Decide the step the record waits at, on the revision the person has read.

    An approval moves it to the next step, the last one publishes or registers it; a return sends it
    back to the drafter with the reason. Raise Refused with every reason why it cannot be.
    """
    record = locked_record(record_id=record_id)
    state = record.current_workflow_state
    task_state = state.current_task_state if state else None
    reasons: list[str] = []
    if state is None or task_state is None or current_step(record) != step:
        reasons.append(f"该信息目前不在“{step.label}”环节，可能已经由他人办理。")
    elif task_state.revision_id != revision_id:
        reasons.append("您看到的不是送审的版本，请刷新后重新办理。")
    refuse_if(reasons)
    assert state is not None and task_state is not None  # noqa: S101  # narrowed by the refusal above
    revision = task_state.revision
    reasons = decision_blockers(record=record, revision=revision, step=step, by=by)
    if outcome == DecisionOutcome.APPROVED:
        reasons += content_blockers(revision.as_object())
    elif not reason.strip():
        reasons.append("退回时请写明原因，便于拟稿人修改。")
    refuse_if(unique_reasons(reasons))
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
    record_audit(
        action=f"record.{step}.{outcome}",
        by=by,
        subject=record,
        detail={"revision": revision.pk, "digest": decision.content_digest, "reason": decision.reason},
        scope=str(record.organ_id),
    )
    _advance(record=record, task_state=task_state, decision=decision, by=by, now=now)
    return decision


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
        return
    is_last = decision.step == ReviewStep.SIGN_OFF
    revision = task_state.revision
    specific.approve(user=by, comment=decision.reason)
    if is_last:
        complete_sign_off(record_id=record.pk, revision=revision, by=by, now=now)
