"""Running an import: a hundred lines per transaction, each line in a savepoint of its own.

A bad line never takes a good one with it, and a killed run is repeated or taken up where it stopped: records, counters
and the place in the file are written in the same transaction.
"""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import IO

from django.contrib.auth.models import User
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from disclosure.organs.models import Organ
from disclosure.records.enums import ImportState
from disclosure.records.models import ImportBatch, ImportRejection
from disclosure.records.services.reproduction import correct_reproductions, publish_reproductions
from policies.documents.importing.batches import finish_batch
from policies.documents.importing.issuers import IssuerDirectory
from policies.documents.importing.lines import read_lines
from policies.documents.importing.matching import Step
from policies.documents.importing.planning import Plan, Planner, ReadLine, read_documents
from policies.documents.importing.report import ChunkReport, ImportReport, OnProgress, OnRejected, add_counts
from policies.documents.importing.source import LineRejected
from policies.documents.importing.writing import SOURCE_CHANGED, ImportContext, create_document, update_document
from policies.documents.models import PolicyDocument
from zhifu_portal.kernel.refusals import Refused
from zhifu_portal.kernel.workdays import load_calendar

LINES_PER_TRANSACTION = 100
MAX_EXCERPT = 200
CONFLICT = "与已登记的信息冲突，没有导入，请核对后单独登记。"


def import_lines(
    *,
    file: IO[bytes],
    batch: ImportBatch,
    by: User | None,
    now: datetime,
    on_progress: OnProgress | None = None,
    on_rejected: OnRejected | None = None,
) -> ImportReport:
    """Import the lines of a file into a batch and finish it; a batch that was begun is taken up where it stopped.

    Memory does not grow with the file. Returns the counters of this run; `was_stopped` when the batch was taken back,
    or taken over by another run, meanwhile.
    """
    context = ImportContext(batch=batch, organ=batch.organ, by=by, now=now, calendar=load_calendar())
    planner = Planner(organ=batch.organ, directory=IssuerDirectory(), publishes=batch.publishes)
    token = uuid.uuid4().hex
    started_at_line = batch.line_count
    ImportBatch.objects.filter(pk=batch.pk).update(run_token=token, progressed_at=now)
    report = ImportReport()
    for lines in _chunks(read_documents(read_lines(file), today=timezone.localdate(now))):
        planner.pass_over(line for line in lines if line.number <= started_at_line)
        fresh = [line for line in lines if line.number > started_at_line]
        if not fresh:
            continue
        chunk = _write_chunk(fresh, planner=planner, context=context, token=token)
        if chunk is None:
            report.was_stopped = True
            return report
        _announce(chunk, fresh, report, on_progress, on_rejected)
    finish_batch(batch_id=batch.pk, token=token, by=by, now=timezone.now())
    return report


def run_queued_import(*, batch_id: int, now: datetime) -> None:
    """Import the uploaded file of a batch that waits or was interrupted; do nothing for any other batch."""
    batch = ImportBatch.objects.select_related("organ", "started_by").get(pk=batch_id)
    if batch.state != ImportState.RUNNING or not batch.upload:
        return
    with batch.upload.open("rb") as file:
        import_lines(file=file, batch=batch, by=batch.started_by, now=now)
    batch.refresh_from_db()
    if batch.state != ImportState.RUNNING:
        # What was imported is in the records; its checksum stays with the batch.
        batch.upload.delete()


def rehearse_import(
    *,
    file: IO[bytes],
    organ: Organ,
    publishes: bool,
    now: datetime,
    on_progress: OnProgress | None = None,
    on_rejected: OnRejected | None = None,
) -> ImportReport:
    """Return the report an import of this file would give; write nothing."""
    directory = IssuerDirectory(is_dry_run=True)
    planner = Planner(organ=organ, directory=directory, publishes=publishes)
    report = ImportReport()
    for lines in _chunks(read_documents(read_lines(file), today=timezone.localdate(now))):
        planner.look_up(lines)
        chunk = ChunkReport()
        for line in lines:
            try:
                _count(chunk, planner, planner.plan(line))
            except LineRejected as rejected:
                chunk.reject(line.number, rejected.reasons, rejected.excerpt)
        _announce(chunk, lines, report, on_progress, on_rejected)
    return report


