"""Models of the review feature."""

from disclosure.review.models.conversion import ConversionCase, ConversionEvidence
from disclosure.review.models.historic import AttributeRule, HistoricBatch, HistoricProposal
from disclosure.review.models.policy import ReviewRule, ReviewSettings
from disclosure.review.models.rounds import ReviewItem, ReviewRound, ReviewState

__all__ = [
    "AttributeRule",
    "ConversionCase",
    "ConversionEvidence",
    "HistoricBatch",
    "HistoricProposal",
    "ReviewItem",
    "ReviewRound",
    "ReviewRule",
    "ReviewSettings",
    "ReviewState",
]
