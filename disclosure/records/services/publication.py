"""The one writer of a record's publication status: publish, schedule, register, withdraw, expire, replace."""

from datetime import date, datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import Revision

from disclosure.organs.enums import Role
from disclosure.organs.permissions import holds_role, scope_of
from disclosure.records.enums import Attribute, PublicationStatus, RecordEventKind, SecrecyResult
from disclosure.records.models import InformationRecord, RecordEvent
from disclosure.records.queries.blockers import publication_blockers
from disclosure.records.transitions import PUBLICATION_TRANSITIONS
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.epoch import bump_epoch
from zhifu_portal.kernel.refusals import refuse_if
from zhifu_portal.kernel.transitions import ensure_transition
from zhifu_portal.search.indexing import mark_changed


def locked_record(record_id: int) -> InformationRecord:
    """Return the record with its row locked; call inside a transaction."""
    return InformationRecord.objects.select_for_update().get(pk=record_id)


def announce(*, record: InformationRecord) -> None:
    """Tell the index and the page cache that what the public may see of this record has changed."""
    mark_changed(f"record:{record.pk}")
    bump_epoch()


def move_status(record: InformationRecord, status: PublicationStatus) -> None:
    """Set the status of a loaded record if the table allows the move; raise TransitionRefused otherwise."""
    ensure_transition(PUBLICATION_TRANSITIONS, PublicationStatus(record.status), status)
    record.status = status


@transaction.atomic
def complete_sign_off(*, record_id: int, revision: Revision, by: User, now: datetime) -> InformationRecord:
    """Carry out a signed revision: publish or schedule an open record, register any other.

    Raise Refused with every reason when a step is missing or was decided on another text.
    """
    record = locked_record(record_id)
    draft: InformationRecord = revision.as_object()
    if draft.attribute != Attribute.OPEN:
        return _register_not_open(record=record, revision=revision, by=by, now=now)
    refuse_if(publication_blockers(record=record, revision=revision))
    if draft.go_live_at and draft.go_live_at > now:
        return _schedule(record=record, revision=revision, at=draft.go_live_at, by=by)
    return go_live(record=record, revision=revision, by=by, now=now)


@transaction.atomic
def publish_due_revision(*, revision_id: int, now: datetime) -> bool:
    """Publish a scheduled revision whose time has come; return whether it went out now.

    One that may no longer go out loses its time and says why in the audit trail. Run twice it does its
    work once: the second run finds no approved time on the revision.
    """
    revision = Revision.objects.select_for_update().get(pk=revision_id)
    if revision.approved_go_live_at is None or revision.approved_go_live_at > now:
        return False
    record = locked_record(int(revision.object_id))
    reasons = publication_blockers(record=record, revision=revision)
    if reasons:
        unschedule_revision(record=record, revision=revision, reasons=reasons)
        return False
    go_live(record=record, revision=revision, by=None, now=now)
    return True


@transaction.atomic
def cancel_schedule(*, record_id: int, by: User) -> InformationRecord:
    """Take back the time of a scheduled text; it needs the whole way again. By the organ's signer."""
    record = locked_record(record_id)
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
        move_status(record, PublicationStatus.DRAFT)
        record.save(update_fields=["status"])
    record_audit(
        action="record.unscheduled",
        by=by,
        subject=record,
        detail={"revision": revision.pk, "reasons": reasons},
        scope=str(record.organ_id),
    )


def go_live(*, record: InformationRecord, revision: Revision, by: User | None, now: datetime) -> InformationRecord:
    """Make a revision the public text. The caller has locked the record and checked every condition."""
    action = PublishRevisionAction(revision, user=by)
    target: InformationRecord = action.object
    was_public = record.first_published_at is not None
    note = target.change_note
    move_status(target, PublicationStatus.PUBLISHED)
    target.secrecy_result = SecrecyResult.CLEARED
    target.published_at = record.published_at or now
    target.withdrawn_at = None
    target.withdrawal_explanation = ""
    target.change_note = ""
    target.go_live_at = None
    action.execute(skip_permission_checks=True)
    kind = RecordEventKind.CORRECTED if was_public else RecordEventKind.PUBLISHED
    RecordEvent.objects.create(record_id=target.pk, kind=kind, note=note, at=now, revision=revision)
    record_audit(
        action=f"record.{kind}",
        by=by,
        subject=target,
        detail={"index_number": target.index_number, "revision": revision.pk, "note": note},
        scope=str(target.organ_id),
    )
    announce(record=target)
    return target


