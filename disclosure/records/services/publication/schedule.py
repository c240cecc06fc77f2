"""Signed texts that wait for their time."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.models import Revision

from disclosure.organs.enums import Role
from disclosure.organs.permissions import holds_role
from disclosure.records.enums import PublicationStatus
from disclosure.records.models import InformationRecord
from disclosure.records.queries.blockers import publication_blockers
from disclosure.records.services.publication.going_live import go_live
from disclosure.records.services.publication.status import locked_record, move_status
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if


def schedule_revision(*, record: InformationRecord, revision: Revision, at: datetime, by: User) -> InformationRecord:
    """Keep a signed revision for its time; a live text stays public until then."""
    Revision.objects.for_instance(record).exclude(pk=revision.pk).update(approved_go_live_at=None)
    revision.approved_go_live_at = at
    revision.save(update_fields=["approved_go_live_at"])
    if not record.live:
        move_status(record=record, status=PublicationStatus.SCHEDULED)
        record.save(update_fields=["status"])
    record_audit(
        action="record.scheduled",
        by=by,
        subject=record,
        detail={"revision": revision.pk, "at": at.isoformat()},
        scope=str(record.organ_id),
    )
    return record


def publish_due_records(*, now: datetime) -> int:
    """Publish every scheduled revision whose time has come; return how many went out."""
    due = Revision.objects.filter(
        approved_go_live_at__lte=now, base_content_type=InformationRecord.get_base_content_type()
    ).values_list("pk", flat=True)
    return sum(publish_due_revision(revision_id=pk, now=now) for pk in list(due))


@transaction.atomic
def publish_due_revision(*, revision_id: int, now: datetime) -> bool:
    """Publish a scheduled revision whose time has come; return whether it went out now.

    One that may no longer go out loses its time and says why in the audit trail. Run twice it does its
    work once: the second run finds no approved time on the revision.
    """
    revision = Revision.objects.select_for_update().get(pk=revision_id)
    if revision.approved_go_live_at is None or revision.approved_go_live_at > now:
        return False
    record = locked_record(record_id=int(revision.object_id))
    reasons = publication_blockers(record=record, revision=revision)
    if reasons:
        unschedule_revision(record=record, revision=revision, reasons=reasons)
        return False
    go_live(record=record, revision=revision, by=None, now=now)
    return True


@transaction.atomic
def cancel_schedule(*, record_id: int, by: User) -> InformationRecord:
    """Take back the time of a scheduled text; it needs the whole way again. By the organ's signer."""
    record = locked_record(record_id=record_id)
    revision = Revision.objects.for_instance(record).filter(approved_go_live_at__isnull=False).first()
    reasons: list[str] = []
    if not holds_role(by, Role.SIGNER, organ_id=record.organ_id):
        reasons.append("取消定时发布须由本机关签发人办理。")
    if revision is None:
        reasons.append("该信息没有定时发布，不需要取消。")
    refuse_if(reasons)
    unschedule_revision(record=record, revision=revision, reasons=["签发人取消"], by=by)
    return record


def unschedule_revision(
    *, record: InformationRecord, revision: Revision, reasons: list[str], by: User | None = None
) -> None:
    """Take the time off a scheduled revision; the record is a draft again unless an older text is public."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    if record.status == PublicationStatus.SCHEDULED:
        move_status(record=record, status=PublicationStatus.DRAFT)
        record.save(update_fields=["status"])
    record_audit(
        action="record.unscheduled",
        by=by,
        subject=record,
        detail={"revision": revision.pk, "reasons": reasons},
        scope=str(record.organ_id),
    )
