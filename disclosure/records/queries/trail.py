"""办理记录: everything that was decided about a record, in order, determinations with their grounds."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractUser

from disclosure.records.enums import DecisionOutcome, ReviewStep
from disclosure.records.models import Determination, InformationRecord, RecordDecision
from disclosure.records.queries.determinations import with_grounds
from disclosure.records.queries.step_words import STEP_STAGES


@dataclass(frozen=True)
class TrailEntry:
    """One line: when, at which step, what, by whom; a determination brings its grounds as they read then."""

    at: datetime
    step: str
    outcome: str
    by: str
    reason: str
    word: Determination | None = None


def trail_of(record: InformationRecord) -> list[TrailEntry]:
    """Return what was decided about a record, oldest first; an approval that is a determination is one line."""
    words = list(with_grounds(Determination.objects.filter(record_id=record.pk)))
    said = {(word.stage, word.decided_by_id, word.decided_at) for word in words}
    decisions = RecordDecision.objects.filter(record_id=record.pk).select_related("decided_by")
    entries = [_of_word(word) for word in words]
    entries += [_of_decision(each) for each in decisions if _key(each) not in said]
    return sorted(entries, key=lambda entry: entry.at)


def _key(decision: RecordDecision) -> tuple[str, int | None, datetime] | None:
    """Return what the determination of an approval looks like; None for what brings none."""
    stage = STEP_STAGES.get(ReviewStep(decision.step))
    if stage is None or decision.outcome != DecisionOutcome.APPROVED:
        return None
    return stage, decision.decided_by_id, decision.decided_at


def _of_word(word: Determination) -> TrailEntry:
    return TrailEntry(
        at=word.decided_at,
        step=word.get_stage_display(),
        outcome=word.get_outcome_display(),
        by=f"{_name(word.decided_by)}（{word.organ}）",
        reason=word.reason,
        word=word,
    )


def _of_decision(decision: RecordDecision) -> TrailEntry:
    return TrailEntry(
        at=decision.decided_at,
        step=decision.get_step_display(),
        outcome=decision.get_outcome_display(),
        by=_name(decision.decided_by),
        reason=decision.reason,
    )


def _name(person: AbstractUser | None) -> str:
    """Return a person's name as screens show it."""
    return (person.get_full_name() or str(person)) if person else "系统"
