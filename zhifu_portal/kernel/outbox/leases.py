"""Claiming outbox rows for one worker, and settling what became of them: the writers of a row's status."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from zhifu_portal.kernel.outbox.enums import OutboxStatus
from zhifu_portal.kernel.outbox.models import OutboxRow, OutboxTopic
from zhifu_portal.kernel.outbox.transitions import OUTBOX_TRANSITIONS
from zhifu_portal.kernel.outbox_handlers import Registration
from zhifu_portal.kernel.transitions import ensure_transition

MAX_ATTEMPTS = 12
FIRST_BACKOFF = timedelta(seconds=2)
LONGEST_BACKOFF = timedelta(hours=1)
WORKER_DIED = "处理进程多次中途退出，已停止重试"


def backoff(attempts: int) -> timedelta:
    """Return how long a row waits after its n-th failed attempt: 2 s, 4 s, 8 s … one hour at most."""
    return min(FIRST_BACKOFF * 2 ** (attempts - 1), LONGEST_BACKOFF)


def claim(registration: Registration, *, now: datetime) -> list[OutboxRow]:
    """Lease due rows of the topic, count the attempt and return them in their order; empty while another holds it.

    The oldest are taken. Where rows of one key collapse into one, the keys that were owed last come first, each with
    all its rows: what somebody has just done does not wait behind the thousands of an import.
    """
    # Without the topic's lock a slow worker could apply an old state of a key over a newer one.
    topic = OutboxTopic.objects.select_for_update(skip_locked=True).filter(name=registration.topic).first()
    if topic is None:
        return []
    moment = _moment(now)
    of_topic = OutboxRow.objects.filter(topic=topic.name)
    busy_keys = of_topic.in_flight(now=moment).values("key")
    due = of_topic.claimable(now=now).exclude(key__in=busy_keys).order_by("pk")
    if registration.collapse:
        newest = list(due.order_by("-pk").values_list("key", flat=True)[: registration.batch_size])
        rows = list(due.filter(key__in=newest).select_for_update(skip_locked=True))
    else:
        rows = list(due.select_for_update(skip_locked=True)[: registration.batch_size])
    lease_end = moment + registration.lease
    for row in rows:
        row.attempts += 1
        row.leased_until = lease_end
    claimed = OutboxRow.objects.filter(pk__in=[row.pk for row in rows])
    claimed.update(attempts=F("attempts") + 1, leased_until=lease_end)
    return rows


def settle_done(rows: Sequence[OutboxRow], *, now: datetime) -> int:
    """Mark the rows done; return how many of them were still held by this claim."""
    return _settle(rows, OutboxStatus.DONE, last_error="", done_at=_moment(now))


def settle_failed(rows: Sequence[OutboxRow], error: str, *, now: datetime) -> int:
    """Put the rows off for a later attempt."""
    wait = backoff(max(row.attempts for row in rows))
    return _settle(rows, OutboxStatus.PENDING, last_error=error, available_at=_moment(now) + wait)


def settle_dead(rows: Sequence[OutboxRow], error: str) -> int:
    """Give the rows up until somebody revives them."""
    return _settle(rows, OutboxStatus.DEAD, last_error=error)


def _settle(rows: Sequence[OutboxRow], status: OutboxStatus, **fields: object) -> int:
    if status != OutboxStatus.PENDING:
        ensure_transition(OUTBOX_TRANSITIONS, OutboxStatus.PENDING, status)
    # A worker that outlived its lease must not settle what another holds by now: the lease is the ticket.
    held = OutboxRow.objects.pending().filter(
        pk__in=[row.pk for row in rows], leased_until__in={row.leased_until for row in rows}
    )
    return held.update(status=status, leased_until=None, **fields)


def _moment(now: datetime) -> datetime:
    """Return the present for leases and retries: `now` was read when the drain began, which may be minutes ago."""
    return max(now, timezone.now())
