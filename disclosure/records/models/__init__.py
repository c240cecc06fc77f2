"""Models of the records feature."""

from disclosure.records.models.attachment import Attachment, RecordAttachment
from disclosure.records.models.decision import RecordDecision, RecordEvent
from disclosure.records.models.imports import ImportBatch, ImportRejection, RetiredIndexNumber
from disclosure.records.models.record import InformationRecord, InformationRecordQuerySet

__all__ = [
    "Attachment",
    "ImportBatch",
    "ImportRejection",
    "InformationRecord",
    "InformationRecordQuerySet",
    "RecordAttachment",
    "RecordDecision",
    "RecordEvent",
    "RetiredIndexNumber",
]
