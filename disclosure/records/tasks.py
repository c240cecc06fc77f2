"""Clocks of the records feature; each task makes one call."""

from celery import shared_task
from django.utils import timezone

from disclosure.records.services.publication import expire_due_records, publish_due_records


@shared_task(name="records.publish_due")
def publish_due() -> int:
    """Publish scheduled records whose time has come."""
    return publish_due_records(now=timezone.now())


@shared_task(name="records.expire_due")
def expire_due() -> int:
    """Withdraw lists whose 公示期 is over."""
    now = timezone.now()
    return expire_due_records(on=timezone.localdate(now), now=now)
