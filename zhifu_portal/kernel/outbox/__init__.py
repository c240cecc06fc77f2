"""The transactional outbox: owed work is a row written in the transaction of the change that owes it.

`enqueue` writes the row; a Celery task drains the rows after the commit and on every beat, so that neither a killed
worker nor a missing broker loses one. In `apps.py` import `register_handler` from `kernel.outbox_handlers`: this
package needs the models.
"""

from zhifu_portal.kernel.outbox.draining import DrainReport, drain, drain_until_idle
from zhifu_portal.kernel.outbox.enums import OutboxStatus
from zhifu_portal.kernel.outbox.models import OutboxRow
from zhifu_portal.kernel.outbox.services import enqueue, enqueue_many, prune_done, revive
from zhifu_portal.kernel.outbox_handlers import Delivery, register_handler

__all__ = [
    "Delivery",
    "DrainReport",
    "OutboxRow",
    "OutboxStatus",
    "drain",
    "drain_until_idle",
    "enqueue",
    "enqueue_many",
    "prune_done",
    "register_handler",
    "revive",
]
