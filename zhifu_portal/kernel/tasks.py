"""Celery tasks of the kernel, each one call."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from zhifu_portal.kernel.notices.digests import gather_digests
from zhifu_portal.kernel.notices.retention import purge_notices
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


@shared_task(name="kernel.gather_notice_digests")
def gather_notice_digests() -> int:
    """Owe the daily mails that are due; return how many."""
    return gather_digests(now=timezone.now())


@shared_task(name="kernel.purge_notices")
def purge_old_notices() -> int:
    """Delete notices older than they are kept; return how many."""
    return purge_notices(older_than=timezone.now() - timedelta(days=settings.NOTICE_KEEP_DAYS))
