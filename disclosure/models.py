"""Every model of the app, so that Django finds them."""

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.models import Organ, OrganPrefix, StaffRole
from disclosure.records.models import (
    Attachment,
    ImportBatch,
    ImportRejection,
    InformationRecord,
    RecordAttachment,
    RecordDecision,
    RecordEvent,
    RetiredIndexNumber,
)
from disclosure.records.workflow import DeterminationTask, SecrecyReviewTask, SignOffTask

__all__ = [
    "Attachment",
    "CatalogEntry",
    "DeterminationTask",
    "ImportBatch",
    "ImportRejection",
    "InformationRecord",
    "Organ",
    "OrganPrefix",
    "RecordAttachment",
    "RecordDecision",
    "RecordEvent",
    "RetiredIndexNumber",
    "SecrecyReviewTask",
    "SignOffTask",
    "StaffRole",
    "Topic",
]
