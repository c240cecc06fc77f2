"""Transition tables allow what they list and must be total."""

from enum import Enum

import pytest
from django.db.models import TextChoices

from zhifu_portal.kernel.refusals import Refused
from zhifu_portal.kernel.transitions import TransitionRefused, TransitionTable, assert_total, ensure_transition


class Door(TextChoices):
    OPEN = "open", "开"
    CLOSED = "closed", "关"
    LOCKED = "locked", "锁"


TABLE: TransitionTable[Door] = {
    Door.OPEN: frozenset({Door.CLOSED}),
    Door.CLOSED: frozenset({Door.OPEN, Door.LOCKED}),
    Door.LOCKED: frozenset({Door.CLOSED}),
}


@pytest.mark.parametrize("old", Door)
@pytest.mark.parametrize("new", Door)
def test_a_transition_passes_exactly_when_the_table_lists_it(old, new):
    if new in TABLE[old]:
        ensure_transition(TABLE, old, new)
    else:
        with pytest.raises(TransitionRefused):
            ensure_transition(TABLE, old, new)


def test_a_refused_transition_names_both_states_in_chinese():
    with pytest.raises(Refused) as refusal:
        ensure_transition(TABLE, Door.OPEN, Door.LOCKED)
    assert refusal.value.reasons == ["当前状态为“开”，不能变为“锁”，请刷新页面后再试"]


def test_states_without_labels_are_named_by_their_member():
    class Lamp(Enum):
        ON = 1
        OFF = 2

    with pytest.raises(TransitionRefused, match="当前状态为“ON”，不能变为“OFF”"):
        ensure_transition({Lamp.ON: frozenset(), Lamp.OFF: frozenset()}, Lamp.ON, Lamp.OFF)


def test_a_total_table_passes():
    assert_total(TABLE, Door)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({Door.OPEN: frozenset(), Door.CLOSED: frozenset()}, r"no row for \['locked'\], strange \[\]"),
        ({**TABLE, Door.LOCKED: frozenset({"ajar"})}, r"no row for \[\], strange \['ajar'\]"),
    ],
)
def test_a_table_with_missing_or_strange_states_fails(table, message):
    with pytest.raises(AssertionError, match=message):
        assert_total(table, Door)
