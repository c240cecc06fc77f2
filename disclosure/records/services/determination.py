"""公开属性认定 outside the steps before publication: periodic review, historic documents, conversion.

`state_determination` is the one writer of words on an attribute; the steps use it through `services.review`.
"""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from disclosure.organs.enums import Role
from disclosure.organs.permissions import scope_of
from disclosure.records.enums import (
    NOT_OPEN_ATTRIBUTES,
    Attribute,
    DeterminationOutcome,
    DeterminationStage,
    PublicationStatus,
)
from disclosure.records.kinds import kind_of
from disclosure.records.models import Determination, InformationRecord
from disclosure.records.queries.authors import author_ids
from disclosure.records.queries.determinations import settled_attribute
from disclosure.records.queries.statement_gaps import statement_gaps
from disclosure.records.queries.statements import AttributeStatement, GroundStatement, carry_statement, statement_of
from disclosure.records.queries.steps import current_step
from disclosure.records.services.determination_writer import state_determination
from disclosure.records.services.publication import locked_record, move_status
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if

__all__ = [
    "AttributeStatement",
    "GroundStatement",
    "propose_opening",
    "redetermine_registered",
    "state_determination",
    "take_back_historic",
]

DECIDING_ROLES = frozenset({Role.REVIEWER, Role.SIGNER, Role.DISCLOSURE_OFFICE})
PROPOSING_ROLES = DECIDING_ROLES | {Role.EDITOR}
OUTSIDE_STAGES = frozenset({DeterminationStage.PERIODIC, DeterminationStage.HISTORIC})
STATEMENT_FIELDS = [
    "attribute",
    "is_severed",
    "ground",
    "ground_reason",
    "discretion_reason",
    "third_party",
    "third_party_reason",
    "further_grounds",
]


@transaction.atomic
def redetermine_registered(
    *,
    record_id: int,
    attribute: Attribute,
    grounds: Sequence[GroundStatement],
    reason: str,
    stage: DeterminationStage,
    evidence: str,
    by: User,
    now: datetime,
) -> Determination:
    """Give a record that is registered, or a historic draft without attribute, another not-open attribute or ground.

    Its row, a new revision and the determination say the same; a historic draft is registered by it. Opening goes
    the whole way instead (`propose_opening`). By a reviewer or signer of the organ or the disclosure office, never by
    an author. Raise Refused with every reason.
    """
    record = locked_record(record_id=record_id)
    statement = AttributeStatement(attribute, is_severed=False, grounds=tuple(grounds))
    reasons = _outside_blockers(record, reason=reason, roles=DECIDING_ROLES, by=by)
    if by.pk in author_ids(record):
        reasons.append("您参与了拟稿，重新认定须由其他人办理。")
    if stage not in OUTSIDE_STAGES:
        reasons.append("重新认定只用于定期审查和历史公文认定。")
    if attribute not in NOT_OPEN_ATTRIBUTES:
        reasons.append("改为主动公开的，须按发布流程办理，不能直接更改。")
    refuse_if(list(dict.fromkeys([*reasons, *statement_gaps(statement, on=timezone.localdate(now))])))
    before = settled_attribute(record)
    revision = _carry_into_record(record, statement)
    if record.status == PublicationStatus.DRAFT:
        _set_status(record, PublicationStatus.REGISTERED)
    word = _state(
        record, revision, statement, stage=stage, before=before, reason=reason, evidence=evidence, by=by, now=now
    )
    _audit("record.redetermined", record, word, by=by)
    return word


@transaction.atomic
def take_back_historic(*, record_id: int, reason: str, evidence: str, by: User, now: datetime) -> Determination:
    """Take the historic determination of a record back: it is an undetermined draft again, and the trail says so.

    Only while that determination is the last word on the record. Raise Refused with every reason.
    """
    record = locked_record(record_id=record_id)
    last = Determination.objects.filter(record_id=record.pk).order_by("decided_at", "id").last()
    reasons = _outside_blockers(record, reason=reason, roles=DECIDING_ROLES, by=by)
    if last is None or last.stage != DeterminationStage.HISTORIC or last.to_attribute == Attribute.UNDETERMINED:
        reasons.append("该信息的公开属性不是由历史公文认定确定的，或者之后又有认定，不能撤销。")
    refuse_if(reasons)
    statement = AttributeStatement(Attribute.UNDETERMINED)
    before = settled_attribute(record)
    revision = _carry_into_record(record, statement)
    _set_status(record, PublicationStatus.DRAFT)
    word = _state(
        record,
        revision,
        statement,
        stage=DeterminationStage.HISTORIC,
        before=before,
        reason=reason,
        evidence=evidence,
        by=by,
        now=now,
    )
    _audit("record.determination_taken_back", record, word, by=by)
    return word


