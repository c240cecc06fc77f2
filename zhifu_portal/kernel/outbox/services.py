"""Writing outbox rows, reviving dead ones, clearing away done ones."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.commits import require_transaction
from zhifu_portal.kernel.outbox.enums import OutboxStatus
from zhifu_portal.kernel.outbox.kick import kick_after_commit
from zhifu_portal.kernel.outbox.models import OutboxRow
from zhifu_portal.kernel.outbox.transitions import OUTBOX_TRANSITIONS
from zhifu_portal.kernel.transitions import ensure_transition

NO_PAYLOAD: Mapping[str, Any] = MappingProxyType({})


def enqueue(*, topic: str, key: str, payload: Mapping[str, Any] = NO_PAYLOAD) -> None:
    """Write down owed work in the transaction of the change, and wake a worker after the commit.

    Rows of one key are delivered in order, except that a row that failed comes back later: a handler reads the
    present state of its key. Raises `TransactionManagementError` outside `transaction.atomic()`.
    """
    require_transaction("enqueue")
    now = timezone.now()
    OutboxRow.objects.create(topic=topic, key=key, payload=dict(payload), created_at=now, available_at=now)
    kick_after_commit.request()


def enqueue_many(*, topic: str, keys: Iterable[str]) -> None:
    """Write down the same owed work for many keys, without payload, in one query for each thousand of them.

    Raises `TransactionManagementError` outside `transaction.atomic()`.
    """
    require_transaction("enqueue_many")
    now = timezone.now()
    rows = [OutboxRow(topic=topic, key=key, created_at=now, available_at=now) for key in keys]
    if rows:
        OutboxRow.objects.bulk_create(rows, batch_size=1000)
        kick_after_commit.request()


def revive(*, row: OutboxRow, by: User) -> OutboxRow:
    """Give a dead row all its attempts again, at once; its last error stays readable until the next delivery.

    Raises `TransitionRefused` when the row is not dead.
    """
    with transaction.atomic():
        locked = OutboxRow.objects.select_for_update().get(pk=row.pk)
        ensure_transition(OUTBOX_TRANSITIONS, OutboxStatus(locked.status), OutboxStatus.PENDING)
        locked.status = OutboxStatus.PENDING
        locked.attempts = 0
        locked.available_at = timezone.now()
        locked.save(update_fields=["status", "attempts", "available_at"])
        record_audit(action="outbox.revived", by=by, subject=locked, detail={"last_error": locked.last_error})
        kick_after_commit.request()
    return locked


def prune_done(*, older_than: datetime) -> int:
    """Delete the rows done before the moment given; return how many."""
    done = OutboxRow.objects.filter(status=OutboxStatus.DONE, done_at__lt=older_than)
    return done.delete()[0]
