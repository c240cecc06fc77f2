"""What the making of records looks up, the hours it keeps, and who decides a step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zlib import crc32

from django.utils import timezone

from disclosure.catalog.models import Topic
from disclosure.organs.models import Organ
from disclosure.records.enums import DecisionOutcome, ReviewStep
from disclosure.records.models import InformationRecord
from disclosure.records.queries.statements import AttributeStatement
from disclosure.records.services.review import decide_step
from zhifu_portal.demo.creation.staff import StaffList
from zhifu_portal.kernel.workdays import Calendar


@dataclass(frozen=True)
class Office:
    """Organs by slug, people by role, topics by path, and the calendar."""

    organs: Mapping[str, Organ]
    staff: StaffList
    topics: Mapping[str, Topic]
    calendar: Calendar


def external_id(key: str) -> str:
    """Return the mark by which a later run recognises a piece."""
    return f"demo:{key}"


def find_record(key: str) -> InformationRecord | None:
    """Return the record of a piece, whatever became of it."""
    return InformationRecord.objects.filter(external_id=external_id(key)).first()


def moment(day: date, hour: int, *, key: str) -> datetime:
    """Return a time of office hours on this day; the minute differs from piece to piece and not from run to run."""
    return timezone.make_aware(datetime.combine(day, time(hour, crc32(key.encode()) % 50)))


def decide(
    *,
    record_id: int,
    organ: str,
    step: ReviewStep,
    office: Office,
    now: datetime,
    outcome: DecisionOutcome = DecisionOutcome.APPROVED,
    reason: str = "",
    statement: AttributeStatement | None = None,
) -> None:
    """Let the person of this step in this organ decide on the text that waits there."""
    decide_step(
        record_id=record_id,
        step=step,
        outcome=outcome,
        reason=reason,
        revision_id=waiting_revision(record_id=record_id),
        by=office.staff.for_step(organ, step),
        now=now,
        statement=statement,
    )


def waiting_revision(*, record_id: int) -> int:
    """Return the revision that waits for a decision."""
    waiting = InformationRecord.objects.get(pk=record_id)
    revision_id: int = waiting.current_workflow_state.current_task_state.revision_id
    return revision_id
