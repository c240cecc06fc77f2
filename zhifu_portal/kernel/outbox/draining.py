"""Delivering outbox rows to their handlers, once each where the handler writes to the same database.

A batch is claimed, attempted and settled. For a transactional handler the three are one transaction: a worker
killed half-way leaves no trace of the batch. For the others the claim is committed first, as a lease that runs out.
"""

import logging
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhifu_portal.kernel.outbox.leases import MAX_ATTEMPTS, WORKER_DIED, claim, settle_dead, settle_done, settle_failed
from zhifu_portal.kernel.outbox.models import OutboxRow, OutboxTopic
from zhifu_portal.kernel.outbox_handlers import Delivery, Registration, registered_handlers

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class DrainReport:
    """How many rows one drain finished, put off for a retry, and gave up."""

    done: int = 0
    retried: int = 0
    dead: int = 0

    def __add__(self, other: "DrainReport") -> "DrainReport":
        return DrainReport(self.done + other.done, self.retried + other.retried, self.dead + other.dead)


@dataclass(frozen=True)
class Parcel:
    """The rows one delivery stands for: one row, or all rows of a key where the handler asked to collapse them."""

    rows: tuple[OutboxRow, ...]

    @property
    def delivery(self) -> Delivery:
        """The newest row as the handler sees it."""
        return Delivery(self.rows[-1].pk, self.rows[-1].key, self.rows[-1].payload)

    @property
    def attempts(self) -> int:
        """The attempts made with this one, of the row tried most often."""
        return max(row.attempts for row in self.rows)


@dataclass(frozen=True)
class Outcome:
    """What became of a parcel: an empty error means it was handled."""

    parcel: Parcel
    error: str = ""


def drain(*, now: datetime) -> DrainReport:
    """Deliver every row that is available at `now` and has a handler; safe to run in any number of workers at once.

    A row that fails is retried alone, later and later, and is dead after `MAX_ATTEMPTS`. Rows enqueued after `now`
    are left for the next call, so that the call ends.
    """
    report = DrainReport()
    owed = set(OutboxRow.objects.claimable(now=now).order_by("topic").values_list("topic", flat=True).distinct())
    for registration in registered_handlers():
        if registration.topic in owed:
            OutboxTopic.objects.get_or_create(name=registration.topic)
            while (batch := _deliver_batch(registration, now=now)) is not None:
                report += batch
    return report


def drain_until_idle(*, clock: Callable[[], datetime]) -> DrainReport:
    """Deliver round by round, a batch of every topic each, until a round finds nothing available at its moment.

    What is enqueued meanwhile takes part in the next round, so that a backlog (a large import) keeps nobody waiting.
    A row that fails is put off, so that the call ends.
    """
    report = DrainReport()
    while rounds := _round(now=clock()):
        report = sum(rounds, report)
    return report


def _round(*, now: datetime) -> list[DrainReport]:
    """Deliver one batch of every topic that owes something; empty when none does or other workers hold them all."""
    owed = set(OutboxRow.objects.claimable(now=now).order_by("topic").values_list("topic", flat=True).distinct())
    registrations = [one for one in registered_handlers() if one.topic in owed]
    for registration in registrations:
        OutboxTopic.objects.get_or_create(name=registration.topic)
    batches = [_deliver_batch(registration, now=now) for registration in registrations]
    return [batch for batch in batches if batch is not None]


def _deliver_batch(registration: Registration, *, now: datetime) -> DrainReport | None:
    """Deliver one batch; None when there is nothing left to claim."""
    if registration.transactional:
        with transaction.atomic():
            rows = claim(registration, now=now)
            return _settle(_attempt(registration, rows), now=now) if rows else None
    with transaction.atomic():
        rows = claim(registration, now=now)
    if not rows:
        return None
    outcomes = _attempt(registration, rows)
    with transaction.atomic():
        return _settle(outcomes, now=now)


def _attempt(registration: Registration, rows: list[OutboxRow]) -> list[Outcome]:
    """Call the handler: all fresh rows together, rows that failed before one by one."""
    fresh: list[Parcel] = []
    outcomes: list[Outcome] = []
    for parcel in _parcels(rows, collapse=registration.collapse):
        if parcel.attempts > MAX_ATTEMPTS:
            # Every attempt so far ended without a word: this row takes its worker down with it.
            outcomes.append(Outcome(parcel, WORKER_DIED))
        elif parcel.attempts > 1:
            outcomes += _attempt_together(registration, [parcel])
        else:
            fresh.append(parcel)
    return outcomes + (_attempt_together(registration, fresh) if fresh else [])


def _attempt_together(registration: Registration, parcels: list[Parcel]) -> list[Outcome]:
    """Call the handler once for all parcels; when that fails, once for each, so that only the poison is left."""
    try:
        # The savepoint takes back what a failing transactional handler wrote.
        with transaction.atomic() if registration.transactional else nullcontext():
            registration.call([parcel.delivery for parcel in parcels])
    except Exception as error:  # any error of any handler is a failed row, never a stopped drain
        if len(parcels) > 1:
            return [outcome for parcel in parcels for outcome in _attempt_together(registration, [parcel])]
        logger.warning("outbox %s %s failed", registration.topic, parcels[0].delivery.key, exc_info=True)
        return [Outcome(parcels[0], f"{type(error).__name__}: {error}"[:2000])]
    return [Outcome(parcel) for parcel in parcels]


def _settle(outcomes: list[Outcome], *, now: datetime) -> DrainReport:
    """Write down what became of each parcel."""
    done = retried = dead = 0
    handled = [row for outcome in outcomes if not outcome.error for row in outcome.parcel.rows]
    if handled:
        done = settle_done(handled, now=now)
    for outcome in outcomes:
        if outcome.error and outcome.parcel.attempts >= MAX_ATTEMPTS:
            dead += settle_dead(outcome.parcel.rows, outcome.error)
        elif outcome.error:
            retried += settle_failed(outcome.parcel.rows, outcome.error, now=now)
    return DrainReport(done, retried, dead)


def _parcels(rows: list[OutboxRow], *, collapse: bool) -> list[Parcel]:
    if not collapse:
        return [Parcel((row,)) for row in rows]
    by_key: dict[str, list[OutboxRow]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    return [Parcel(tuple(same_key)) for same_key in by_key.values()]
