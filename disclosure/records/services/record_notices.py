"""Whom a step before publication concerns: the next role holders, joint organs, the drafter, the signer.

A notice names the index number and the step, never the title: mail leaves the house, and a title may be withheld.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.contrib.auth.models import User
from wagtail.models import TaskState

from disclosure.organs.permissions import users_holding
from disclosure.records.enums import DecisionOutcome, DeterminationOutcome, DeterminationStage, ReviewStep
from disclosure.records.models import Determination, InformationRecord, RecordDecision
from disclosure.records.queries.authors import author_ids, proposer_id
from disclosure.records.queries.blockers import STEP_ROLES
from disclosure.records.queries.joint import silent_joint_organs
from disclosure.records.queries.screens import screen_url
from disclosure.records.queries.steps import current_step
from zhifu_portal.kernel.notices import NoticeField, notify, register_event

ASSIGNED: Final = "record.assigned"
JOINT_ASKED: Final = "record.joint_asked"
DISAGREED: Final = "record.disagreed"
RETURNED: Final = "record.returned"
FIELDS: Final = (
    NoticeField("索引号", "政府信息的索引号", "113706020000000001/2026-00001"),
    NoticeField("环节", "办理环节", "公开属性认定"),
    NoticeField("机关", "公开机关的名称", "演示机关"),
)


def register_events() -> None:
    """Declare the events of the steps before publication with their default texts."""
    register_event(
        ASSIGNED,
        label="公文审签：待办",
        subject="{机关}有信息等待{环节}",
        body="索引号 {索引号} 的信息已到“{环节}”环节，请登录系统办理。",
        fields=FIELDS,
    )
    register_event(
        JOINT_ASKED,
        label="公文审签：请联合机关会签",
        subject="{机关}请贵机关会签公开属性",
        body="{机关}的信息（索引号 {索引号}）由贵机关联合制作，请登录系统对公开属性表示意见。",
        fields=FIELDS,
    )
    register_event(
        DISAGREED,
        label="公文审签：公开属性意见不一致",
        subject="公开属性意见不一致，须由签发人确定",
        body="索引号 {索引号} 的信息在“{环节}”环节有不同意见，签发时请在各方意见中确定公开属性并写明理由。",
        fields=FIELDS,
    )
    register_event(
        RETURNED,
        label="公文审签：退回修改",
        subject="信息在{环节}环节被退回",
        body="索引号 {索引号} 的信息在“{环节}”环节被退回，请登录系统查看原因，修改后重新送审。",
        fields=FIELDS,
    )


def tell_of_submission(*, record: InformationRecord, by: User, now: datetime) -> None:
    """Tell those who decide the first step; the caller's transaction has sent the record on its way."""
    _tell_next(record, acting=by.pk, now=now)


def tell_of_decision(
    *, record: InformationRecord, decision: RecordDecision, determination: Determination | None, now: datetime
) -> None:
    """Tell the next ones, the drafter of a return, and the signer of a word that differs."""
    step = ReviewStep(decision.step)
    if decision.outcome == DecisionOutcome.RETURNED:
        revision = decision.revision
        sender = proposer_id(revision) if revision else None
        people = {person for person in (record.drafted_by_id, sender) if person}
        _tell(RETURNED, record, step=step, key=str(decision.pk), recipients=people, now=now)
        return
    if determination is not None and _is_for_the_signer(determination):
        signers = _holders(ReviewStep.SIGN_OFF, record.organ_id)
        _tell(DISAGREED, record, step=step, key=str(determination.pk), recipients=signers, now=now)
    _tell_next(record, acting=decision.decided_by_id, now=now)


def _is_for_the_signer(word: Determination) -> bool:
    return word.outcome == DeterminationOutcome.DISAGREED and word.stage != DeterminationStage.SIGNED


def _tell_next(record: InformationRecord, *, acting: int | None, now: datetime) -> None:
    """Tell those who may decide the step the record waits at now; once for each time it came there."""
    current = InformationRecord.objects.get(pk=record.pk)
    step = current_step(current)
    if step is None:
        return
    task_state: TaskState = current.current_workflow_state.current_task_state
    barred = author_ids(current) | {proposer_id(task_state.revision), acting}
    if step == ReviewStep.JOINT_AGREEMENT:
        organs = silent_joint_organs(record=current, revision=task_state.revision)
        people = {person for organ in organs for person in _holders(step, organ.pk)}
        _tell(JOINT_ASKED, current, step=step, key=str(task_state.pk), recipients=people - barred, now=now)
        return
    people = set(_holders(step, current.organ_id)) - barred
    _tell(ASSIGNED, current, step=step, key=str(task_state.pk), recipients=people, now=now)


def _holders(step: ReviewStep, organ_id: int) -> list[int]:
    return list(users_holding([STEP_ROLES[step]], organ_id=organ_id).values_list("pk", flat=True))


def _tell(
    event: str, record: InformationRecord, *, step: ReviewStep, key: str, recipients: Iterable[int], now: datetime
) -> None:
    context = {"索引号": record.index_number, "环节": str(step.label), "机关": record.organ.name}
    notify(event=event, key=key, recipients=recipients, context=context, url=screen_url(record, "review"), now=now)
