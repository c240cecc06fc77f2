"""Historic documents (历史公文): proposals by rule, decisions by people, and the way back.

A proposal decides nothing. A confirmation registers what is not open and starts the normal publication flow for what
is to be open; nothing is published here.
"""

from disclosure.review.services.historic.confirming import (
    confirm_proposal,
    confirm_proposals,
    reject_proposals,
)
from disclosure.review.services.historic.proposing import (
    EVERY_ORGAN,
    TOPIC,
    ProposalReport,
    owe_proposals,
    propose_attributes,
)
from disclosure.review.services.historic.rules import ensure_attribute_rules
from disclosure.review.services.historic.undoing import HistoricUndoReport, KeptDetermination, undo_batch

__all__ = [
    "EVERY_ORGAN",
    "TOPIC",
    "HistoricUndoReport",
    "KeptDetermination",
    "ProposalReport",
    "confirm_proposal",
    "confirm_proposals",
    "ensure_attribute_rules",
    "owe_proposals",
    "propose_attributes",
    "reject_proposals",
    "undo_batch",
]
