"""The traffic light that everything with a deadline shows: green, amber from five working days on, red when past."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from zhifu_portal.kernel.workdays.calendar import ONE_DAY, Calendar

AMBER_WORKDAYS: Final = 5
RED: Final = "red"
AMBER: Final = "amber"
GREEN: Final = "green"


@dataclass(frozen=True)
class Light:
    """How a deadline stands: a machine word (a style), its Chinese label, working days left (negative when late)."""

    word: str
    label: str
    days_left: int


def clock_light(due_on: date, today: date, calendar: Calendar) -> Light:
    """Return how this deadline stands today (DESIGN §4).

    A deadline on a closed day is past on the next day, be that day closed too: 0 working days late, yet red.
    """
    left = calendar.workdays_between(today, due_on)
    if due_on < today:
        return Light(RED, f"超期 {-left} 个工作日" if left else "已超期", left)
    if due_on == today:
        return Light(AMBER, "今天到期", 0)
    return Light(AMBER if left <= AMBER_WORKDAYS else GREEN, f"还剩 {left} 个工作日", left)


def amber_until(today: date, calendar: Calendar) -> date:
    """Return the last day on which a deadline shows amber or red today: the eve of the first green one."""
    return calendar.add_workdays(today, AMBER_WORKDAYS + 1).date - ONE_DAY
