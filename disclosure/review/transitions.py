"""Which status may follow which in review: tables, total over their enums."""

from typing import Final

from disclosure.review.enums import ConversionStatus, ItemStatus, ProposalStatus, RoundStatus
from zhifu_portal.kernel.transitions import TransitionTable

ROUND_TRANSITIONS: Final[TransitionTable[RoundStatus]] = {
    # A sweep that was killed goes on opening the same round.
    RoundStatus.OPENING: frozenset({RoundStatus.OPEN}),
    RoundStatus.OPEN: frozenset({RoundStatus.OPENING, RoundStatus.CLOSED}),
    RoundStatus.CLOSED: frozenset(),
}

ITEM_TRANSITIONS: Final[TransitionTable[ItemStatus]] = {
    ItemStatus.PENDING: frozenset({ItemStatus.DECIDED, ItemStatus.OPENING, ItemStatus.DROPPED}),
    ItemStatus.DECIDED: frozenset(),
    # The publication flow may return the record, and the reviewer decides again.
    ItemStatus.OPENING: frozenset({ItemStatus.OPENED, ItemStatus.PENDING}),
    ItemStatus.OPENED: frozenset(),
    ItemStatus.DROPPED: frozenset(),
}

PROPOSAL_TRANSITIONS: Final[TransitionTable[ProposalStatus]] = {
    ProposalStatus.PENDING: frozenset({ProposalStatus.CONFIRMED, ProposalStatus.REJECTED}),
    # Taking a bulk confirmation back.
    ProposalStatus.CONFIRMED: frozenset({ProposalStatus.PENDING}),
    ProposalStatus.REJECTED: frozenset({ProposalStatus.PENDING}),
}

CONVERSION_TRANSITIONS: Final[TransitionTable[ConversionStatus]] = {
    # A record may also become public without its case, by a periodic review: then the question is settled.
    ConversionStatus.WATCHING: frozenset({ConversionStatus.QUEUED, ConversionStatus.OPENED}),
    ConversionStatus.QUEUED: frozenset({ConversionStatus.OPENING, ConversionStatus.DECLINED, ConversionStatus.OPENED}),
    ConversionStatus.OPENING: frozenset({ConversionStatus.OPENED, ConversionStatus.QUEUED}),
    ConversionStatus.OPENED: frozenset(),
    # Asked for again later.
    ConversionStatus.DECLINED: frozenset({ConversionStatus.QUEUED, ConversionStatus.OPENED}),
}
