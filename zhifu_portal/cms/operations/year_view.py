"""A year of the working calendar as months, weeks and days."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhifu_portal.kernel.workdays import Calendar
from zhifu_portal.kernel.workdays.models import CalendarDay


@dataclass(frozen=True)
class ShownDay:
    """A day of the year view; `mark` is 休 or 班 where it differs from the ordinary week."""

    date: date
    is_workday: bool
    mark: str
    name: str


@dataclass(frozen=True)
class ShownMonth:
    """A month as weeks from Monday to Sunday; None before its first and after its last day."""

    number: int
    weeks: tuple[tuple[ShownDay | None, ...], ...]


def entered_days(year: int) -> dict[date, CalendarDay]:
    """Return what is entered for the year, by date."""
    return {day.date: day for day in CalendarDay.objects.filter(year=year)}


def months_of(year: int, *, worked: Calendar, entered: Mapping[date, CalendarDay]) -> list[ShownMonth]:
    """Return the twelve months of a year."""
    weeks = calendar.Calendar(firstweekday=calendar.MONDAY)
    return [
        ShownMonth(
            number=month,
            weeks=tuple(
                tuple(_shown(date(year, month, day), worked, entered) if day else None for day in week)
                for week in weeks.monthdayscalendar(year, month)
            ),
        )
        for month in range(1, 13)
    ]


def _shown(day: date, worked: Calendar, entered: Mapping[date, CalendarDay]) -> ShownDay:
    entry = entered.get(day)
    mark = "" if entry is None else ("班" if entry.is_workday else "休")
    return ShownDay(date=day, is_workday=worked.is_workday(day), mark=mark, name=entry.name if entry else "")
