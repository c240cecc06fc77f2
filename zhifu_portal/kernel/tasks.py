"""Celery tasks of the kernel, each one call."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from zhifu_portal.kernel.outbox import drain_until_idle, prune_done

DONE_ROWS_KEPT = timedelta(days=14)


@shared_task(name="kernel.drain_outbox")
def drain_outbox() -> int:
    """Deliver what the outbox owes; return how many rows were done."""
    return drain_until_idle(clock=timezone.now).done


@shared_task(name="kernel.prune_outbox")
def prune_outbox() -> int:
    """Delete rows done long ago; return how many."""
    return prune_done(older_than=timezone.now() - DONE_ROWS_KEPT)
