"""Clocks of the records feature; each task makes one call."""

from collections.abc import Sequence

from celery import shared_task
from django.utils import timezone

from disclosure.records.services.due_dates import recount_provisional
from disclosure.records.services.due_notices import tell_of_deadlines
from disclosure.records.services.figures import refresh_record_figures
from disclosure.records.services.publication import expire_due_records, publish_due_records
from zhifu_portal.kernel.outbox import Delivery
from zhifu_portal.kernel.workdays import load_calendar


@shared_task(name="records.publish_due")
def publish_due() -> int:
    """Publish scheduled records whose time has come."""
    return publish_due_records(now=timezone.now())


@shared_task(name="records.expire_due")
def expire_due() -> int:
    """Withdraw lists whose 公示期 is over."""
    now = timezone.now()
    return expire_due_records(on=timezone.localdate(now), now=now)


@shared_task(name="records.tell_of_deadlines")
def tell_of_due() -> int:
    """Tell organs what falls due soon and what is late."""
    now = timezone.now()
    return tell_of_deadlines(on=timezone.localdate(now), now=now, calendar=load_calendar())


def deliver_recount(deliveries: Sequence[Delivery]) -> None:
    """Handle outbox rows of a year whose holidays were announced: one recount serves them all."""
    recount_provisional(calendar=load_calendar())


@shared_task(name="records.refresh_figures")
def refresh_figures() -> int:
    """Count the records anew for the dashboards."""
    return refresh_record_figures(now=timezone.now())
