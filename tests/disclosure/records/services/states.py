"""A record in each publication status, brought there by the services alone; and what a verb leaves behind."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from django.utils import timezone
from wagtail.models import Revision

from disclosure.records.enums import Attribute, PublicationStatus
from disclosure.records.models import InformationRecord, RecordAttachment, RecordEvent
from disclosure.records.services.publication import expire_record, withdraw_record
from tests.disclosure.factories import make_draft, sign_and_publish
from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.outbox.models import OutboxRow

NOT_OPEN = {
    "attribute": Attribute.ON_REQUEST,
    "ground": "E16-1",
    "ground_reason": "内部事务。",
    "discretion_reason": "公开会影响内部管理。",
}
OPEN = {"attribute": Attribute.OPEN, "ground": "", "ground_reason": "", "discretion_reason": ""}
_serials = count(1)


def reload(record):
    return type(record).objects.get(pk=record.pk)


def record_in(status, staff):
    """Return a record of the staff's organ in this status."""
    today = timezone.localdate()
    fields = {"title": f"演示数据：第{next(_serials)}件", "composed_on": today, "visible_until": today}
    if status == PublicationStatus.DRAFT:
        return make_draft(staff, **fields)
    if status == PublicationStatus.SCHEDULED:
        return sign_and_publish(make_draft(staff, go_live_at=timezone.now() + timedelta(days=3), **fields), staff)
    if status == PublicationStatus.REGISTERED:
        return sign_and_publish(make_draft(staff, **fields, **NOT_OPEN), staff)
    record = sign_and_publish(make_draft(staff, **fields), staff)
    if status == PublicationStatus.WITHDRAWN:
        withdraw_record(record_id=record.pk, explanation="内容有误。", by=staff.signer, now=timezone.now())
    elif status == PublicationStatus.EXPIRED:
        assert expire_record(record_id=record.pk, now=timezone.now() + timedelta(days=1))
    return reload(record)


def edited(record, staff, *, clean=True, **fields):
    """Return the record with a new revision of these fields by the editor."""
    draft = reload(record).get_latest_revision_as_object()
    for name, value in {"change_note": "按核对结果更正。", **fields}.items():
        setattr(draft, name, value)
    draft.save_revision(user=staff.editor, clean=clean)
    return reload(record)


def attach(record, *attachments):
    """Put files into a record; the caller saves a revision of it."""
    record.attachment_links = [RecordAttachment(attachment=attachment) for attachment in attachments]


@dataclass(frozen=True)
class Trace:
    """Everything a verb may leave behind: the row, and what hangs on it."""

    row: dict
    events: list
    audit: list
    outbox: list
    times: list

    @classmethod
    def of(cls, record):
        row = InformationRecord.objects.filter(pk=record.pk).values().get()
        return cls(
            row=row,
            events=list(RecordEvent.objects.filter(record_id=record.pk).order_by("pk").values_list("kind", "note")),
            audit=list(AuditRow.objects.order_by("sequence").values_list("action", flat=True)),
            outbox=list(OutboxRow.objects.order_by("pk").values_list("topic", "key")),
            times=list(Revision.objects.for_instance(record).order_by("pk").values_list("approved_go_live_at")),
        )

    def since(self, before):
        """Return the events, audit actions and outbox rows added since an earlier trace."""
        return (
            self.events[len(before.events) :],
            self.audit[len(before.audit) :],
            self.outbox[len(before.outbox) :],
        )
