"""Filling the yearly table from the maintained library `chinesecalendar`, without touching what staff entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from importlib.metadata import version

from chinese_calendar import constants
from django.db import transaction

from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.workdays.calendar import Calendar
from zhifu_portal.kernel.workdays.enums import CalendarSource
from zhifu_portal.kernel.workdays.models import CalendarDay, CalendarYear
from zhifu_portal.kernel.workdays.services import lock_calendar, tell_year_announced

FIRST_LOADED_YEAR = 2018
HOLIDAY_NAMES: Mapping[str, str] = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
}


@dataclass(frozen=True)
class SeedReport:
    """What loading one year did to the table; `known` is False for a year the library does not have yet."""

    year: int
    known: bool
    added: int = 0
    changed: int = 0
    removed: int = 0
    kept_for_staff: int = 0


def library_years() -> list[int]:
    """Return the years loaded by default: 2018 to the last one the library knows."""
    return list(range(FIRST_LOADED_YEAR, max(constants.holidays).year + 1))


def library_calendar() -> Calendar:
    """Return the calendar as the library has it, for work that has no database."""
    days = {day: worked for year in library_years() for day, (worked, _) in _library_days(year).items()}
    return Calendar(days, frozenset(library_years()))


def load_year(year: int) -> SeedReport:
    """Bring one year of the table up to the library's state; running it twice changes nothing more.

    A day that staff entered stays as they entered it. A year the library does not know is entered as not announced,
    so that terms in it are estimated and marked provisional.
    """
    library = _library_days(year)
    if not library:
        with transaction.atomic():
            CalendarYear.objects.get_or_create(year=year)
        return SeedReport(year, known=False)
    with transaction.atomic():
        lock_calendar()
        entry, new_year = CalendarYear.objects.get_or_create(year=year)
        report = _write_days(entry, library)
        newly_announced = not entry.announced
        if newly_announced:
            entry.announced = True
            entry.source = f"国务院办公厅放假通知（chinesecalendar {version('chinesecalendar')}）"
            entry.save()
            tell_year_announced(year=year)
        if new_year or newly_announced or report.added or report.changed or report.removed:
            detail = {"added": report.added, "changed": report.changed, "removed": report.removed}
            record_audit(action="workdays.year_loaded", by=None, subject=entry, detail=detail)
    return report


def _library_days(year: int) -> dict[Date, tuple[bool, str]]:
    """Return the library's exceptions of a year: date → (worked, name); empty when it does not know the year."""
    holidays = {day: (False, _name(name)) for day, name in constants.holidays.items() if day.year == year}
    makeup_days = {day: (True, f"{_name(name)}调休") for day, name in constants.workdays.items() if day.year == year}
    return {**holidays, **makeup_days}


def _name(english: str) -> str:
    return HOLIDAY_NAMES.get(english, "其他法定放假")


def _write_days(entry: CalendarYear, library: Mapping[Date, tuple[bool, str]]) -> SeedReport:
    present = {day.date: day for day in CalendarDay.objects.select_for_update().filter(year=entry)}
    by_staff = {date for date, day in present.items() if day.source == CalendarSource.STAFF}
    missing = [
        CalendarDay(date=date, year=entry, is_workday=worked, name=name, source=CalendarSource.LIBRARY)
        for date, (worked, name) in sorted(library.items())
        if date not in present
    ]
    outdated = []
    for date, day in present.items():
        if date not in by_staff and date in library and (day.is_workday, day.name) != library[date]:
            day.is_workday, day.name = library[date]
            outdated.append(day)
    dropped = [date for date in present if date not in by_staff and date not in library]
    CalendarDay.objects.bulk_create(missing)
    CalendarDay.objects.bulk_update(outdated, ["is_workday", "name"])
    CalendarDay.objects.filter(date__in=dropped).delete()
    return SeedReport(
        entry.year,
        known=True,
        added=len(missing),
        changed=len(outdated),
        removed=len(dropped),
        kept_for_staff=len(by_staff),
    )
