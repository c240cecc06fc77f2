"""定期审查: the nightly sweep that opens the month's round, reminds, escalates and closes (条例第十八条).

Whatever a night that was missed has left undone is done by the next sweep; a sweep repeated changes nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from disclosure.review.enums import OPEN_ITEMS, RoundStatus
from disclosure.review.models import ReviewItem, ReviewRound, ReviewSettings
from disclosure.review.queries.selection import Rule, rules_of
from disclosure.review.services.announcements import announce_assigned
from disclosure.review.services.assignment import Progress, assign_due, lock_sweeps
from disclosure.review.services.item_flow import drop_left, follow_organs, settle_openings
from disclosure.review.services.reminders import escalate, remind
from disclosure.review.transitions import ROUND_TRANSITIONS
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.transitions import ensure_transition
from zhifu_portal.kernel.workdays import Calendar, WorkdayTerm

CHUNK = 5000


@dataclass
class SweepReport:
    """What a sweep did. `is_enabled` False: review is switched off; `is_past`: a later day was swept already."""

    on: date
    is_enabled: bool = True
    is_past: bool = False
    period: str = ""
    assigned: int = 0
    dropped: int = 0
    settled: int = 0
    reminded: int = 0
    escalated: int = 0
    closed: int = 0

    def summary(self) -> str:
        """Return one Chinese line for the log."""
        if not self.is_enabled:
            return "定期审查没有启用，可以在后台“设置—定期审查规则”中启用。"
        if self.is_past:
            return f"{self.on:%Y-%m-%d}以后已经扫描过，更早的日期不再扫描。"
        return (
            f"{self.period} 批次：分派 {self.assigned} 件，不再需要审查 {self.dropped} 件，"
            f"转公开有结果 {self.settled} 件，提醒 {self.reminded} 件，逾期报告 {self.escalated} 件，"
            f"结束批次 {self.closed} 个。"
        )


def sweep(
    *, on: date, now: datetime, calendar: Calendar, chunk: int = CHUNK, progress: Progress | None = None
) -> SweepReport:
    """Do everything periodic review owes on this day: continue the month's round, and see to all earlier ones.

    Safe to kill anywhere and to run again, at the same time too; of several sweeps of a day the first does the work.
    Flat in memory: records are looked at `chunk` at a time, each chunk in one transaction.
    """
    report = SweepReport(on=on, period=f"{on:%Y-%m}")
    settings = ReviewSettings.load()
    report.is_enabled = settings.is_enabled
    report.is_past = (ReviewRound.objects.aggregate(last=Max("swept_on"))["last"] or on) > on
    if not report.is_enabled or report.is_past:
        return report
    _finish_interrupted(on=on, now=now)
    report.dropped = drop_left(chunk=chunk)
    report.settled = settle_openings(now=now)
    follow_organs(chunk=chunk)
    term = calendar.add_workdays(on, settings.term_workdays)
    report.assigned = _continue_round(
        rules=rules_of(settings), term=term, on=on, now=now, chunk=chunk, progress=progress
    )
    report.reminded = remind(settings=settings, on=on, now=now, calendar=calendar)
    report.escalated = escalate(settings=settings, on=on, now=now, calendar=calendar)
    report.closed = close_finished(on=on)
    return report


def _continue_round(
    *, rules: list[Rule], term: WorkdayTerm, on: date, now: datetime, chunk: int, progress: Progress | None
) -> int:
    """Hand out what is due in the month's round unless that was done today; return how many items were made."""
    review_round = _opening_round(term=term, on=on)
    if review_round is None:
        return 0
    made = assign_due(review_round=review_round, rules=rules, term=term, on=on, chunk=chunk, progress=progress)
    _finish_opening(round_id=review_round.pk, now=now)
    return made


@transaction.atomic
def _opening_round(*, term: WorkdayTerm, on: date) -> ReviewRound | None:
    """Return the month's round, being opened for this day; None when this day is done."""
    lock_sweeps()
    review_round = ReviewRound.objects.select_for_update().filter(period=f"{on:%Y-%m}").first()
    if review_round is None:
        review_round = ReviewRound.objects.create(
            period=f"{on:%Y-%m}",
            opened_on=on,
            due_on=term.date,
            is_due_provisional=term.provisional,
            swept_on=on,
        )
        detail = {"period": review_round.period, "opened_on": on, "due_on": term.date}
        record_audit(action="review.round_opened", by=None, subject=review_round, detail=detail)
        return review_round
    if review_round.swept_on == on:
        return review_round if review_round.status == RoundStatus.OPENING else None
    _move(review_round, RoundStatus.OPENING)
    review_round.swept_on = on
    review_round.swept_to = 0
    review_round.save(update_fields=["status", "swept_on", "swept_to"])
    return review_round


def _finish_interrupted(*, on: date, now: datetime) -> None:
    """Finish the opening that an earlier day's sweep did not live to finish; this day looks at every record anew."""
    interrupted = ReviewRound.objects.filter(status=RoundStatus.OPENING, swept_on__lt=on)
    for round_id in list(interrupted.values_list("pk", flat=True)):
        _finish_opening(round_id=round_id, now=now)


@transaction.atomic
def _finish_opening(*, round_id: int, now: datetime) -> None:
    """Mark the round as open and tell the organs what they were handed."""
    lock_sweeps()
    review_round = ReviewRound.objects.select_for_update().get(pk=round_id)
    if review_round.status != RoundStatus.OPENING:
        return
    _move(review_round, RoundStatus.OPEN)
    review_round.save(update_fields=["status"])
    announce_assigned(review_round=review_round, now=now)


def close_finished(*, on: date) -> int:
    """Close every round of an earlier month in which nothing waits any more; return how many."""
    waiting = ReviewItem.objects.filter(round=OuterRef("pk"), status__in=sorted(OPEN_ITEMS))
    finished = ReviewRound.objects.filter(~Exists(waiting), status=RoundStatus.OPEN, period__lt=f"{on:%Y-%m}")
    return sum(_close(round_id=pk, on=on) for pk in list(finished.order_by("period").values_list("pk", flat=True)))


@transaction.atomic
def _close(*, round_id: int, on: date) -> bool:
    review_round = ReviewRound.objects.select_for_update().get(pk=round_id)
    if review_round.status != RoundStatus.OPEN:
        return False
    _move(review_round, RoundStatus.CLOSED)
    review_round.closed_on = on
    review_round.save(update_fields=["status", "closed_on"])
    detail = {"period": review_round.period, "closed_on": on, "items": review_round.items.count()}
    record_audit(action="review.round_closed", by=None, subject=review_round, detail=detail)
    return True


def _move(review_round: ReviewRound, status: RoundStatus) -> None:
    ensure_transition(ROUND_TRANSITIONS, RoundStatus(review_round.status), status)
    review_round.status = status