@transaction.atomic
def _write_chunk(lines: list[ReadLine], *, planner: Planner, context: ImportContext, token: str) -> ChunkReport | None:
    """Write a chunk and its place in the file; None when the batch is no longer ours."""
    batch = ImportBatch.objects.select_for_update().get(pk=context.batch.pk)
    if batch.state != ImportState.RUNNING or batch.run_token != token:
        return None
    planner.look_up(lines)
    chunk = ChunkReport()
    to_publish: list[PolicyDocument] = []
    corrected: list[PolicyDocument] = []
    for line in lines:
        try:
            with transaction.atomic():
                plan = planner.plan(line)
                record = _apply(plan, context=context)
        except (LineRejected, Refused, IntegrityError, DataError) as error:
            _note_failure(chunk, line, error)
            planner.settle(kept=False)
        else:
            planner.settle(kept=True)
            _count(chunk, planner, plan)
            if record is not None and planner.publishes(plan):
                to_publish.append(record)
            elif record is not None and plan.is_public:
                corrected.append(record)
    publish_reproductions(records=to_publish, by=context.by, now=context.now, detail=context.detail)
    correct_reproductions(records=corrected, note=SOURCE_CHANGED, by=context.by, now=context.now, detail=context.detail)
    _save_progress(batch, lines, chunk)
    return chunk


def _apply(plan: Plan, *, context: ImportContext) -> PolicyDocument | None:
    """Carry out what a line asks for; return the record when there is something to tell of it."""
    if plan.step is Step.CREATE:
        return create_document(target=plan.target, context=context)
    if plan.known is None or plan.step is Step.NOTHING:
        return None
    if plan.step is Step.UPDATE:
        return update_document(pk=plan.known.pk, target=plan.target, context=context)
    waiting: PolicyDocument = PolicyDocument.objects.select_for_update().get(pk=plan.known.pk)
    return waiting


def _note_failure(chunk: ChunkReport, line: ReadLine, error: Exception) -> None:
    """Turn what stopped a line into reasons for staff."""
    if isinstance(error, LineRejected):
        chunk.reject(line.number, error.reasons, error.excerpt)
        return
    reasons = error.reasons if isinstance(error, Refused) else [CONFLICT]
    chunk.reject(line.number, reasons, line.document.title if line.document else "")


def _count(chunk: ChunkReport, planner: Planner, plan: Plan) -> None:
    counts = chunk.counts
    counts.created += plan.step is Step.CREATE
    counts.updated += plan.step is Step.UPDATE
    counts.unchanged += plan.step in {Step.NOTHING, Step.PUBLISH}
    counts.published += planner.publishes(plan)
    counts.left_as_drafts += plan.target.is_made_here and plan.step is not Step.NOTHING


def _save_progress(batch: ImportBatch, lines: list[ReadLine], chunk: ChunkReport) -> None:
    """Write counters, rejections and the place reached, in the transaction of the records."""
    ImportRejection.objects.bulk_create(
        ImportRejection(batch=batch, line_number=each.number, reasons=each.reasons, excerpt=each.excerpt[:MAX_EXCERPT])
        for each in chunk.rejected
    )
    batch.position = lines[-1].end
    batch.line_count = lines[-1].number
    batch.progressed_at = timezone.now()
    batch.created_count += chunk.counts.created
    batch.updated_count += chunk.counts.updated
    batch.unchanged_count += chunk.counts.unchanged
    batch.published_count += chunk.counts.published
    batch.rejected_count += chunk.counts.rejected
    batch.save()


def _announce(
    chunk: ChunkReport,
    lines: list[ReadLine],
    report: ImportReport,
    on_progress: OnProgress | None,
    on_rejected: OnRejected | None,
) -> None:
    """Add a finished chunk to the report of the run, and tell whoever watches."""
    add_counts(report, chunk.counts)
    report.lines += len(lines)
    if on_rejected is not None:
        for each in chunk.rejected:
            on_rejected(each)
    if on_progress is not None:
        on_progress(lines[-1].end)


def _chunks(lines: Iterable[ReadLine]) -> Iterator[list[ReadLine]]:
    iterator = iter(lines)
    while chunk := list(islice(iterator, LINES_PER_TRANSACTION)):
        yield chunk