def _schedule(*, record: InformationRecord, revision: Revision, at: datetime, by: User) -> InformationRecord:
    """Keep a signed revision for its time; a live text stays public until then."""
    Revision.objects.for_instance(record).exclude(pk=revision.pk).update(approved_go_live_at=None)
    revision.approved_go_live_at = at
    revision.save(update_fields=["approved_go_live_at"])
    if not record.live:
        move_status(record, PublicationStatus.SCHEDULED)
        record.save(update_fields=["status"])
    record_audit(
        action="record.scheduled",
        by=by,
        subject=record,
        detail={"revision": revision.pk, "at": at.isoformat()},
        scope=str(record.organ_id),
    )
    return record


def _register_not_open(*, record: InformationRecord, revision: Revision, by: User, now: datetime) -> InformationRecord:
    """Fix the text of a record that is not open: it stays registered, unpublished, with its ground."""
    refuse_if(["已公开的信息改为不公开，请先按“撤下”办理并说明理由。"] if record.live else [])
    target: InformationRecord = revision.as_object()
    move_status(target, PublicationStatus.REGISTERED)
    target.secrecy_result = SecrecyResult.REFUSED
    target.has_unpublished_changes = False
    target.save()
    record_audit(
        action="record.registered_not_open",
        by=by,
        subject=target,
        detail={"attribute": target.attribute, "ground": target.ground, "at": now.isoformat()},
        scope=str(target.organ_id),
    )
    return target


@transaction.atomic
def withdraw_record(*, record_id: int, explanation: str, by: User, now: datetime) -> InformationRecord:
    """Take a record off the site at once; its page says publicly why.

    By the organ's signer or the disclosure office. Raise Refused with every reason.
    """
    record = locked_record(record_id)
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


@transaction.atomic
def expire_record(*, record_id: int, now: datetime) -> bool:
    """Take a list off the site when its 公示期 is over; return whether it left now."""
    record = locked_record(record_id)
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
    move_status(record, status)
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


@transaction.atomic
def replace_record(*, record_id: int, replaced_by_id: int, by: User, now: datetime) -> InformationRecord:
    """Mark a public record as replaced by a newer public one; both stay readable and point at each other."""
    record = locked_record(record_id)
    successor = InformationRecord.objects.get(pk=replaced_by_id)
    reasons: list[str] = []
    if not holds_role(by, Role.EDITOR, organ_id=record.organ_id):
        reasons.append(f"您不是{record.organ}的编辑，不能办理。")
    if not record.live:
        reasons.append("只有已发布的信息才能标注为被替代。")
    if not InformationRecord.objects.public(on=timezone.localdate(now)).filter(pk=successor.pk).exists():
        reasons.append("替代文件还没有公开发布，请先发布新文件。")
    if successor.pk == record.pk or _leads_back(successor, record.pk):
        reasons.append("新旧文件互相替代，形成了循环，请核对。")
    refuse_if(reasons)
    record.replaced_by = successor
    record.save(update_fields=["replaced_by"])
    note = f"被《{successor.title}》替代。"
    RecordEvent.objects.create(record=record, kind=RecordEventKind.REPLACED, note=note, at=now)
    record_audit(
        action="record.replaced",
        by=by,
        subject=record,
        detail={"replaced_by": successor.index_number},
        scope=str(record.organ_id),
    )
    announce(record=record)
    mark_changed(f"record:{successor.pk}")
    return record


def _leads_back(successor: InformationRecord, record_id: int) -> bool:
    seen: set[int] = set()
    current: InformationRecord | None = successor
    while current is not None and current.pk not in seen:
        seen.add(current.pk)
        if current.replaced_by_id == record_id:
            return True
        current = current.replaced_by
    return False


def publish_due_records(*, now: datetime) -> int:
    """Publish every scheduled revision whose time has come; return how many went out."""
    due = Revision.objects.filter(
        approved_go_live_at__lte=now, base_content_type=InformationRecord.get_base_content_type()
    ).values_list("pk", flat=True)
    return sum(publish_due_revision(revision_id=pk, now=now) for pk in list(due))


def expire_due_records(*, on: date, now: datetime) -> int:
    """Withdraw every list whose 公示期 is over on this day; return how many left the site."""
    due = InformationRecord.objects.filter(live=True, visible_until__lt=on).values_list("pk", flat=True)
    return sum(expire_record(record_id=pk, now=now) for pk in list(due))
