"""Working days: the yearly table of holidays and make-up workdays, and statutory terms counted over it."""

from zhifu_portal.kernel.workdays.calendar import Calendar, WorkdayTerm
from zhifu_portal.kernel.workdays.queries import load_calendar
from zhifu_portal.kernel.workdays.services import announce_year, set_calendar_day

__all__ = ["Calendar", "WorkdayTerm", "announce_year", "load_calendar", "set_calendar_day"]
