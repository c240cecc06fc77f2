"""Which state of an outbox row may follow which."""

from zhifu_portal.kernel.outbox.enums import OutboxStatus
from zhifu_portal.kernel.transitions import TransitionTable, assert_total

OUTBOX_TRANSITIONS: TransitionTable[OutboxStatus] = {
    OutboxStatus.PENDING: frozenset({OutboxStatus.DONE, OutboxStatus.DEAD}),
    OutboxStatus.DONE: frozenset(),
    OutboxStatus.DEAD: frozenset({OutboxStatus.PENDING}),
}
assert_total(OUTBOX_TRANSITIONS, OutboxStatus)
