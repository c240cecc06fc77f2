"""Reproduced texts (转载): what their maker has already published goes public, and follows its source, at once.

The workflow decides what this government discloses of its own. A law or a superior's document has been
disclosed by the organ that made it (条例第十条：行政机关制作的政府信息，由制作该政府信息的行政机关负责公开),
so showing it again decides nothing; it must only be certain that no organ of the district made it.
"""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from disclosure.records.enums import Attribute, PublicationStatus, RecordEventKind, SecrecyResult
from disclosure.records.models import InformationRecord, RecordEvent
from disclosure.records.services.publication import announce, move_status
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if


def is_made_here(record: InformationRecord) -> bool:
    """Say whether an organ of the district made the text, alone or with others."""
    if not record.is_reproduced:
        return True
    if record.lead_organ is not None and not record.lead_organ.is_foreign:
        return True
    return record.joint_organs.filter(is_foreign=False).exists()


def reproduction_blockers(*, record: InformationRecord) -> list[str]:
    """Return why this record may not go public as a reproduction; every reason."""
    reasons: list[str] = []
    if is_made_here(record):
        reasons.append("本区机关制作的信息须经属性认定、保密审查和签发后公开。")
    if record.attribute != Attribute.OPEN:
        reasons.append(f"公开属性为{record.get_attribute_display()}，不能公开。")
    if record.latest_revision_id is not None:
        reasons.append("该信息已有人工修改，请按审签流程办理。")
    if record.status not in {PublicationStatus.DRAFT, PublicationStatus.PUBLISHED}:
        reasons.append(f"该信息目前是“{record.get_status_display()}”，不再随来源公开。")
    if not record.body:
        reasons.append("正文是空的。")
    return reasons


@transaction.atomic
def publish_reproduction(
    *, record: InformationRecord, by: User | None, now: datetime, detail: Mapping[str, object]
) -> InformationRecord:
    """Make a reproduced text public without the workflow; raise Refused with every reason.

    `record` is saved and its row locked by the caller, who read or made it in the same transaction; `detail`
    says in the audit row where the text comes from (the batch). The day the source gave as its publication is kept.
    """
    refuse_if(reproduction_blockers(record=record))
    move_status(record, PublicationStatus.PUBLISHED)
    record.secrecy_result = SecrecyResult.CLEARED
    record.live = True
    record.published_at = record.published_at or now
    record.first_published_at = record.first_published_at or now
    record.last_published_at = now
    record.save(
        update_fields=[
            "status",
            "secrecy_result",
            "live",
            "published_at",
            "first_published_at",
            "last_published_at",
        ]
    )
    _tell(record=record, kind=RecordEventKind.PUBLISHED, note="", by=by, now=now, detail=detail)
    return record


@transaction.atomic
def correct_reproduction(
    *, record: InformationRecord, note: str, by: User | None, now: datetime, detail: Mapping[str, object]
) -> InformationRecord:
    """Save a public reproduced text as its source has it now; raise Refused with every reason.

    `record` holds the new content and its row is locked by the caller; `note` is shown in the public history.
    """
    refuse_if(reproduction_blockers(record=record))
    move_status(record, PublicationStatus.PUBLISHED)
    record.last_published_at = now
    record.save()
    _tell(record=record, kind=RecordEventKind.CORRECTED, note=note, by=by, now=now, detail=detail)
    return record


def _tell(
    *,
    record: InformationRecord,
    kind: RecordEventKind,
    note: str,
    by: User | None,
    now: datetime,
    detail: Mapping[str, object],
) -> None:
    RecordEvent.objects.create(record_id=record.pk, kind=kind, note=note, at=now)
    record_audit(
        action=f"record.{kind}",
        by=by,
        subject=record,
        detail={"index_number": record.index_number, "reproduction": True, "note": note, **detail},
        scope=str(record.organ_id),
    )
    announce(record=record)
