"""Owed work of the policy documents; each delivery makes one call."""

from collections.abc import Sequence

from django.utils import timezone

from policies.documents.importing.run import run_queued_import
from zhifu_portal.kernel.outbox import Delivery


def deliver_imports(deliveries: Sequence[Delivery]) -> None:
    """Import the uploaded files that are owed; the key is the batch."""
    for delivery in deliveries:
        run_queued_import(batch_id=int(delivery.key), now=timezone.now())
