"""Working days: the yearly table of holidays and make-up workdays, and statutory terms counted over it."""

from zhifu_portal.kernel.workdays.calendar import Calendar, WorkdayTerm
from zhifu_portal.kernel.workdays.light import Light, amber_until, clock_light
from zhifu_portal.kernel.workdays.queries import load_calendar
from zhifu_portal.kernel.workdays.services import YEAR_ANNOUNCED, announce_year, set_calendar_day

__all__ = [
    "YEAR_ANNOUNCED",
    "Calendar",
    "Light",
    "WorkdayTerm",
    "amber_until",
    "announce_year",
    "clock_light",
    "load_calendar",
    "set_calendar_day",
]
