"""What waits for a person: steps to decide, own drafts, publications that fall due; each list in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.contrib.auth.models import User
from django.db.models import BigIntegerField, CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from wagtail.models import Revision, WorkflowState

from disclosure.organs.enums import Role
from disclosure.organs.permissions import StaffScope, scope_of
from disclosure.records.enums import DecisionOutcome, PublicationStatus, ReviewStep
from disclosure.records.kinds import kind_relations
from disclosure.records.models import InformationRecord, RecordDecision
from disclosure.records.queries.blockers import STEP_ROLES
from disclosure.records.queries.due import most_urgent, visible_organ_ids
from disclosure.records.queries.joint import record_ids_awaiting
from disclosure.records.queries.screens import screen_url
from disclosure.records.workflow import RecordTask
from zhifu_portal.kernel.workdays import Calendar, Light, clock_light

SHOWN_ROWS: Final = 20


@dataclass(frozen=True)
class Task:
    """A step that waits for a decision."""

    record: InformationRecord
    step: ReviewStep
    waiting_since: datetime
    url: str


@dataclass(frozen=True)
class Draft:
    """A text somebody works on; `returned` says why it came back, empty when it did not."""

    record: InformationRecord
    title: str
    returned: str
    step: ReviewStep | None
    url: str


@dataclass(frozen=True)
class Deadline:
    """A publication that falls due, and how its clock stands."""

    record: InformationRecord
    light: Light
    url: str


@dataclass(frozen=True)
class Worklist:
    """The first rows of a list, and how many there are."""

    rows: list[Any]
    total: int


def _steps() -> dict[str, ReviewStep]:
    """Return the step of every kind of task, by the name of its model."""
    return {task._meta.model_name or "": task.step for task in RecordTask.__subclasses__()}


def _open_states() -> QuerySet[Any]:
    """Return the records' workflows under way, with the id of the record as text."""
    return WorkflowState.objects.filter(
        base_content_type=InformationRecord.get_base_content_type(), status=WorkflowState.STATUS_IN_PROGRESS
    )


def _with_text_id(records: QuerySet[InformationRecord]) -> QuerySet[Any]:
    """Workflows and revisions keep the id of their object as text."""
    return records.annotate(text_id=Cast("pk", CharField())).values("text_id")


def tasks_for(user: User) -> Worklist:
    """Return the steps this person may decide now, longest waiting first; own drafts wait for somebody else."""
    scope = scope_of(user)
    mine = Q(pk__in=[])
    for model_name, step in _steps().items():
        organs = scope.organs_with({STEP_ROLES[step]})
        if organs:
            of_organs = _concerning(step, organs).exclude(drafted_by_id=user.pk)
            mine |= Q(current_task_state__task__content_type__model=model_name, object_id__in=_with_text_id(of_organs))
    waiting = _open_states().filter(mine).exclude(object_id__in=_written_by(user))
    waiting = waiting.order_by("current_task_state__started_at", "pk")
    found = list(waiting.select_related("current_task_state__task__content_type")[:SHOWN_ROWS])
    records = _records(int(state.object_id) for state in found)
    rows = [
        Task(
            record=records[int(state.object_id)],
            step=_steps()[state.current_task_state.task.content_type.model],
            waiting_since=state.current_task_state.started_at,
            url=screen_url(records[int(state.object_id)], "review"),
        )
        for state in found
    ]
    return Worklist(rows=rows, total=waiting.count())


def _concerning(step: ReviewStep, organ_ids: set[int]) -> QuerySet[InformationRecord]:
    """Return the records of these organs; at the step of the joint organs, those that wait for their word."""
    if step == ReviewStep.JOINT_AGREEMENT:
        return InformationRecord.objects.filter(pk__in=record_ids_awaiting(organ_ids))
    return InformationRecord.objects.filter(organ_id__in=organ_ids)


def _written_by(user: User) -> QuerySet[Any]:
    """Return the ids, as text, of records whose text under review this person had a hand in."""
    record = InformationRecord.objects.filter(pk=Cast(OuterRef("object_id"), BigIntegerField()))
    # What was written before the public text went out is not under review any more.
    published = Coalesce(Subquery(record.values("live_revision_id")[:1]), 0)
    revisions = Revision.objects.filter(base_content_type=InformationRecord.get_base_content_type(), user_id=user.pk)
    written: QuerySet[Any] = revisions.annotate(published=published).filter(pk__gt=F("published")).values("object_id")
    return written


def drafts_of(user: User) -> Worklist:
    """Return what this person drafts: texts not yet under review, returned ones with the reason first."""
    scope = scope_of(user)
    organs = scope.organs_with({Role.EDITOR})
    under_review = _open_states().values("object_id")
    drafts = (
        InformationRecord.objects.filter(
            Q(drafted_by_id=user.pk) | Q(latest_revision__user_id=user.pk),
            Q(status=PublicationStatus.DRAFT) | Q(has_unpublished_changes=True, status=PublicationStatus.PUBLISHED),
            organ_id__in=organs,
        )
        .annotate(text_id=Cast("pk", CharField()))
        .exclude(text_id__in=under_review)
        .order_by("-latest_revision__created_at", "-pk")
    )
    found = list(_for_list(drafts)[:SHOWN_ROWS])
    returned = _last_returns(found)
    rows = [
        Draft(
            record=record,
            title=record.latest_revision.object_str if record.latest_revision else record.title,
            returned=returned[record.pk].reason if record.pk in returned else "",
            step=ReviewStep(returned[record.pk].step) if record.pk in returned else None,
            url=screen_url(record, "edit"),
        )
        for record in found
    ]
    return Worklist(rows=sorted(rows, key=lambda row: not row.returned), total=drafts.count())


def _last_returns(records: Iterable[InformationRecord]) -> dict[int, RecordDecision]:
    """Return the last decision of each record where it is a return."""
    last: dict[int, RecordDecision] = {}
    for decision in RecordDecision.objects.filter(record__in=list(records)).order_by("decided_at", "id"):
        last[decision.record_id] = decision
    return {pk: decision for pk, decision in last.items() if decision.outcome == DecisionOutcome.RETURNED}


def deadlines_for(scope: StaffScope, *, today: date, calendar: Calendar) -> Worklist:
    """Return what is late or due within five working days, most urgent first: publications and corrections.

    Who sees every organ's rows sees every organ's deadlines.
    """
    due, total = most_urgent(on=today, calendar=calendar, organ_ids=visible_organ_ids(scope), limit=SHOWN_ROWS)
    rows = [
        Deadline(
            record=record,
            light=clock_light(record.due_on, today, calendar),
            url=screen_url(record, "review"),
        )
        for record in due
        if record.due_on
    ]
    return Worklist(rows=rows, total=total)


def _for_list(records: QuerySet[InformationRecord]) -> QuerySet[InformationRecord]:
    loaded = records.select_related("organ", "latest_revision", *kind_relations())
    return loaded.defer("body", "latest_revision__content")


def _records(ids: Iterable[int]) -> dict[int, InformationRecord]:
    return _for_list(InformationRecord.objects.all()).in_bulk(list(ids))
