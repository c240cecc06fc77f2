"""Clocks of review; each task makes one call."""

from collections.abc import Sequence

from celery import shared_task
from django.utils import timezone

from disclosure.review.services.conversion import follow_publications
from disclosure.review.services.historic import EVERY_ORGAN, propose_attributes
from disclosure.review.services.item_flow import follow_records
from disclosure.review.services.rounds import sweep
from zhifu_portal.kernel.outbox import Delivery
from zhifu_portal.kernel.workdays import load_calendar


@shared_task(name="review.sweep")
def nightly_sweep() -> str:
    """Do what periodic review owes today; a night that was missed is made good by the next one."""
    now = timezone.now()
    return sweep(on=timezone.localdate(now), now=now, calendar=load_calendar()).summary()


@shared_task(name="review.propose_attributes")
def propose_for_historic_documents() -> str:
    """Bring the proposals for historic documents of every organ up to the rules."""
    return propose_attributes(now=timezone.now()).summary()


def deliver_changes(deliveries: Sequence[Delivery]) -> None:
    """Handle outbox rows `record.changed`: items of rounds and conversions follow what has become public."""
    record_ids = [int(delivery.key) for delivery in deliveries]
    follow_records(record_ids=record_ids, now=timezone.now())
    follow_publications(record_ids=record_ids)


def deliver_proposals(deliveries: Sequence[Delivery]) -> None:
    """Handle outbox rows `review.historic`: the key is an organ, or every organ."""
    for delivery in deliveries:
        organ_id = None if delivery.key == EVERY_ORGAN else int(delivery.key)
        propose_attributes(organ_id=organ_id, now=timezone.now())
