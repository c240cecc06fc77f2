"""What periodic review has to work with on the day of the demo: rounds, historic documents, requests that repeat."""

from datetime import date, timedelta

from django.utils import timezone

from disclosure.records.models import InformationRecord
from disclosure.records.services.figures import refresh_record_figures
from disclosure.review.enums import EvidenceKind, ItemStatus, ReviewOutcome
from disclosure.review.models import ReviewItem, ReviewRound
from disclosure.review.services.conversion import note_evidence
from disclosure.review.services.historic import propose_attributes
from disclosure.review.services.items import decide_item
from disclosure.review.services.rounds import sweep
from zhifu_portal.demo.content import Piece, Role
from zhifu_portal.demo.creation.office import Office, find_record, moment

EARLIER_SWEEP_DAYS = 50
NEXT_REVIEW_DAYS = 365


def create_periodic_review(pieces: list[Piece], office: Office, *, today: date) -> int:
    """Sweep an earlier month and this one, decide one item of the earlier; return how many items there are."""
    if not ReviewRound.objects.exists():
        earlier = today - timedelta(days=EARLIER_SWEEP_DAYS)
        sweep(on=earlier, now=moment(earlier, 6, key="sweep"), calendar=office.calendar)
        _decide_first(office, day=earlier + timedelta(days=3))
    sweep(on=today, now=moment(today, 6, key="sweep"), calendar=office.calendar)
    propose_attributes(now=moment(today, 6, key="historic"))
    for piece in pieces:
        _note_requests(piece, office, today=today)
    refresh_record_figures(now=timezone.now())
    return ReviewItem.objects.count()


def _decide_first(office: Office, *, day: date) -> None:
    """Let one reviewer keep what was withheld, with a reason and the next date."""
    item = ReviewItem.objects.filter(status=ItemStatus.PENDING).select_related("organ").order_by("pk").first()
    if item is None:
        return
    decide_item(
        item_id=item.pk,
        outcome=ReviewOutcome.KEEP,
        reason="演示数据：情形没有变化，仍属内部事务信息，维持原属性。",
        next_review_on=day + timedelta(days=NEXT_REVIEW_DAYS),
        by=office.staff.holder(item.organ.slug, Role.REVIEWER),
        now=moment(day, 10, key="review"),
    )


def _note_requests(piece: Piece, office: Office, *, today: date) -> None:
    record: InformationRecord | None = find_record(piece.key)
    for number in range(1, piece.asked_times + 1 if record else 0):
        day = today - timedelta(days=7 * number)
        note_evidence(
            record_id=record.pk if record else 0,
            kind=EvidenceKind.REQUEST,
            key=f"演示申请{day.year}-{number:04d}",
            note="演示数据：申请人以书面形式申请，已依申请提供。",
            on=day,
            by=office.staff.holder(piece.organ, Role.REVIEWER),
            now=moment(today, 9, key=piece.key),
        )
