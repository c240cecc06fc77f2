"""Taking back an import: what it created goes, unless somebody has worked on it since."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import ProtectedError, QuerySet

from disclosure.records.enums import ImportState, PublicationStatus
from disclosure.records.models import ImportBatch, InformationRecord, RetiredIndexNumber
from disclosure.records.transitions import IMPORT_TRANSITIONS
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.epoch import bump_epoch
from zhifu_portal.kernel.transitions import ensure_transition
from zhifu_portal.search.indexing import mark_changed

RECORDS_PER_TRANSACTION = 100
REFERRED_TO = "其他信息引用了它，请先解除引用。"


@dataclass(frozen=True)
class KeptRecord:
    """A record an undo left alone, and why."""

    index_number: str
    title: str
    reasons: list[str]


@dataclass
class UndoReport:
    """What an undo did: how many records it deleted, and which it kept."""

    deleted: int = 0
    kept: list[KeptRecord] = field(default_factory=list)


def undo_import(*, batch_id: int, by: User | None, now: datetime) -> UndoReport:
    """Delete the records an import created, a hundred per transaction; those staff have worked on stay.

    Index numbers of deleted records are retired, never given out again. An import that still runs stops at its next
    lines. Texts the import had only updated stay as they are. May be repeated: it goes on where it was stopped.
    """
    _mark_undone(batch_id=batch_id, by=by, now=now)
    report = UndoReport()
    ids = InformationRecord.objects.filter(import_batch_id=batch_id).order_by("pk").values_list("pk", flat=True)
    for chunk in _chunks(list(ids)):
        _undo_chunk(batch_id=batch_id, ids=chunk, by=by, now=now, report=report)
    return report


@transaction.atomic
def _mark_undone(*, batch_id: int, by: User | None, now: datetime) -> None:
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    ensure_transition(IMPORT_TRANSITIONS, ImportState(batch.state), ImportState.UNDONE)
    batch.state = ImportState.UNDONE
    batch.finished_at = batch.finished_at or now
    batch.run_token = ""
    batch.save(update_fields=["state", "finished_at", "run_token"])
    record_audit(action="import.undone", by=by, subject=batch, detail={}, scope=str(batch.organ_id))


@transaction.atomic
def _undo_chunk(*, batch_id: int, ids: Sequence[int], by: User | None, now: datetime, report: UndoReport) -> None:
    batch = ImportBatch.objects.get(pk=batch_id)
    free: list[InformationRecord] = []
    for record in _with_traces(InformationRecord.objects.select_for_update().filter(pk__in=ids).order_by("pk")):
        reasons = undo_blockers(record=record)
        if reasons:
            report.kept.append(KeptRecord(record.index_number, record.title, reasons))
        else:
            free.append(record)
    deleted = _delete(free, report)
    RetiredIndexNumber.objects.bulk_create(
        RetiredIndexNumber(index_number=record.index_number, title=record.title, batch=batch, retired_at=now)
        for record in deleted
    )
    for record in deleted:
        mark_changed(f"record:{record.pk}")
    report.deleted += len(deleted)
    if deleted:
        bump_epoch()
        record_audit(
            action="import.records_deleted",
            by=by,
            subject=batch,
            detail={"index_numbers": [record.index_number for record in deleted]},
            scope=str(batch.organ_id),
        )


def undo_blockers(*, record: InformationRecord) -> list[str]:
    """Return what staff have done with an imported record since: every reason to keep it."""
    reasons: list[str] = []
    if record.latest_revision_id is not None:
        reasons.append("导入后有人编辑或者送审过。")
    if record.decisions.all():
        reasons.append("已有办理意见。")
    if record.status not in {PublicationStatus.DRAFT, PublicationStatus.PUBLISHED}:
        reasons.append(f"目前是“{record.get_status_display()}”。")
    if record.replaced_by_id is not None or record.replaces.all():
        reasons.append("与其他文件有替代关系。")
    if record.attachment_links.all():
        reasons.append("已加挂附件。")
    return reasons


def kept_records(*, batch: ImportBatch) -> Iterator[KeptRecord]:
    """Yield the records of an undone import that are still there, with the reasons; for the batch's page."""
    for record in _with_traces(InformationRecord.objects.filter(import_batch=batch).order_by("pk")):
        yield KeptRecord(record.index_number, record.title, undo_blockers(record=record) or [REFERRED_TO])


def _with_traces(records: QuerySet[InformationRecord]) -> Iterable[InformationRecord]:
    return records.defer("body").prefetch_related("decisions", "replaces", "attachment_links")


def _delete(records: list[InformationRecord], report: UndoReport) -> list[InformationRecord]:
    """Delete the rows together, or one by one when something refers to one of them; return those deleted."""
    if _deleted(records):
        return records
    alone = []
    for record in records:
        if _deleted([record]):
            alone.append(record)
        else:
            report.kept.append(KeptRecord(record.index_number, record.title, [REFERRED_TO]))
    return alone


def _deleted(records: list[InformationRecord]) -> bool:
    try:
        with transaction.atomic():
            InformationRecord.objects.filter(pk__in=[record.pk for record in records]).delete()
    except ProtectedError:
        return False
    return True


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    iterator = iter(ids)
    while chunk := list(islice(iterator, RECORDS_PER_TRANSACTION)):
        yield chunk
