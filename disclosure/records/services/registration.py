"""Registering a record: its index number, its drafter and the day it is due."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from disclosure.organs.models import Organ
from disclosure.records.models import InformationRecord
from disclosure.records.services.due_dates import set_due
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.numbering import next_number
from zhifu_portal.kernel.refusals import refuse_if
from zhifu_portal.kernel.workdays import Calendar


def next_index_number(*, organ: Organ, year: int) -> str:
    """Return the next index number of the organ in that year; call inside the transaction that uses it.

    Shape: `<18-character code>/<year>-<5 digits>` (rules.md §4.2). Raise Refused when the organ has no code.
    """
    refuse_if([] if organ.code else [f"{organ.name}没有统一社会信用代码，不能编制索引号。请先在机关信息中补充。"])
    number = next_number(scope=f"index:{organ.code}:{year}")
    return f"{organ.code}/{year}-{number:05d}"


def register_record(
    *, record: InformationRecord, by: User | None, now: datetime, calendar: Calendar
) -> InformationRecord:
    """Give an unsaved record everything it gets once: index number, drafter, registration time, due date.

    The caller saves the record in the same transaction, so that the number is used or given back.
    """
    record.index_number = next_index_number(organ=record.organ, year=timezone.localdate(now).year)
    record.registered_at = now
    if by is not None:
        record.drafted_by_id = by.pk
    set_due(record=record, calendar=calendar)
    record.live = False
    return record


def audit_registration(*, record: InformationRecord, by: User | None) -> None:
    """Write the audit row of a registration; the record has its primary key now."""
    record_audit(
        action="record.registered",
        by=by,
        subject=record,
        detail={"index_number": record.index_number, "title": record.title},
        scope=str(record.organ_id),
    )
