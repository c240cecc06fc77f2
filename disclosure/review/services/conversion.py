"""依申请转主动: what people keep asking for is queued, considered and, where nothing stands against it, opened.

The one writer of a case's status. "Open" starts the normal publication flow; the case is done when the record is
public (条例第十八条, work points 2022: 推进依申请公开向主动公开转化).
"""

from collections.abc import Collection
from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from disclosure.records.enums import PUBLIC_TRACE_STATUSES
from disclosure.records.kinds import kind_of
from disclosure.records.models import InformationRecord
from disclosure.records.services.determination import propose_opening
from disclosure.records.services.publication import locked_record
from disclosure.review.enums import ConversionStatus
from disclosure.review.models import ConversionCase, ConversionEvidence, ReviewSettings
from disclosure.review.queries.conversion import (
    decision_blockers,
    evidence_blockers,
    is_worth_a_decision,
    opening_blockers,
    request_count,
)
from disclosure.review.services.conversion_notices import announce_queued
from disclosure.review.transitions import CONVERSION_TRANSITIONS
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if
from zhifu_portal.kernel.transitions import ensure_transition

OPENED_OTHERWISE = "该信息已经公开。"


@transaction.atomic
def note_evidence(
    *, record_id: int, kind: str, key: str, note: str, on: date, by: User | None, now: datetime
) -> ConversionEvidence:
    """Note one request answered with the record, or one suggestion to open it; the same key once only.

    `by` None: the system notes it. Queues the case when it is worth a decision and tells the organ's reviewers and
    the disclosure office once. A key that is known is returned as it is. Raise Refused with every reason.
    """
    key, note = key.strip(), note.strip()
    record = locked_record(record_id=record_id)
    known = ConversionEvidence.objects.filter(case__record=record, kind=kind, key=key).first()
    if known is not None:
        return known
    today = timezone.localdate(now)
    refuse_if(evidence_blockers(record=record, kind=kind, key=key, note=note, on=on, today=today, by=by))
    case, _is_new = ConversionCase.objects.get_or_create(record=record, defaults={"organ_id": record.organ_id})
    case = ConversionCase.objects.select_for_update().get(pk=case.pk)
    evidence = ConversionEvidence.objects.create(case=case, kind=kind, key=key, note=note, noted_on=on, noted_by=by)
    _audit(case, "noted", by=by, detail={"kind": kind, "key": key, "on": on.isoformat()})
    threshold = ReviewSettings.load().conversion_threshold
    if is_worth_a_decision(case, new=evidence, threshold=threshold):
        _queue(case, record=record, now=now)
    return evidence


@transaction.atomic
def open_case(*, case_id: int, is_severed: bool = False, reason: str, by: User, now: datetime) -> ConversionCase:
    """Decide that the record is to be opened: a new draft goes the normal way. By the organ's reviewer.

    Raise Refused with every reason.
    """
    case, record = _locked(case_id)
    reason = reason.strip()
    reasons = decision_blockers(case=case, record=record, reason=reason, by=by)
    refuse_if([*_move_refusals(case, ConversionStatus.OPENING), *reasons, *opening_blockers(case=case, record=record)])
    propose_opening(
        record_id=record.pk, is_severed=is_severed, reason=reason, evidence=f"conversion:{case.pk}", by=by, now=now
    )
    return _decide(case, ConversionStatus.OPENING, reason=reason, by=by, now=now)


@transaction.atomic
def decline_case(*, case_id: int, reason: str, by: User, now: datetime) -> ConversionCase:
    """Decide that the record stays as it is, with the reason; asked for again it is queued again.

    By the organ's reviewer. Raise Refused with every reason.
    """
    case, record = _locked(case_id)
    reason = reason.strip()
    reasons = decision_blockers(case=case, record=record, reason=reason, by=by)
    refuse_if([*_move_refusals(case, ConversionStatus.DECLINED), *reasons])
    return _decide(case, ConversionStatus.DECLINED, reason=reason, by=by, now=now)


