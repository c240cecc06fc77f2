"""Reading the calendar: one small query per call, the whole table only after an edit."""

from functools import lru_cache
from uuid import UUID

from zhifu_portal.kernel.workdays.calendar import Calendar
from zhifu_portal.kernel.workdays.models import CalendarDay, CalendarEdition, CalendarYear


def load_calendar() -> Calendar:
    """Return the calendar as entered now; an edit in any process is seen by the next call in every process."""
    # The token before the table: a table edited in between is remembered under a token that is already replaced.
    token = CalendarEdition.objects.values_list("token", flat=True).first()
    return _read_calendar() if token is None else _calendar_of(token)


@lru_cache(maxsize=1)
def _calendar_of(token: UUID) -> Calendar:
    """Return the calendar of an edition; threads may share it, because a calendar never changes."""
    return _read_calendar()


def _read_calendar() -> Calendar:
    days = dict(CalendarDay.objects.values_list("date", "is_workday"))
    announced = CalendarYear.objects.filter(announced=True).values_list("year", flat=True)
    return Calendar(days, frozenset(announced))
