"""Models of the records feature."""

from disclosure.records.models.attachment import Attachment, RecordAttachment
from disclosure.records.models.decision import RecordDecision, RecordEvent
from disclosure.records.models.determination import Determination, DeterminationGround, RecordGround
from disclosure.records.models.figures import FiguresState, RecordFigure
from disclosure.records.models.grounds import DisclosureLimit, Ground
from disclosure.records.models.imports import ImportBatch, ImportRejection, RetiredIndexNumber
from disclosure.records.models.record import InformationRecord, InformationRecordQuerySet
from disclosure.records.models.secrecy import Finding, SecrecyReview
from disclosure.records.models.severance import AttachmentRendition

__all__ = [
    "Attachment",
    "AttachmentRendition",
    "Determination",
    "DeterminationGround",
    "DisclosureLimit",
    "FiguresState",
    "Finding",
    "Ground",
    "ImportBatch",
    "ImportRejection",
    "InformationRecord",
    "InformationRecordQuerySet",
    "RecordAttachment",
    "RecordDecision",
    "RecordEvent",
    "RecordFigure",
    "RecordGround",
    "RetiredIndexNumber",
    "SecrecyReview",
]
