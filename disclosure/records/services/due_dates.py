"""The day by which information must be public (条例第二十六条), and every moment that moves it.

自该政府信息形成或者变更之日起20个工作日内；法律、法规对政府信息公开的期限另有规定的，从其规定 (rules.md §1.11).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from disclosure.records.enums import UNPUBLISHED_STATUSES, Attribute, LimitUnit
from disclosure.records.models import DisclosureLimit, InformationRecord
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.workdays import Calendar, WorkdayTerm

PUBLICATION_WORKDAYS: Final = 20
RECOUNT_CHUNK: Final = 500
HISTORIC_AFTER_DAYS: Final = 365


def compute_due(
    *,
    composed_on: date | None,
    limit: DisclosureLimit | None,
    starts_on: date | None,
    changed_on: date | None = None,
    calendar: Calendar,
) -> WorkdayTerm | None:
    """Return the last day to publish; None while the day on which the clock starts is not known.

    The clock starts on the day of change, else where a special limit applies on the day that limit names
    (`starts_on`), else on the day of composition; that day itself is not counted. A limit in calendar days is never
    provisional.
    """
    start = changed_on or (starts_on if limit else None) or composed_on
    if start is None:
        return None
    if limit is None:
        return calendar.add_workdays(start, PUBLICATION_WORKDAYS)
    if limit.unit == LimitUnit.DAYS:
        return WorkdayTerm(start + timedelta(days=limit.amount), provisional=False)
    return calendar.add_workdays(start, limit.amount)


def _is_historic(record: InformationRecord) -> bool:
    """Say whether this is a historic document (历史公文): old when it was registered, its attribute never determined.

    No clock of publication runs for it: its duty begins with its determination (disclosure.review).
    """
    if record.attribute != Attribute.UNDETERMINED or record.composed_on is None or record.registered_at is None:
        return False
    return (timezone.localdate(record.registered_at) - record.composed_on).days > HISTORIC_AFTER_DAYS


def set_due(*, record: InformationRecord, calendar: Calendar) -> None:
    """Give a record the due date of its own values, unsaved; none to a historic document or a text made elsewhere."""
    term = compute_due(
        composed_on=record.composed_on,
        limit=record.disclosure_limit,
        starts_on=record.limit_starts_on,
        changed_on=record.changed_on,
        calendar=calendar,
    )
    if record.is_reproduced or _is_historic(record):
        term = None
    record.due_on = term.date if term else None
    record.is_due_provisional = bool(term and term.provisional)


@transaction.atomic
def refresh_due(*, draft: InformationRecord, by: User | None, now: datetime, calendar: Calendar) -> None:
    """Write down the due date of a draft that was just edited; the first edit of a public text starts its clock anew.

    `draft` is a registered record with the values of the edit; only its due date is written, at once, because the
    clock runs whether or not the draft ever goes further.
    """
    row = InformationRecord.objects.select_for_update().get(pk=draft.pk)
    # Later edits of the same correction change nothing: otherwise every save would put the day off.
    draft.changed_on = (row.changed_on or timezone.localdate(now)) if row.live else None
    set_due(record=draft, calendar=calendar)
    if _is_historic(row):
        draft.due_on, draft.is_due_provisional = None, False
    _write_due(row, DueDate(draft.due_on, draft.is_due_provisional, draft.changed_on), by=by, because="编辑")


def count_lateness(*, target: InformationRecord, before: InformationRecord, now: datetime, calendar: Calendar) -> None:
    """As a text goes public, keep how many working days past its due date that is; unsaved.

    `before` is the record as it was. The worst of all its publications stays; one that is late by closed days alone
    counts as one. What was registered as not open, or was public before it left the site, had no such day.
    """
    target.changed_on = None
    went_out = timezone.localdate(now)
    if before.status in UNPUBLISHED_STATUSES:
        went_out = timezone.localdate(target.published_at)
    elif not (before.live and before.changed_on):
        return
    if before.due_on and went_out > before.due_on:
        late = max(1, calendar.workdays_between(before.due_on, went_out))
        target.late_workdays = max(before.late_workdays, late)


def recount_provisional(*, calendar: Calendar) -> int:
    """Work out every provisional due date again, a chunk a transaction; return how many moved or became final.

    Running it again changes nothing more, and a run that was killed is finished by the next.
    """
    changed, last = 0, 0
    while True:
        with transaction.atomic():
            waiting = InformationRecord.objects.select_for_update().filter(is_due_provisional=True, pk__gt=last)
            rows = list(waiting.defer("body").order_by("pk")[:RECOUNT_CHUNK])
            changed += _recount(rows, calendar)
        if not rows:
            return changed
        last = rows[-1].pk


@dataclass(frozen=True)
class DueDate:
    """What a record keeps of its clock."""

    due_on: date | None
    is_provisional: bool
    changed_on: date | None


def _write_due(row: InformationRecord, due: DueDate, *, by: User | None, because: str) -> bool:
    """Write a due date to a locked row if it differs, with an audit row; return whether it did."""
    before = DueDate(row.due_on, row.is_due_provisional, row.changed_on)
    if due == before:
        return False
    InformationRecord.objects.filter(pk=row.pk).update(
        due_on=due.due_on, is_due_provisional=due.is_provisional, changed_on=due.changed_on
    )
    record_audit(
        action="record.due_changed",
        by=by,
        subject=row,
        detail={"from": _shown(before), "to": _shown(due), "because": because},
        scope=str(row.organ_id),
    )
    return True


def _shown(due: DueDate) -> str:
    if due.due_on is None:
        return ""
    return f"{due.due_on.isoformat()}{'（暂定）' if due.is_provisional else ''}"


def _recount(rows: list[InformationRecord], calendar: Calendar) -> int:
    """Recount locked rows by what their latest text says: the row itself keeps its first one until it goes public."""
    texts = _latest_texts([row.pk for row in rows])
    limits = DisclosureLimit.objects.in_bulk()
    changed = 0
    for row in rows:
        text = texts.get(row.pk, {})
        term = compute_due(
            composed_on=_day(text["composed_on"]) if text else row.composed_on,
            limit=limits.get(text["limit"] if text else row.disclosure_limit_id),
            starts_on=_day(text["starts_on"]) if text else row.limit_starts_on,
            changed_on=row.changed_on,
            calendar=calendar,
        )
        due = DueDate(term.date if term else None, bool(term and term.provisional), row.changed_on)
        changed += _write_due(row, due, by=None, because="年度放假安排公布")
    return changed


def _latest_texts(ids: list[int]) -> dict[int, Mapping[str, Any]]:
    """Return what the latest revisions of these records say of their clock, without loading whole texts."""
    found = InformationRecord.objects.filter(pk__in=ids, latest_revision__isnull=False).values_list(
        "pk",
        "latest_revision__content__composed_on",
        "latest_revision__content__disclosure_limit",
        "latest_revision__content__limit_starts_on",
    )
    return {
        pk: {"composed_on": composed_on, "limit": limit, "starts_on": starts_on}
        for pk, composed_on, limit, starts_on in found
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
