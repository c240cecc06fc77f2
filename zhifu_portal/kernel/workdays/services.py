"""Editing the calendar; every edit is audited and seen by every process at once."""

import uuid
from datetime import date as Date
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction

from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.outbox import enqueue
from zhifu_portal.kernel.refusals import refuse_if
from zhifu_portal.kernel.workdays.enums import CalendarSource
from zhifu_portal.kernel.workdays.models import FIRST_YEAR, LAST_YEAR, CalendarDay, CalendarEdition, CalendarYear

STAFF_SOURCE = "工作人员按国务院办公厅放假通知录入"
# Outbox topic: the table of a year is complete, whoever keeps provisional dates works them out again. Key: the year.
YEAR_ANNOUNCED: Final = "workdays.year_announced"


def set_calendar_day(*, date: Date, is_workday: bool, name: str, by: User) -> CalendarDay:
    """Enter a holiday or a make-up workday, over whatever was entered for the day; `name` says which holiday.

    Raises `Refused` when the name is missing or too long, or the year cannot be meant.
    """
    with transaction.atomic():
        lock_calendar()
        refuse_if([*_year_reasons(date.year), *_name_reasons(name)])
        year, _ = CalendarYear.objects.get_or_create(year=date.year)
        before = CalendarDay.objects.filter(date=date).first()
        day, _ = CalendarDay.objects.update_or_create(
            date=date,
            defaults={
                "year": year,
                "is_workday": is_workday,
                "name": name.strip(),
                "source": CalendarSource.STAFF,
            },
        )
        detail = {"before": str(before) if before else None, "after": str(day)}
        record_audit(action="workdays.day_set", by=by, subject=day, detail=detail)
    return day


def announce_year(*, year: int, by: User, source: str = STAFF_SOURCE) -> CalendarYear:
    """Declare the table of a year complete, so that terms in it are final; `source` names the holiday notice.

    Raises `Refused` when the year is announced already or has no holiday entered.
    """
    with transaction.atomic():
        lock_calendar()
        entry = CalendarYear.objects.filter(year=year).first() or CalendarYear(year=year)
        reasons = []
        if entry.announced:
            reasons.append(f"{year}年的放假安排已经公布，无需重复操作")
        if not CalendarDay.objects.filter(year=year, is_workday=False).exists():
            reasons.append(f"{year}年还没有录入放假日期，请先录入全部放假和调休上班日期")
        refuse_if(reasons)
        entry.announced = True
        entry.source = source
        entry.save()
        record_audit(action="workdays.year_announced", by=by, subject=entry, detail={"source": source})
        tell_year_announced(year=year)
    return entry


def tell_year_announced(*, year: int) -> None:
    """Owe everyone with provisional dates a recount, in the transaction that completes the table of the year."""
    enqueue(topic=YEAR_ANNOUNCED, key=str(year))


def lock_calendar() -> None:
    """Queue editors and give the calendar a new edition; call first in the transaction of an edit."""
    if not CalendarEdition.objects.update(token=uuid.uuid4()):
        CalendarEdition.objects.bulk_create([CalendarEdition()], ignore_conflicts=True)
        CalendarEdition.objects.update(token=uuid.uuid4())


def _year_reasons(year: int) -> list[str]:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return []
    return [f"请填写{FIRST_YEAR}年至{LAST_YEAR}年之间的日期"]


def _name_reasons(name: str) -> list[str]:
    if not name.strip():
        return ["请填写节日名称，例如“国庆节”或“国庆节调休”"]
    if len(name.strip()) > 50:
        return ["节日名称不能超过50个字"]
    return []