@transaction.atomic
def requeue_case(*, case_id: int, reason: str, by: User, now: datetime) -> ConversionCase:
    """Take an opening back that came to nothing, and consider the case again; the draft reads as registered again.

    By the organ's reviewer, while nobody is deciding on the draft. Raise Refused with every reason.
    """
    case, record = _locked(case_id)
    reason = reason.strip()
    reasons = decision_blockers(case=case, record=record, reason=reason, by=by)
    refuse_if([*_requeue_refusals(case), *reasons, *opening_blockers(case=case, record=record)])
    _kind, specific = kind_of(record)
    # Nobody's text: the words that are registered, so that the next draft begins from them.
    specific.save_revision(user=None, changed=False, clean=False)
    case.status = ConversionStatus.QUEUED
    case.queued_at, case.reason, case.decided_by, case.decided_at = now, "", None, None
    case.save()
    _audit(case, "requeued", by=by, detail={"reason": reason})
    return case


def follow_publications(*, record_ids: Collection[int]) -> int:
    """Close the cases of those of these records that have become public; return how many."""
    open_cases = ConversionCase.objects.filter(record__in=record_ids).exclude(status=ConversionStatus.OPENED)
    asked = open_cases.filter(record__status__in=sorted(PUBLIC_TRACE_STATUSES)).values_list("record_id", flat=True)
    return sum(follow_publication(record_id=record_id) for record_id in list(asked))


@transaction.atomic
def follow_publication(*, record_id: int) -> bool:
    """Close the case of a record that has become public, by its case or otherwise; return whether there was one.

    Called by whoever hears of a publication; calling it again, or for any other record, does nothing.
    """
    record = locked_record(record_id=record_id)
    open_cases = ConversionCase.objects.select_for_update().exclude(status=ConversionStatus.OPENED)
    case = open_cases.filter(record=record).first()
    if case is None or record.status not in PUBLIC_TRACE_STATUSES:
        return False
    ensure_transition(CONVERSION_TRANSITIONS, ConversionStatus(case.status), ConversionStatus.OPENED)
    case.reason = case.reason if case.status == ConversionStatus.OPENING else OPENED_OTHERWISE
    case.status = ConversionStatus.OPENED
    case.save(update_fields=["status", "reason"])
    _audit(case, "opened", by=None, detail={"index_number": record.index_number})
    return True


def _locked(case_id: int) -> tuple[ConversionCase, InformationRecord]:
    """Return the case and its record, both locked, the record first as everywhere."""
    record_id = ConversionCase.objects.values_list("record_id", flat=True).get(pk=case_id)
    record = locked_record(record_id=record_id)
    return ConversionCase.objects.select_for_update().get(pk=case_id), record


def _move_refusals(case: ConversionCase, status: ConversionStatus) -> list[str]:
    if status in CONVERSION_TRANSITIONS[ConversionStatus(case.status)]:
        return []
    return [f"该信息目前是“{case.get_status_display()}”，不能改为“{status.label}”，可能已经由他人办理。"]


def _requeue_refusals(case: ConversionCase) -> list[str]:
    """A declined case is queued by new evidence alone, a watched one too."""
    if case.status == ConversionStatus.OPENING:
        return []
    return [f"该信息目前是“{case.get_status_display()}”，只有转公开办理中的才能退回研究。"]


def _queue(case: ConversionCase, *, record: InformationRecord, now: datetime) -> None:
    ensure_transition(CONVERSION_TRANSITIONS, ConversionStatus(case.status), ConversionStatus.QUEUED)
    case.status = ConversionStatus.QUEUED
    case.queued_at, case.reason, case.decided_by, case.decided_at = now, "", None, None
    case.save()
    _audit(case, "queued", by=None, detail={"requests": request_count(case)})
    announce_queued(case=case, record=record, now=now)


def _decide(case: ConversionCase, status: ConversionStatus, *, reason: str, by: User, now: datetime) -> ConversionCase:
    ensure_transition(CONVERSION_TRANSITIONS, ConversionStatus(case.status), status)
    case.status, case.reason, case.decided_by, case.decided_at = status, reason, by, now
    case.save()
    _audit(case, status.value, by=by, detail={"reason": reason})
    return case


def _audit(case: ConversionCase, verb: str, *, by: User | None, detail: dict[str, object]) -> None:
    record_audit(action=f"review.conversion_{verb}", by=by, subject=case, detail=detail, scope=str(case.organ_id))