@transaction.atomic
def propose_opening(
    *,
    record_id: int,
    is_severed: bool,
    reason: str,
    evidence: str,
    by: User,
    now: datetime,
    grounds: Sequence[GroundStatement] = (),
) -> Revision:
    """Make a draft that opens a registered or historic record, whole or in part; return its revision.

    Nothing is opened by it: the normal flow (`submit_record` and the steps) starts on it. In part rests on `grounds`
    for what stays closed, on those the record has when none are given. The revision is nobody's text: who found that
    it can be opened may still review it, because an editor sends it on its way. Raise Refused with every reason.
    """
    record = locked_record(record_id=record_id)
    refuse_if(_outside_blockers(record, reason=reason, roles=PROPOSING_ROLES, by=by))
    before = settled_attribute(record)
    _kind, specific = kind_of(record)
    draft: InformationRecord = specific.get_latest_revision_as_object()
    kept = tuple(grounds) or statement_of(draft, on=timezone.localdate(now)).grounds if is_severed else ()
    statement = AttributeStatement(Attribute.OPEN, is_severed=is_severed, grounds=kept)
    revision = carry_statement(draft, statement).save_revision(clean=False)
    word = _state(
        record,
        revision,
        statement,
        stage=DeterminationStage.PROPOSED,
        before=before,
        reason=reason,
        evidence=evidence,
        by=by,
        now=now,
    )
    _audit("record.opening_proposed", record, word, by=by)
    return revision


def _state(
    record: InformationRecord,
    revision: Revision,
    statement: AttributeStatement,
    *,
    stage: DeterminationStage,
    before: Attribute,
    reason: str,
    evidence: str,
    by: User,
    now: datetime,
) -> Determination:
    """Write the word; `before` is what was fixed until now, read before the record was changed."""
    return state_determination(
        record=record,
        revision=revision,
        stage=stage,
        outcome=DeterminationOutcome.STATED,
        attribute=statement.attribute,
        is_severed=statement.is_severed,
        grounds=statement.grounds,
        reason=reason,
        organ=record.organ,
        by=by,
        now=now,
        evidence=evidence,
        from_attribute=before,
    )


def _outside_blockers(record: InformationRecord, *, reason: str, roles: frozenset[Role], by: User) -> list[str]:
    """Return why nobody, or not this person, may say a word on the attribute outside the steps."""
    reasons: list[str] = []
    if not scope_of(by).has(roles, record.organ_id):
        reasons.append(f"您不是{record.organ}的审核人或者签发人，不能办理。")
    if not reason.strip():
        reasons.append("请写明理由。")
    if current_step(record) is not None:
        reasons.append("该信息正在办理中，请等待办理结果。")
    is_historic = record.status == PublicationStatus.DRAFT and record.attribute == Attribute.UNDETERMINED
    if record.status != PublicationStatus.REGISTERED and not is_historic:
        reasons.append(f"该信息目前是“{record.get_status_display()}”，不是已登记的信息或者未认定的历史公文。")
    return reasons


def _carry_into_record(record: InformationRecord, statement: AttributeStatement) -> Revision:
    """Write a statement into the row and into the latest text, which may hold changes not yet submitted.

    The revision is nobody's text: the determination says who decided, and authors may not decide later.
    """
    _kind, specific = kind_of(InformationRecord.objects.get(pk=record.pk))
    carry_statement(specific, statement).save(update_fields=STATEMENT_FIELDS)
    draft: InformationRecord = specific.get_latest_revision_as_object()
    return carry_statement(draft, statement).save_revision(changed=False, clean=False)


def _set_status(record: InformationRecord, status: PublicationStatus) -> None:
    move_status(record=record, status=status)
    record.save(update_fields=["status"])


def _audit(action: str, record: InformationRecord, word: Determination, *, by: User) -> None:
    codes = list(word.grounds.values_list("ground__code", flat=True))
    detail = {
        "from": word.from_attribute,
        "to": word.to_attribute,
        "grounds": codes,
        "reason": word.reason,
        "revision": word.revision_id,
        "determination": word.pk,
        "evidence": word.evidence,
    }
    record_audit(action=action, by=by, subject=record, detail=detail, scope=str(record.organ_id))
