"""The verbs of publication: publish, schedule, register, withdraw, expire, replace.

The status of a record is written in `status.py` alone; `move_status` refuses what the table does not allow.
"""

from disclosure.records.services.publication.leaving import expire_due_records, expire_record, withdraw_record
from disclosure.records.services.publication.replacement import replace_record
from disclosure.records.services.publication.schedule import (
    cancel_schedule,
    publish_due_records,
    publish_due_revision,
)
from disclosure.records.services.publication.sign_off import complete_sign_off
from disclosure.records.services.publication.status import locked_record, move_status

__all__ = [
    "cancel_schedule",
    "complete_sign_off",
    "expire_due_records",
    "expire_record",
    "locked_record",
    "move_status",
    "publish_due_records",
    "publish_due_revision",
    "replace_record",
    "withdraw_record",
]
