"""Writing one document of an import: registered as a new record, or brought up to its source."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.contrib.auth.models import User
from django.utils import timezone

from disclosure.organs.models import Organ
from disclosure.records.enums import Genre, PublicationStatus
from disclosure.records.models import ImportBatch
from disclosure.records.official_document.titles import genre_of
from disclosure.records.services.due_dates import set_due
from disclosure.records.services.registration import register_record
from policies.documents.enums import PolicyKind
from policies.documents.importing.body import source_body
from policies.documents.importing.matching import Target
from policies.documents.models import PolicyDocument
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.workdays import Calendar

SOURCE_CHANGED = "来源更新"
_GENRES = {str(genre.label): genre for genre in Genre} | {"命令": Genre.ORDER}


@dataclass(frozen=True)
class ImportContext:
    """Who imports what for whom, and when; the same for every line of a run."""

    batch: ImportBatch
    organ: Organ
    by: User | None
    now: datetime
    calendar: Calendar

    @property
    def detail(self) -> dict[str, object]:
        """What audit rows say about the origin of a record."""
        return {"batch": self.batch.pk, "file": self.batch.file_name}


def create_document(*, target: Target, context: ImportContext) -> PolicyDocument:
    """Register the document as a draft with its index number; call inside a transaction."""
    record = PolicyDocument(
        organ=context.organ,
        external_id=target.document.external_id,
        import_batch=context.batch,
    )
    _fill(record, target)
    register_record(record=record, by=context.by, now=context.now, calendar=context.calendar)
    record.joint_organs = target.issuers[1:]
    record.save()
    record_audit(
        action="record.imported",
        by=context.by,
        subject=record,
        detail={"index_number": record.index_number, "external_id": record.external_id, **context.detail},
        scope=str(record.organ_id),
    )
    return record


def update_document(*, pk: int, target: Target, context: ImportContext) -> PolicyDocument:
    """Bring a record nobody has edited up to its source; a public one is still to be announced as corrected."""
    record: PolicyDocument = PolicyDocument.objects.select_for_update().get(pk=pk)
    published_at = record.published_at
    _fill(record, target)
    set_due(record=record, calendar=context.calendar)
    record.joint_organs = target.issuers[1:]
    record.published_at = record.published_at or published_at
    record.save()
    if record.status == PublicationStatus.PUBLISHED:
        return record
    record_audit(
        action="record.import_updated",
        by=context.by,
        subject=record,
        detail={"index_number": record.index_number, "note": SOURCE_CHANGED, **context.detail},
        scope=str(record.organ_id),
    )
    return record


def _fill(record: PolicyDocument, target: Target) -> None:
    """Set everything the source states."""
    document = target.document
    record.source_digest = document.digest()
    record.title = document.title
    record.body = source_body(text=document.body, history=document.history)
    record.keywords = document.category
    record.source = document.source
    record.document_number = document.document_number
    record.composed_on = document.composed_on
    record.published_at = _first_moment(document.published_on)
    record.genre = _GENRES.get(genre_of(document.title), Genre.OTHER)
    record.is_reproduced = not target.is_made_here
    record.kind = PolicyKind.SUPERIOR if record.is_reproduced else PolicyKind.OTHER
    record.lead_organ = target.issuers[0] if target.issuers else None
    record.effective_on = document.effective_on
    record.has_lapsed = document.has_lapsed
    record.is_validity_stated = document.is_validity_stated
    record.attribute = target.attribute
    record.ground = document.ground
    record.ground_reason = document.ground_reason


def _first_moment(day: date | None) -> datetime | None:
    """Return the beginning of the day on which the source published the text."""
    return None if day is None else timezone.make_aware(datetime.combine(day, time.min))
