"""The secrecy review (条例第十七条, rules.md §1.3): 可公开, 不可公开 with its grounds, or 待确定 and referred.

Each review is a row about exactly one text. A referral keeps the record at the step until the reply of the authority
it was sent to is recorded.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from disclosure.records.enums import Attribute, DecisionOutcome, ReviewStep, SecrecyResult
from disclosure.records.models import InformationRecord, SecrecyReview
from disclosure.records.queries.blockers import decision_blockers, unique_reasons
from disclosure.records.queries.digests import content_digest
from disclosure.records.queries.findings import unjustified_findings
from disclosure.records.queries.grounds import grounds_in_force
from disclosure.records.queries.secrecy import secrecy_review_for
from disclosure.records.queries.steps import current_step
from disclosure.records.services.publication import locked_record
from disclosure.records.services.review import decide_step
from disclosure.records.services.secrecy_notices import tell_of_reply
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if

STEP = ReviewStep.SECRECY_REVIEW
FINAL_RESULTS = frozenset({SecrecyResult.CLEARED, SecrecyResult.REFUSED})


@transaction.atomic
def decide_secrecy(
    *,
    record_id: int,
    revision_id: int,
    result: SecrecyResult,
    ground_codes: Sequence[str],
    reason: str,
    referred_to: str = "",
    referred_on: date | None = None,
    by: User,
    now: datetime,
) -> SecrecyReview:
    """Record the secrecy review of the text the record waits with; unless it is referred, move the record on.

    By the organ's secrecy reviewer who did not write the text. `ground_codes` name the provisions of a refusal.
    Raise Refused with every reason.
    """
    record = locked_record(record_id=record_id)
    on = timezone.localdate(now)
    revision = _revision_at_step(record, revision_id)
    reasons = decision_blockers(record=record, revision=revision, step=STEP, by=by)
    last = secrecy_review_for(record, content_digest(revision))
    if last is not None and _waits_for_reply(last):
        reasons.append(f"已报送{last.referred_to}确定，请登记答复。")
    if result == SecrecyResult.REFERRED:
        reasons += _referral_reasons(referred_to, referred_on, on)
    else:
        reasons += _result_reasons(record, revision, result, ground_codes, reason, on)
    refuse_if(unique_reasons(reasons))
    referred = result == SecrecyResult.REFERRED
    review = SecrecyReview.objects.create(
        record_id=record.pk,
        revision=revision,
        content_digest=content_digest(revision),
        result=result,
        reason=reason.strip(),
        referred_to=referred_to.strip() if referred else "",
        referred_on=referred_on if referred else None,
        decided_by=by,
        decided_at=now,
    )
    _finish(record, review, ground_codes, by=by, now=now)
    return review


@transaction.atomic
def record_reply(
    *,
    record_id: int,
    revision_id: int,
    result: SecrecyResult,
    ground_codes: Sequence[str],
    reply: str,
    replied_on: date | None,
    by: User,
    now: datetime,
) -> SecrecyReview:
    """Record what the authority answered to a referral and what follows from it, then move the record on.

    The referral keeps the reply; the result is a review of its own. By the organ's secrecy reviewer who did not
    write the text. Raise Refused with every reason.
    """
    record = locked_record(record_id=record_id)
    on = timezone.localdate(now)
    revision = _revision_at_step(record, revision_id)
    reasons = decision_blockers(record=record, revision=revision, step=STEP, by=by)
    referral = secrecy_review_for(record, content_digest(revision))
    if referral is None or not _waits_for_reply(referral):
        reasons.append("这一版本没有等待答复的报送。")
    reasons += _reply_reasons(referral, reply, replied_on, on)
    reasons += _result_reasons(record, revision, result, ground_codes, reply, on)
    refuse_if(unique_reasons(reasons))
    assert referral is not None  # noqa: S101  # narrowed by the refusal above
    referral.reply, referral.replied_on = reply.strip(), replied_on
    referral.save(update_fields=["reply", "replied_on"])
    review = SecrecyReview.objects.create(
        record_id=record.pk,
        revision=revision,
        content_digest=referral.content_digest,
        result=result,
        reason=reply.strip(),
        referred_to=referral.referred_to,
        referred_on=referral.referred_on,
        reply=reply.strip(),
        replied_on=replied_on,
        decided_by=by,
        decided_at=now,
    )
    _finish(record, review, ground_codes, by=by, now=now)
    tell_of_reply(record=record, review=review, now=now)
    return review


def _revision_at_step(record: InformationRecord, revision_id: int) -> Revision:
    """Return the revision that waits for the secrecy review; raise Refused when it is not the one that was read."""
    state = record.current_workflow_state
    task_state = state.current_task_state if state else None
    if task_state is None or current_step(record) != STEP:
        refuse_if([f"该信息目前不在“{STEP.label}”环节，可能已经由他人办理。"])
    elif task_state.revision_id != revision_id:
        refuse_if(["您看到的不是送审的版本，请刷新后重新办理。"])
    assert task_state is not None  # noqa: S101  # narrowed by the refusal above
    revision: Revision = task_state.revision
    return revision


def _waits_for_reply(review: SecrecyReview) -> bool:
    return review.result == SecrecyResult.REFERRED and review.replied_on is None


def _referral_reasons(referred_to: str, referred_on: date | None, on: date) -> list[str]:
    reasons: list[str] = []
    if not referred_to.strip():
        reasons.append("请填写报送的机关（有关主管部门或者保密行政管理部门）。")
    if referred_on is None:
        reasons.append("请填写报送日期。")
    elif referred_on > on:
        reasons.append("报送日期晚于今天，请核对。")
    return reasons


def _reply_reasons(referral: SecrecyReview | None, reply: str, replied_on: date | None, on: date) -> list[str]:
    reasons: list[str] = []
    if not reply.strip():
        reasons.append("请填写答复的内容。")
    if replied_on is None:
        reasons.append("请填写答复日期。")
    elif replied_on > on:
        reasons.append("答复日期晚于今天，请核对。")
    elif referral is not None and referral.referred_on is not None and replied_on < referral.referred_on:
        reasons.append("答复日期早于报送日期，请核对。")
    return reasons


def _result_reasons(
    record: InformationRecord,
    revision: Revision,
    result: SecrecyResult,
    ground_codes: Sequence[str],
    reason: str,
    on: date,
) -> list[str]:
    """Return what a final result lacks: a refusal its provisions and reason, a clearance settled findings."""
    if result not in FINAL_RESULTS:
        return ["请选择审查结论：可公开或者不可公开。"]
    draft: InformationRecord = revision.as_object()
    if result == SecrecyResult.CLEARED:
        return unjustified_findings(record, revision) if draft.attribute == Attribute.OPEN else []
    reasons: list[str] = []
    if not ground_codes:
        reasons.append("不可公开的，请选择依据的条款。")
    unknown = [code for code in ground_codes if code not in grounds_in_force(on=on)]
    if unknown:
        reasons.append(f"条款{'、'.join(unknown)}目前没有施行，请重新选择。")
    if not reason.strip():
        reasons.append("不可公开的，请说明理由。")
    return reasons


def _finish(
    record: InformationRecord, review: SecrecyReview, ground_codes: Sequence[str], *, by: User, now: datetime
) -> None:
    """Attach the grounds, then move the record on where the result is final; one audit row either way."""
    if review.result == SecrecyResult.REFERRED:
        detail = {
            "revision": review.revision_id,
            "digest": review.content_digest,
            "referred_to": review.referred_to,
            "referred_on": review.referred_on and review.referred_on.isoformat(),
        }
        record_audit(action="record.secrecy_referred", by=by, subject=record, detail=detail, scope=str(record.organ_id))
        return
    codes = list(dict.fromkeys(ground_codes)) if review.result == SecrecyResult.REFUSED else []
    in_force = grounds_in_force(on=timezone.localdate(now))
    review.grounds.set([in_force[code] for code in codes])
    assert review.revision_id is not None  # noqa: S101  # the services above made the review of a revision
    decide_step(
        record_id=record.pk,
        step=STEP,
        outcome=DecisionOutcome.APPROVED,
        reason=_in_words(review, codes),
        revision_id=review.revision_id,
        by=by,
        now=now,
    )


def _in_words(review: SecrecyReview, codes: Sequence[str]) -> str:
    """Return the review as the decision of the step and the audit trail keep it."""
    result = f"{review.get_result_display()}（{'、'.join(codes)}）" if codes else review.get_result_display()
    if review.replied_on is None:
        return f"{result}。{review.reason}"
    return f"{result}。{review.referred_to}{review.replied_on:%Y-%m-%d}答复：{review.reply}"
