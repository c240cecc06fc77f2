"""The batch of an import: begun, queued for the worker, finished."""

import hashlib
from datetime import datetime
from pathlib import PurePath
from typing import IO, Any

from django.contrib.auth.models import User
from django.core.files.base import File
from django.db import transaction

from disclosure.organs.models import Organ
from disclosure.records.enums import ImportState
from disclosure.records.models import ImportBatch
from disclosure.records.transitions import IMPORT_TRANSITIONS
from disclosure.review.services.historic import owe_proposals
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.files import safe_file_name
from zhifu_portal.kernel.outbox import enqueue
from zhifu_portal.kernel.refusals import refuse_if
from zhifu_portal.kernel.transitions import ensure_transition

TOPIC = "policies.import"
MAX_UPLOAD_BYTES = 64 * 1024 * 1024
_HEAD_BYTES = 4096
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def file_refusals(*, file: IO[bytes], size: int, max_bytes: int | None = None) -> list[str]:
    """Return every reason, in Chinese, why this file cannot be read line by line; leaves it at its beginning."""
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    file.seek(0)
    reasons = []
    if max_bytes is not None and size > max_bytes:
        reasons.append(f"文件过大，不能超过 {max_bytes // 1024 // 1024} MB，请拆分后分次导入，或者由管理员用命令导入。")
    if not head.strip():
        reasons.append("文件是空的，请检查后重新选择。")
    elif head.startswith(_UTF16_MARKS) or b"\x00" in head:
        reasons.append("文件不是 UTF-8 编码的文本，请另存为 UTF-8 编码的 JSONL 后重试。")
    return reasons


@transaction.atomic
def start_batch(
    *, organ: Organ, file: IO[bytes], name: str, size: int, publishes: bool, by: User | None, now: datetime
) -> ImportBatch:
    """Begin an import of a file for an organ; raise Refused when the file cannot be read line by line."""
    refuse_if(file_refusals(file=file, size=size))
    batch = ImportBatch.objects.create(
        organ=organ,
        file_name=safe_file_name(PurePath(name).name),
        sha256=_sha256(file),
        size=size,
        publishes=publishes,
        started_at=now,
        started_by_id=by.pk if by else None,
    )
    record_audit(
        action="import.started",
        by=by,
        subject=batch,
        detail={"file": batch.file_name, "sha256": batch.sha256, "publishes": publishes},
        scope=str(organ.pk),
    )
    return batch


@transaction.atomic
def queue_import(*, organ: Organ, file: File[Any], by: User, now: datetime) -> ImportBatch:
    """Keep an uploaded file and owe its import to the worker; raise Refused with every reason.

    Documents imported here stay drafts: only the command can make reproduced texts public at once.
    """
    size = file.size or 0
    refuse_if(file_refusals(file=file, size=size, max_bytes=MAX_UPLOAD_BYTES))
    batch = start_batch(
        organ=organ, file=file, name=file.name or "documents.jsonl", size=size, publishes=False, by=by, now=now
    )
    batch.upload.save(f"{batch.sha256[:16]}.jsonl", file)
    enqueue(topic=TOPIC, key=str(batch.pk))
    return batch


@transaction.atomic
def finish_batch(*, batch_id: int, token: str, by: User | None, now: datetime) -> None:
    """Close a batch after its last line; the run that holds the token alone may."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    if batch.state != ImportState.RUNNING or batch.run_token != token:
        return
    ensure_transition(IMPORT_TRANSITIONS, ImportState(batch.state), ImportState.FINISHED)
    batch.state = ImportState.FINISHED
    batch.finished_at = now
    batch.run_token = ""
    batch.save()
    counters = ("created_count", "updated_count", "unchanged_count", "published_count", "rejected_count")
    record_audit(
        action="import.finished",
        by=by,
        subject=batch,
        detail={name: getattr(batch, name) for name in counters},
        scope=str(batch.organ_id),
    )
    if batch.created_count or batch.updated_count:
        # What came in without an attribute is a historic document.
        owe_proposals(organ_id=batch.organ_id)


def _sha256(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(1024 * 1024):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
