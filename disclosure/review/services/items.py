"""Deciding what a review comes to: keep, change the ground, open in part, open (条例第十八条).

By a reviewer of the organ who did not write the record; nobody decides alone for two, a superuser neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.organs.permissions import holds_role
from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, Attribute, DeterminationStage, PublicationStatus
from disclosure.records.models import Determination, InformationRecord
from disclosure.records.queries.authors import author_ids
from disclosure.records.queries.blockers import unique_reasons
from disclosure.records.queries.grounds import ground_wording
from disclosure.records.queries.statement_gaps import statement_gaps
from disclosure.records.queries.statements import AttributeStatement, GroundStatement
from disclosure.records.services.determination import propose_opening, redetermine_registered
from disclosure.review.enums import OPENING_OUTCOMES, ItemStatus, ReviewOutcome
from disclosure.review.models import ReviewItem, ReviewState
from disclosure.review.transitions import ITEM_TRANSITIONS
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import Refused, refuse_if
from zhifu_portal.kernel.transitions import ensure_transition

EVIDENCE_KIND: Final = "review_item"
LONGEST_YEARS: Final = 10
MOST_AT_ONCE: Final = 500


def evidence_of(*, item_id: int) -> str:
    """Return what a determination carries to lead back to this item."""
    return f"{EVIDENCE_KIND}:{item_id}"


@dataclass(frozen=True)
class Decision:
    """What a reviewer decides; attribute and grounds are for `change_ground` alone."""

    outcome: ReviewOutcome
    reason: str
    next_review_on: date | None
    secret_until: date | None
    attribute: str
    grounds: tuple[GroundStatement, ...]

    def in_words(self) -> dict[str, object]:
        """Return it in plain values for the audit chain."""
        grounds = [said.code for said in self.grounds]
        return {**self.__dict__, "grounds": grounds}


@transaction.atomic
def decide_item(
    *,
    item_id: int,
    outcome: ReviewOutcome,
    reason: str,
    next_review_on: date | None = None,
    secret_until: date | None = None,
    attribute: str = "",
    grounds: Sequence[GroundStatement] = (),
    by: User,
    now: datetime,
) -> ReviewItem:
    """Write down the outcome of one review and carry it out; raise Refused with every reason, changing nothing.

    `keep` needs a next date; `change_ground` needs the attribute and the grounds that hold from now on; opening,
    whole or in part, makes a draft that goes the normal way to publication, and the item waits for it.
    """
    decision = Decision(outcome, reason.strip(), next_review_on, secret_until, attribute, tuple(grounds))
    record, item = _locked(item_id)
    today = timezone.localdate(now)
    reasons = item_refusals(item=item, record=record, by=by) + _decision_gaps(decision, record, today=today)
    refuse_if(unique_reasons(reasons))
    before = {"attribute": record.attribute, "ground": record.ground}
    item.determination = _carry_out(item, decision, by=by, now=now)
    _write(item, decision, by=by, now=now)
    _note_review(item, decision, today=today)
    detail = {**decision.in_words(), "record": item.record_id, "before": before}
    record_audit(action="review.item_decided", by=by, subject=item, detail=detail, scope=str(item.organ_id))
    return item


def _locked(item_id: int) -> tuple[InformationRecord, ReviewItem]:
    """Lock the record before the item, as every verb of records has it: two locks in one order."""
    record_id = ReviewItem.objects.values_list("record_id", flat=True).get(pk=item_id)
    record = InformationRecord.objects.select_for_update().get(pk=record_id)
    return record, ReviewItem.objects.select_for_update().get(pk=item_id)


def item_refusals(*, item: ReviewItem, record: InformationRecord, by: User) -> list[str]:
    """Return every reason why this person may not decide this item, whatever the outcome."""
    reasons: list[str] = []
    if not holds_role(by, Role.REVIEWER, organ_id=item.organ_id):
        reasons.append(f"您不是{item.organ}的审核人，不能办理定期审查。")
    if by.pk in author_ids(record):
        reasons.append("您参与了这件信息的拟稿，定期审查须由其他人办理。")
    if ItemStatus.DECIDED not in ITEM_TRANSITIONS[ItemStatus(item.status)]:
        reasons.append(f"这一件目前是“{item.get_status_display()}”，不需要审查，可能已经由他人办理。")
    if record.status != PublicationStatus.REGISTERED or record.attribute not in NOT_OPEN_ATTRIBUTES:
        reasons.append("该信息已经不是登记在册的依申请公开或者不予公开信息，不需要审查。")
    return reasons


def _decision_gaps(decision: Decision, record: InformationRecord, *, today: date) -> list[str]:
    """Return what the decision itself lacks."""
    reasons = [] if decision.reason else ["请写明审查的理由。"]
    reasons += _date_gaps(decision, today=today)
    if decision.outcome == ReviewOutcome.KEEP and ground_wording(record.ground, on=today) is None:
        reasons.append(f"情形 {record.ground} 已经废止，不能维持，请变更情形或者转为公开。")
    if decision.outcome == ReviewOutcome.CHANGE_GROUND:
        reasons += _change_gaps(decision, record, today=today)
    return reasons


def _date_gaps(decision: Decision, *, today: date) -> list[str]:
    day, secret_until = decision.next_review_on, decision.secret_until
    if day is None:
        return ["维持原属性的，请填写下次审查日期。"] if decision.outcome == ReviewOutcome.KEEP else []
    reasons: list[str] = []
    if day <= today:
        reasons.append("下次审查日期须晚于今天。")
    if day.year - today.year > LONGEST_YEARS:
        reasons.append(f"下次审查日期不能晚于{LONGEST_YEARS}年以后。")
    if secret_until is not None and day > secret_until > today:
        reasons.append("保密期限届满时须再次审查，下次审查日期不能晚于保密期限届满日期。")
    return reasons


def _change_gaps(decision: Decision, record: InformationRecord, *, today: date) -> list[str]:
    if decision.attribute not in NOT_OPEN_ATTRIBUTES:
        return ["变更情形的，请选择变更后的公开属性；转为公开请选择“转为主动公开”或者“部分公开”。"]
    reasons = statement_gaps(AttributeStatement(Attribute(decision.attribute), grounds=decision.grounds), on=today)
    if decision.attribute == record.attribute and [said.code for said in decision.grounds] == [record.ground]:
        reasons.append("变更后的公开属性和情形与现在相同，请选择“维持原属性”。")
    return reasons


def _carry_out(item: ReviewItem, decision: Decision, *, by: User, now: datetime) -> Determination | None:
    """Do to the record what was decided; return the determination where one was made."""
    if decision.outcome == ReviewOutcome.KEEP:
        return None
    evidence = evidence_of(item_id=item.pk)
    if decision.outcome == ReviewOutcome.CHANGE_GROUND:
        return redetermine_registered(
            record_id=item.record_id,
            attribute=Attribute(decision.attribute),
            grounds=decision.grounds,
            reason=decision.reason,
            stage=DeterminationStage.PERIODIC,
            evidence=evidence,
            by=by,
            now=now,
        )
    propose_opening(
        record_id=item.record_id,
        is_severed=decision.outcome == ReviewOutcome.OPEN_IN_PART,
        reason=decision.reason,
        evidence=evidence,
        by=by,
        now=now,
    )
    return Determination.objects.filter(record_id=item.record_id, evidence=evidence).order_by("pk").last()


def _write(item: ReviewItem, decision: Decision, *, by: User, now: datetime) -> None:
    status = ItemStatus.OPENING if decision.outcome in OPENING_OUTCOMES else ItemStatus.DECIDED
    ensure_transition(ITEM_TRANSITIONS, ItemStatus(item.status), status)
    item.status = status
    item.outcome = decision.outcome
    item.reason = decision.reason
    item.next_review_on = decision.next_review_on
    item.decided_by = by
    item.decided_at = now
    item.save()


def _note_review(item: ReviewItem, decision: Decision, *, today: date) -> None:
    """Count the next review from today, or to the date the reviewer set; a term of secrecy stated before stands."""
    stated = {"secret_until": decision.secret_until} if decision.secret_until else {}
    dates = {"reviewed_on": today, "next_review_on": decision.next_review_on, **stated}
    ReviewState.objects.update_or_create(record_id=item.record_id, defaults=dates)


@dataclass
class KeepReport:
    """What became of many items: how many are kept, and by item id why others are not."""

    kept: int = 0
    refused: dict[int, list[str]] = field(default_factory=dict)


def keep_items(
    *, item_ids: Sequence[int], reason: str, next_review_on: date | None, by: User, now: datetime
) -> KeepReport:
    """Keep many items of one ground for one reason, each with its own row and audit row; raise Refused for a mixture.

    An item that may not be kept is left as it is, and the report says why; the others are kept all the same.
    """
    items = ReviewItem.objects.filter(pk__in=item_ids)
    reasons: list[str] = []
    if not item_ids:
        reasons.append("请先选择要维持的审查件。")
    if len(item_ids) > MOST_AT_ONCE:
        reasons.append(f"一次最多办理 {MOST_AT_ONCE} 件，请分几次办理。")
    if items.values("record__attribute", "record__ground").order_by().distinct().count() > 1:
        reasons.append("批量维持只能选择公开属性和情形都相同的审查件，请先按情形筛选。")
    refuse_if(reasons)
    report = KeepReport()
    for item_id in items.order_by("pk").values_list("pk", flat=True):
        try:
            decide_item(
                item_id=item_id,
                outcome=ReviewOutcome.KEEP,
                reason=reason,
                next_review_on=next_review_on,
                by=by,
                now=now,
            )
            report.kept += 1
        except Refused as refused:
            report.refused[item_id] = refused.reasons
    return report
