"""Settling findings one by one: masked in the text, or justified by one person and confirmed by another."""

from collections import Counter
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.models import Revision

from disclosure.organs.enums import Role
from disclosure.organs.permissions import scope_of
from disclosure.records.models import Finding, InformationRecord
from disclosure.records.queries.authors import author_ids
from disclosure.records.queries.finding_scan import find_in_draft
from disclosure.records.queries.findings import present_findings
from disclosure.records.services.publication import locked_record
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.personal_data import scan
from zhifu_portal.kernel.refusals import refuse_if

JUSTIFY_ROLES = frozenset({Role.EDITOR, Role.SECRECY_REVIEWER})
CONFIRM_ROLES = frozenset({Role.SECRECY_REVIEWER, Role.SIGNER})
GONE = "这一处已经消除，不需要办理。"
PERSONAL_DATA_IN_REASON = "理由里写有个人信息，请改用“身份证号码”“手机号码”等说法。"


@transaction.atomic
def refresh_findings(*, record: InformationRecord, revision: Revision, now: datetime) -> list[Finding]:
    """Bring the findings of a record up to this revision; return those present, place by place.

    New ones appear, vanished ones are marked gone. A fingerprint covers kind, place, content and what stands around:
    one that comes back is the same in all of it and keeps what was said about it, anything else is a new finding.
    The caller has locked the record and writes the audit row of what it does.
    """
    found = {each.fingerprint: each for each in find_in_draft(revision.as_object())}
    rows = {row.fingerprint: row for row in Finding.objects.select_for_update().filter(record_id=record.pk)}
    vanished = [row.pk for row in rows.values() if row.gone_at is None and row.fingerprint not in found]
    Finding.objects.filter(pk__in=vanished).update(gone_at=now)
    present = [row.pk for row in rows.values() if row.fingerprint in found]
    Finding.objects.filter(pk__in=present).update(gone_at=None, revision=revision)
    for row in rows.values():
        # It may stand in another line now.
        if row.fingerprint in found and row.excerpt != found[row.fingerprint].excerpt:
            Finding.objects.filter(pk=row.pk).update(excerpt=found[row.fingerprint].excerpt)
    Finding.objects.bulk_create(
        Finding(record_id=record.pk, revision=revision, found_at=now, **each._asdict())
        for each in found.values()
        if each.fingerprint not in rows
    )
    return present_findings(record)


@transaction.atomic
def check_findings(*, record_id: int, by: User, now: datetime) -> list[Finding]:
    """Search the latest text of a record before it is submitted or again; return the findings present.

    By an editor, a secrecy reviewer or a signer of its organ. Raise Refused with every reason.
    """
    record = locked_record(record_id=record_id)
    reasons = _role_reasons(record, by, JUSTIFY_ROLES | CONFIRM_ROLES, "检查")
    if record.latest_revision is None:
        reasons.append("还没有可以检查的草稿，请先保存。")
    refuse_if(reasons)
    assert record.latest_revision is not None  # noqa: S101  # narrowed by the refusal above
    findings = refresh_findings(record=record, revision=record.latest_revision, now=now)
    record_audit(
        action="record.findings_checked",
        by=by,
        subject=record,
        detail={
            "revision": record.latest_revision_id,
            "found": dict(sorted(Counter(finding.kind for finding in findings).items())),
        },
        scope=str(record.organ_id),
    )
    return findings


