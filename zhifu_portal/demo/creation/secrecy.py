"""The steps where more than one word counts: joint organs agree, and the secrecy review says what may go out."""

from datetime import date, datetime

from disclosure.records.enums import DecisionOutcome, ReviewStep, SecrecyResult
from disclosure.records.models import InformationRecord
from disclosure.records.queries.joint import silent_joint_organs
from disclosure.records.queries.steps import current_step
from disclosure.records.services.secrecy_review import decide_secrecy
from zhifu_portal.demo.content import Ground, Piece, Role
from zhifu_portal.demo.creation.office import Office, decide, moment, waiting_revision


def agree_jointly(*, record_id: int, office: Office, now: datetime) -> None:
    """Let the reviewer of every joint organ that has not spoken agree."""
    record = InformationRecord.objects.get(pk=record_id)
    if current_step(record) is not ReviewStep.JOINT_AGREEMENT:
        return
    revision = record.current_workflow_state.current_task_state.revision
    for organ in silent_joint_organs(record=record, revision=revision):
        decide(
            record_id=record_id,
            organ=organ.slug,
            step=ReviewStep.JOINT_AGREEMENT,
            office=office,
            now=now,
            outcome=DecisionOutcome.APPROVED,
        )


def review_secrecy(*, record_id: int, organ: str, refused_for: Ground | None, office: Office, now: datetime) -> None:
    """Say what the secrecy reviewer says: the text may go out, or may not for this ground."""
    decide_secrecy(
        record_id=record_id,
        revision_id=waiting_revision(record_id=record_id),
        result=SecrecyResult.REFUSED if refused_for else SecrecyResult.CLEARED,
        ground_codes=[refused_for.code] if refused_for else [],
        reason=refused_for.reason if refused_for else "",
        by=office.staff.holder(organ, Role.SECRECY_REVIEWER),
        now=now,
    )


def refer_secrecy(*, record_id: int, piece: Piece, office: Office, day: date) -> None:
    """Send the question to the authority that may decide it (待确定)."""
    decide_secrecy(
        record_id=record_id,
        revision_id=waiting_revision(record_id=record_id),
        result=SecrecyResult.REFERRED,
        ground_codes=[],
        reason="是否涉及国家秘密不能确定。",
        referred_to=piece.referred_to,
        referred_on=day,
        by=office.staff.holder(piece.organ, Role.SECRECY_REVIEWER),
        now=moment(day, 10, key=piece.key),
    )
