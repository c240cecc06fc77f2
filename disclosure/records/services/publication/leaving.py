"""Leaving the site: withdrawn by a person with an explanation, or expired by itself."""

from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from disclosure.organs.enums import Role
from disclosure.organs.permissions import holds_role, scope_of
from disclosure.records.enums import PublicationStatus, RecordEventKind, SecrecyResult
from disclosure.records.models import InformationRecord, RecordEvent
from disclosure.records.services.publication.status import announce, locked_record, move_status
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if


@transaction.atomic
def withdraw_record(*, record_id: int, explanation: str, by: User, now: datetime) -> InformationRecord:
    """Take a record off the site at once; its page says publicly why.

    By the organ's signer or the disclosure office. Raise Refused with every reason.
    """
    record = locked_record(record_id=record_id)
    reasons: list[str] = []
    if not holds_role(by, Role.SIGNER, organ_id=record.organ_id) and not scope_of(by).has(
        {Role.DISCLOSURE_OFFICE}, None
    ):
        reasons.append("撤下须由本机关签发人或者政务公开办办理。")
    if not explanation.strip():
        reasons.append("请填写撤下说明，说明会向社会公开。")
    if record.status not in {PublicationStatus.PUBLISHED, PublicationStatus.EXPIRED}:
        reasons.append(f"该信息目前是“{record.get_status_display()}”，没有公开，不需要撤下。")
    refuse_if(reasons)
    _leave_site(record, PublicationStatus.WITHDRAWN, now=now, explanation=explanation.strip())
    RecordEvent.objects.create(record=record, kind=RecordEventKind.WITHDRAWN, note=explanation.strip(), at=now)
    record_audit(
        action="record.withdrawn",
        by=by,
        subject=record,
        detail={"index_number": record.index_number, "explanation": explanation.strip()},
        scope=str(record.organ_id),
    )
    announce(record=record)
    return record


def expire_due_records(*, on: date, now: datetime) -> int:
    """Withdraw every list whose 公示期 is over on this day; return how many left the site."""
    due = InformationRecord.objects.filter(live=True, visible_until__lt=on).values_list("pk", flat=True)
    return sum(expire_record(record_id=pk, now=now) for pk in list(due))


@transaction.atomic
def expire_record(*, record_id: int, now: datetime) -> bool:
    """Take a list off the site when its 公示期 is over; return whether it left now."""
    record = locked_record(record_id=record_id)
    today = timezone.localdate(now)
    if not record.live or record.visible_until is None or record.visible_until >= today:
        return False
    _leave_site(record, PublicationStatus.EXPIRED, now=now)
    RecordEvent.objects.create(record=record, kind=RecordEventKind.EXPIRED, note="公示期满，自动撤下。", at=now)
    record_audit(
        action="record.expired",
        by=None,
        subject=record,
        detail={"visible_until": record.visible_until.isoformat()},
        scope=str(record.organ_id),
    )
    announce(record=record)
    return True


def _leave_site(record: InformationRecord, status: PublicationStatus, *, now: datetime, explanation: str = "") -> None:
    move_status(record=record, status=status)
    record.live = False
    record.has_unpublished_changes = True
    record.live_revision = None
    if status == PublicationStatus.WITHDRAWN:
        record.withdrawn_at = now
        record.withdrawal_explanation = explanation
    # A new text needs the whole way again: the clearance was for the text that has left the site.
    record.secrecy_result = SecrecyResult.PENDING
    Revision.objects.for_instance(record).update(approved_go_live_at=None)
    record.save(
        update_fields=[
            "status",
            "live",
            "has_unpublished_changes",
            "live_revision",
            "withdrawn_at",
            "withdrawal_explanation",
            "secrecy_result",
        ]
    )