@transaction.atomic
def justify_finding(*, finding_id: int, reason: str, by: User, now: datetime) -> Finding:
    """Say why one finding stays in the text; somebody else must confirm it.

    By an editor of the organ or its secrecy reviewer. Raise Refused with every reason.
    """
    record, finding = _locked_finding(finding_id)
    reasons = _role_reasons(record, by, JUSTIFY_ROLES, "说明保留理由")
    if not reason.strip():
        reasons.append("请写明保留的理由和依据。")
    if scan(reason):
        reasons.append(PERSONAL_DATA_IN_REASON)
    if finding.gone_at is not None:
        reasons.append(GONE)
    if finding.confirmed_by_id is not None:
        reasons.append("这一处的理由已经确认，不能再改。")
    refuse_if(reasons)
    finding.justification = reason.strip()
    finding.justified_by, finding.justified_at = by, now
    finding.save(update_fields=["justification", "justified_by", "justified_at"])
    _audit("record.finding_justified", record, finding, by, reason=finding.justification)
    return finding


@transaction.atomic
def confirm_finding(*, finding_id: int, by: User, now: datetime) -> Finding:
    """Confirm the justification of one finding as the second person.

    By a secrecy reviewer or signer of the organ who neither justified it nor wrote the text. Raise Refused with
    every reason.
    """
    record, finding = _locked_finding(finding_id)
    refuse_if(_second_person_reasons(record, finding, by, "确认"))
    finding.confirmed_by, finding.confirmed_at = by, now
    finding.save(update_fields=["confirmed_by", "confirmed_at"])
    _audit("record.finding_confirmed", record, finding, by, reason=finding.justification)
    return finding


@transaction.atomic
def reject_finding(*, finding_id: int, reason: str, by: User, now: datetime) -> Finding:
    """Reject the justification of one finding, saying why: it must be masked or justified anew.

    By the same people as a confirmation. Raise Refused with every reason.
    """
    record, finding = _locked_finding(finding_id)
    reasons = _second_person_reasons(record, finding, by, "退回")
    if not reason.strip():
        reasons.append("退回时请写明原因，便于拟稿人处理。")
    if scan(reason):
        reasons.append(PERSONAL_DATA_IN_REASON)
    refuse_if(reasons)
    rejected = finding.justification
    # Without a person the words are no justification any more; they tell the drafter what was not accepted and why.
    finding.justification = f"{rejected}（未获确认：{reason.strip()}）"
    finding.justified_by = finding.justified_at = None
    finding.save(update_fields=["justification", "justified_by", "justified_at"])
    _audit("record.finding_rejected", record, finding, by, reason=reason.strip(), at=now.isoformat())
    return finding


def _locked_finding(finding_id: int) -> tuple[InformationRecord, Finding]:
    """Return a finding and its record, the record locked first as every verb does."""
    record = locked_record(record_id=Finding.objects.values_list("record_id", flat=True).get(pk=finding_id))
    return record, Finding.objects.select_for_update().get(pk=finding_id)


def _role_reasons(record: InformationRecord, by: User, roles: frozenset[Role], verb: str) -> list[str]:
    if scope_of(by).has(roles, record.organ_id):
        return []
    names = "、".join(str(role.label) for role in Role if role in roles)
    return [f"您不是{record.organ}的{names}，不能{verb}。"]


def _second_person_reasons(record: InformationRecord, finding: Finding, by: User, verb: str) -> list[str]:
    """Return why this person may not decide about the justification."""
    reasons = _role_reasons(record, by, CONFIRM_ROLES, verb)
    if by.pk in author_ids(record):
        reasons.append(f"您参与了拟稿，须由其他人{verb}。")
    if finding.gone_at is not None:
        reasons.append(GONE)
    if finding.justified_by_id is None:
        reasons.append("这一处还没有说明保留理由。")
    elif finding.justified_by_id == by.pk:
        reasons.append(f"保留理由是您写的，须由第二人{verb}。")
    if finding.confirmed_by_id is not None:
        reasons.append("这一处的理由已经确认。")
    return reasons


def _audit(action: str, record: InformationRecord, finding: Finding, by: User, **detail: object) -> None:
    record_audit(
        action=action,
        by=by,
        subject=record,
        detail={"finding": finding.pk, "kind": finding.kind, "fingerprint": finding.fingerprint, **detail},
        scope=str(record.organ_id),
    )
