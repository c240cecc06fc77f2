"""Reproduced texts (转载): what their maker has already published goes public, and follows its source, at once.

The workflow decides what this government discloses of its own. A law or a superior's document has been
disclosed by the organ that made it (条例第十条：行政机关制作的政府信息，由制作该政府信息的行政机关负责公开),
so showing it again decides nothing; it must only be certain that no organ of the district made it. Both services take
many records, because they come by the hundred.

Neither the findings check nor the secrecy review is here, on purpose: what a text of another organ says about people
was weighed by the organ that published it, and an import of thousands of laws must not wait for scans. Whoever edits a
reproduced text makes a revision of it, and that goes the whole way like any other (see `_blockers`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from disclosure.records.body import is_marked
from disclosure.records.enums import Attribute, PublicationStatus, RecordEventKind, SecrecyResult
from disclosure.records.models import InformationRecord, InformationRecordQuerySet, RecordEvent
from disclosure.records.services.publication import move_status
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.epoch import bump_epoch
from zhifu_portal.kernel.refusals import refuse_if
from zhifu_portal.search.indexing import mark_changed


@transaction.atomic
def publish_reproductions(
    *, records: Sequence[InformationRecord], by: User | None, now: datetime, detail: Mapping[str, object]
) -> None:
    """Make reproduced drafts public without the workflow; raise Refused with every reason against any of them.

    The caller has saved the records or locked their rows in the same transaction. `detail` says in each audit row
    where the text comes from (the batch). The day the source gave as its day of publication is kept.
    """
    refuse_if(_blockers(records, expected=PublicationStatus.DRAFT))
    for record in records:
        move_status(record=record, status=PublicationStatus.PUBLISHED)
        record.secrecy_result = SecrecyResult.CLEARED
        record.live = True
        record.published_at = record.published_at or now
    _rows(records).update(
        status=PublicationStatus.PUBLISHED,
        secrecy_result=SecrecyResult.CLEARED,
        live=True,
        published_at=Coalesce("published_at", now),
        first_published_at=Coalesce("first_published_at", now),
        last_published_at=now,
    )
    _tell(records, kind=RecordEventKind.PUBLISHED, note="", by=by, now=now, detail=detail)


@transaction.atomic
def correct_reproductions(
    *, records: Sequence[InformationRecord], note: str, by: User | None, now: datetime, detail: Mapping[str, object]
) -> None:
    """Announce that public reproduced texts now read as their source does; raise Refused with every reason.

    The caller has saved the new content in the same transaction; `note` is shown in the public history.
    """
    refuse_if(_blockers(records, expected=PublicationStatus.PUBLISHED))
    for record in records:
        move_status(record=record, status=PublicationStatus.PUBLISHED)
    _rows(records).update(last_published_at=now)
    _tell(records, kind=RecordEventKind.CORRECTED, note=note, by=by, now=now, detail=detail)


def _blockers(records: Sequence[InformationRecord], *, expected: PublicationStatus) -> list[str]:
    """Return every reason why one of these records may not be handled as a reproduction in this status."""
    made_here = set(
        _rows(records)
        .filter(Q(is_reproduced=False) | Q(lead_organ__is_foreign=False) | Q(joint_organs__is_foreign=False))
        .values_list("pk", flat=True)
    )
    reasons: list[str] = []
    for record in records:
        name = f"{record.index_number}："
        if record.pk in made_here:
            reasons.append(f"{name}本区机关制作的信息须经属性认定、保密审查和签发后公开。")
        if record.attribute != Attribute.OPEN:
            reasons.append(f"{name}公开属性为{record.get_attribute_display()}，不能公开。")
        if record.latest_revision_id is not None:
            reasons.append(f"{name}已有人工修改，请按审签流程办理。")
        if record.status != expected:
            reasons.append(f"{name}目前是“{record.get_status_display()}”，应为“{expected.label}”。")
        if not record.body:
            reasons.append(f"{name}正文是空的。")
        elif is_marked(record.body):
            reasons.append(f"{name}正文标注了不公开的内容，请按审签流程办理。")
    return reasons


def _rows(records: Sequence[InformationRecord]) -> InformationRecordQuerySet:
    return InformationRecord.objects.filter(pk__in=[record.pk for record in records])


def _tell(
    records: Sequence[InformationRecord],
    *,
    kind: RecordEventKind,
    note: str,
    by: User | None,
    now: datetime,
    detail: Mapping[str, object],
) -> None:
    """Write history and audit rows, owe the index a look, and change the epoch once for all."""
    RecordEvent.objects.bulk_create(
        RecordEvent(record_id=record.pk, kind=kind, note=note, at=now) for record in records
    )
    for record in records:
        mark_changed(f"record:{record.pk}")
        record_audit(
            action=f"record.{kind}",
            by=by,
            subject=record,
            detail={"index_number": record.index_number, "reproduction": True, "note": note, **detail},
            scope=str(record.organ_id),
        )
    if records:
        bump_epoch()
