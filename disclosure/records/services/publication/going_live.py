"""From the last signature to the site: publish, or register what is not open."""

from datetime import datetime

from django.contrib.auth.models import User
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import Revision

from disclosure.records.enums import PublicationStatus, RecordEventKind, SecrecyResult
from disclosure.records.models import InformationRecord, RecordEvent
from disclosure.records.services.due_dates import count_lateness
from disclosure.records.services.public_text import put_public_text
from disclosure.records.services.publication.fixed_text import carry_fixed_word, keep_fixed_text
from disclosure.records.services.publication.status import announce, move_status, owe_followers
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if
from zhifu_portal.kernel.workdays import load_calendar


def go_live(*, record: InformationRecord, revision: Revision, by: User | None, now: datetime) -> InformationRecord:
    """Make a revision the public text. The caller has locked the record and checked every condition.

    What is withheld of it stays in the revision: the row gets the public text.
    """
    action = PublishRevisionAction(revision, user=by)
    carry_fixed_word(target=action.object, revision=revision)
    target: InformationRecord = put_public_text(record=action.object)
    was_live = record.live
    note = target.change_note
    move_status(record=target, status=PublicationStatus.PUBLISHED)
    target.secrecy_result = SecrecyResult.CLEARED
    target.published_at = record.published_at or now
    count_lateness(target=target, before=record, now=now, calendar=load_calendar())
    target.withdrawn_at = None
    target.withdrawal_explanation = ""
    target.change_note = ""
    target.go_live_at = None
    action.execute(skip_permission_checks=True)
    keep_fixed_text(target=target, revision=revision)
    kind = RecordEventKind.CORRECTED if was_live else RecordEventKind.PUBLISHED
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


def register_not_open(*, record: InformationRecord, revision: Revision, by: User, now: datetime) -> InformationRecord:
    """Fix the text of a record that is not open: it stays registered, unpublished, with its ground."""
    refuse_if(["已公开的信息改为不公开，请先按“撤下”办理并说明理由。"] if record.live else [])
    target: InformationRecord = revision.as_object()
    carry_fixed_word(target=target, revision=revision)
    Revision.objects.for_instance(record).update(approved_go_live_at=None)
    move_status(record=target, status=PublicationStatus.REGISTERED)
    target.secrecy_result = SecrecyResult.REFUSED
    target.has_unpublished_changes = False
    target.save()
    keep_fixed_text(target=target, revision=revision)
    record_audit(
        action="record.registered_not_open",
        by=by,
        subject=target,
        detail={"attribute": target.attribute, "ground": target.ground, "at": now.isoformat()},
        scope=str(target.organ_id),
    )
    owe_followers(record=target)
    return target
