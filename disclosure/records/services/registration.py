"""Registering a record: its index number, its drafter and the day it is due."""

from datetime import date, datetime

from django.contrib.auth.models import User
from django.utils import timezone

from disclosure.organs.models import Organ
from disclosure.records.models import InformationRecord
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.numbering import next_number
from zhifu_portal.kernel.refusals import refuse_if
from zhifu_portal.kernel.workdays import Calendar

# 条例第二十六条: 自该政府信息形成或者变更之日起20个工作日内
PUBLICATION_WORKDAYS = 20


def next_index_number(*, organ: Organ, year: int) -> str:
    """Return the next index number of the organ in that year; call inside the transaction that uses it.

    Shape: `<18-character code>/<year>-<5 digits>` (rules.md §4.2). Raise Refused when the organ has no code.
    """
    refuse_if([] if organ.code else [f"{organ.name}没有统一社会信用代码，不能编制索引号。请先在机关信息中补充。"])
    number = next_number(scope=f"index:{organ.code}:{year}")
    return f"{organ.code}/{year}-{number:05d}"


def due_date(*, composed_on: date | None, calendar: Calendar) -> date | None:
    """Return the last day to publish: 20 working days after composition (条例第二十六条)."""
    if composed_on is None:
        return None
    return calendar.add_workdays(composed_on, PUBLICATION_WORKDAYS).date


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
    record.due_on = due_date(composed_on=record.composed_on, calendar=calendar)
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
