"""A piece on its way: submitted, decided by one person after another, published, and what became of it then."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction

from disclosure.records.body import body_from_html
from disclosure.records.enums import Attribute, DecisionOutcome, ReviewStep
from disclosure.records.models import InformationRecord
from disclosure.records.queries.statements import AttributeStatement
from disclosure.records.services.publication import expire_record, replace_record, withdraw_record
from disclosure.records.services.review import submit_record
from zhifu_portal.demo.content import NOT_OPEN, Piece, PieceState, Role
from zhifu_portal.demo.creation.drafts import create_draft
from zhifu_portal.demo.creation.office import Office, decide, find_record, moment
from zhifu_portal.demo.creation.secrecy import agree_jointly, refer_secrecy, review_secrecy

ALL_STEPS: Sequence[ReviewStep] = tuple(ReviewStep)
DETERMINED = (ReviewStep.DETERMINATION,)
AGREED = (ReviewStep.DETERMINATION, ReviewStep.JOINT_AGREEMENT)
CLEARED = (*AGREED, ReviewStep.SECRECY_REVIEW)
# The approvals that a piece has; one that was never submitted is not named.
APPROVED_STEPS: Mapping[PieceState, Sequence[ReviewStep]] = {
    PieceState.RETURNED: (),
    PieceState.DETERMINATION: (),
    PieceState.JOINT_AGREEMENT: DETERMINED,
    PieceState.SECRECY_REVIEW: AGREED,
    PieceState.REFERRED: AGREED,
    PieceState.SIGN_OFF: CLEARED,
    PieceState.DISAGREED: CLEARED,
    PieceState.SCHEDULED: ALL_STEPS,
    PieceState.REGISTERED_ON_REQUEST: ALL_STEPS,
    PieceState.REGISTERED_WITHHELD: ALL_STEPS,
    PieceState.PUBLISHED: ALL_STEPS,
    PieceState.CORRECTED: ALL_STEPS,
    PieceState.REPLACED: ALL_STEPS,
    PieceState.WITHDRAWN: ALL_STEPS,
    PieceState.EXPIRED: ALL_STEPS,
}


@transaction.atomic
def create_record(piece: Piece, office: Office) -> InformationRecord:
    """Make the record of a piece and bring it to its state; all of it or nothing."""
    record = create_draft(piece, office)
    if piece.state not in APPROVED_STEPS:
        return record
    day = piece.published_on or piece.composed_on
    editor = office.staff.holder(piece.organ, Role.EDITOR)
    submit_record(record_id=record.pk, by=editor, now=moment(day, 8, key=piece.key))
    approve(record, piece, office, steps=APPROVED_STEPS[piece.state], day=day)
    follow_up = FOLLOW_UPS.get(piece.state)
    if follow_up is not None:
        follow_up(record, piece, office)
    return InformationRecord.objects.get(pk=record.pk)


def approve(record: InformationRecord, piece: Piece, office: Office, *, steps: Sequence[ReviewStep], day: date) -> None:
    """Let the right people approve these steps, an hour apart."""
    for hour, step in enumerate(steps, 9):
        now = moment(day, hour, key=piece.key)
        if step is ReviewStep.JOINT_AGREEMENT:
            agree_jointly(record_id=record.pk, office=office, now=now)
        elif step is ReviewStep.SECRECY_REVIEW:
            is_closed = piece.attribute in NOT_OPEN and not piece.objection
            review_secrecy(
                record_id=record.pk,
                organ=piece.organ,
                refused_for=piece.ground if is_closed else None,
                office=office,
                now=now,
            )
        else:
            is_objected = piece.objection and step is ReviewStep.DETERMINATION
            decide(
                record_id=record.pk,
                organ=piece.organ,
                step=step,
                office=office,
                now=now,
                reason=piece.objection if is_objected else "",
                statement=AttributeStatement(attribute=Attribute.OPEN) if is_objected else None,
            )


def _return(record: InformationRecord, piece: Piece, office: Office) -> None:
    decide(
        record_id=record.pk,
        organ=piece.organ,
        step=ReviewStep.DETERMINATION,
        office=office,
        now=moment(piece.composed_on + timedelta(days=1), 9, key=piece.key),
        outcome=DecisionOutcome.RETURNED,
        reason=piece.return_reason,
    )


def _refer(record: InformationRecord, piece: Piece, office: Office) -> None:
    """Leave the secrecy review open: somebody else must say (条例第十七条)."""
    refer_secrecy(record_id=record.pk, piece=piece, office=office, day=piece.composed_on + timedelta(days=1))


def _correct(record: InformationRecord, piece: Piece, office: Office) -> None:
    """Publish the right text over the wrong one, the whole way again."""
    if piece.corrected_on is None:
        return
    editor = office.staff.holder(piece.organ, Role.EDITOR)
    draft: InformationRecord = InformationRecord.objects.get(pk=record.pk).get_latest_revision_as_object()
    draft.body = body_from_html(piece.html)
    draft.change_note = piece.change_note
    draft.save_revision(user=editor)
    submit_record(record_id=record.pk, by=editor, now=moment(piece.corrected_on, 8, key=piece.key))
    approve(record, piece, office, steps=ALL_STEPS, day=piece.corrected_on)


def _withdraw(record: InformationRecord, piece: Piece, office: Office) -> None:
    if piece.withdrawn_on is not None:
        withdraw_record(
            record_id=record.pk,
            explanation=piece.withdrawal_explanation,
            by=office.staff.holder(piece.organ, Role.SIGNER),
            now=moment(piece.withdrawn_on, 15, key=piece.key),
        )


def _expire(record: InformationRecord, piece: Piece, office: Office) -> None:
    if piece.visible_until is not None:
        expire_record(record_id=record.pk, now=moment(piece.visible_until + timedelta(days=1), 0, key=piece.key))


FOLLOW_UPS: Mapping[PieceState, Callable[[InformationRecord, Piece, Office], None]] = {
    PieceState.RETURNED: _return,
    PieceState.REFERRED: _refer,
    PieceState.CORRECTED: _correct,
    PieceState.WITHDRAWN: _withdraw,
    PieceState.EXPIRED: _expire,
}


def link_successors(pieces: Sequence[Piece], office: Office) -> int:
    """Mark the pieces that a newer one replaced, once both are public; return how many were marked now."""
    by_key = {piece.key: piece for piece in pieces}
    marked = 0
    for piece in pieces:
        if piece.state is not PieceState.REPLACED:
            continue
        record, successor = find_record(piece.key), find_record(piece.replaced_by)
        day = by_key[piece.replaced_by].published_on
        if record is None or successor is None or day is None or not record.live or not successor.live:
            continue
        if record.replaced_by_id is None:
            replace_record(
                record_id=record.pk,
                replaced_by_id=successor.pk,
                by=office.staff.holder(piece.organ, Role.EDITOR),
                now=moment(day, 16, key=piece.key),
            )
            marked += 1
    return marked
