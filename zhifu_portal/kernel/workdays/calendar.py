"""Counting working days over a given table; no database, no clock.

条例 counts in 工作日: neither weekend nor statutory holiday, while make-up workdays (调休上班) count. The day on
which a term starts is day 0 and is not counted (rules.md §1.8).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5

# 《全国年节及纪念日放假办法》: the holidays fixed to a date of the solar calendar. The others follow the moon, and
# what is moved around them is known only from the yearly notice.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@dataclass(frozen=True)
class WorkdayTerm:
    """The last day of a term; provisional while it runs into a year whose holidays are not announced yet."""

    date: date
    provisional: bool


class Calendar:
    """Which days are worked: exceptions by date over ordinary weeks, and the years that are announced."""

    def __init__(self, days: Mapping[date, bool], announced_years: frozenset[int]) -> None:
        """Take the days that differ from the ordinary week (True: worked) and the years whose table is complete."""
        self._days = dict(days)
        self.announced_years = announced_years

    def is_workday(self, day: date) -> bool:
        """Tell whether the day is worked; in a year not announced, by weekends and fixed-date holidays."""
        entered = self._days.get(day)
        if entered is not None:
            return entered
        if day.weekday() >= SATURDAY:
            return False
        return day.year in self.announced_years or (day.month, day.day) not in FIXED_HOLIDAYS

    def add_workdays(self, start: date, n: int) -> WorkdayTerm:
        """Return the n-th working day after `start`, which itself is not counted; `start` for n = 0.

        Raises `ValueError` for a negative n.
        """
        if n < 0:
            raise ValueError("a term cannot have a negative number of working days")
        day, counted = start, 0
        while counted < n:
            day += ONE_DAY
            counted += self.is_workday(day)
        return WorkdayTerm(day, self._is_provisional(start, day))

    def workdays_between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start` up to and including `end`; negative when `end` is earlier.

        The inverse of `add_workdays`; between today and a due date it is the number of days left.
        """
        if end < start:
            return -self.workdays_between(end, start)
        return sum(self.is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    def _is_provisional(self, start: date, end: date) -> bool:
        """Tell whether any day counted, after `start` up to `end`, lies in a year that is not announced."""
        if start == end:
            return False
        return any(year not in self.announced_years for year in range((start + ONE_DAY).year, end.year + 1))
