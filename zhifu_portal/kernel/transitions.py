"""Transition tables: which status may follow which, written as data and total over the enum."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from zhifu_portal.kernel.refusals import Refused

S = TypeVar("S", bound=Enum)
TransitionTable = Mapping[S, frozenset[S]]


class TransitionRefused(Refused):
    """The table does not let the new status follow the old one."""

    def __init__(self, old: Enum, new: Enum) -> None:
        self.old = old
        self.new = new
        super().__init__([f"当前状态为“{_label(old)}”，不能变为“{_label(new)}”，请刷新页面后再试"])


def ensure_transition(table: TransitionTable[S], old: S, new: S) -> None:
    """Raise `TransitionRefused` unless `new` may follow `old`."""
    if new not in table[old]:
        raise TransitionRefused(old, new)


def assert_total(table: TransitionTable[S], enum: type[S]) -> None:
    """Raise `AssertionError` unless every member of the enum has a row in the table and nothing else occurs in it."""
    members = set(enum)
    missing = members - set(table)
    strange = set(table).union(*table.values()) - members
    if missing or strange:
        raise AssertionError(
            f"{enum.__name__}: no row for {sorted(map(str, missing))}, strange {sorted(map(str, strange))}"
        )


def _label(status: Enum) -> str:
    """Return the Chinese label of a Django choice, or the name of a plain enum member."""
    return str(getattr(status, "label", status.name))
