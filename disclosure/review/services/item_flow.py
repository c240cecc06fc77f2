"""What happens to items without a reviewer: their record left, moved to another organ, or was opened at last."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F, QuerySet
from wagtail.models import Revision

from disclosure.organs.models import Organ
from disclosure.records.enums import (
    NOT_OPEN_ATTRIBUTES,
    PUBLIC_TRACE_STATUSES,
    Attribute,
    DecisionOutcome,
    PublicationStatus,
)
from disclosure.records.models import InformationRecord, RecordDecision
from disclosure.records.queries.steps import current_step
from disclosure.review.enums import OPEN_ITEMS, ItemStatus
from disclosure.review.models import ReviewItem
from disclosure.review.transitions import ITEM_TRANSITIONS
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.transitions import ensure_transition

# Why a record that waits for review needs none any more, by what became of it.
LEFT: Final = {
    PublicationStatus.PUBLISHED: "该信息已经公开。",
    PublicationStatus.SCHEDULED: "该信息已经签发，定时公开。",
    PublicationStatus.WITHDRAWN: "该信息已经撤下。",
    PublicationStatus.EXPIRED: "该信息公示期已满。",
    PublicationStatus.DRAFT: "该信息退回起草，尚未登记。",
    PublicationStatus.REGISTERED: "该信息不再是依申请公开或者不予公开。",
}
CHUNK: Final = 1000


def follow_records(*, record_ids: Collection[int], now: datetime) -> int:
    """See to the open items of records whose public state has changed; return how many have an end now."""
    if not ReviewItem.objects.filter(record__in=record_ids, status__in=sorted(OPEN_ITEMS)).exists():
        return 0
    return settle_openings(now=now, record_ids=record_ids) + drop_left(record_ids=record_ids)


def drop_left(*, chunk: int = CHUNK, record_ids: Collection[int] | None = None) -> int:
    """Drop every pending item whose record is no longer registered as not open, saying why; return how many."""
    waiting = _of_records(ReviewItem.objects.filter(status=ItemStatus.PENDING), record_ids)
    not_open = sorted(NOT_OPEN_ATTRIBUTES)
    left = waiting.exclude(record__status=PublicationStatus.REGISTERED, record__attribute__in=not_open)
    dropped = 0
    while here := _drop_chunk(left, chunk=chunk):
        dropped += here
    return dropped


@transaction.atomic
def _drop_chunk(left: QuerySet[ReviewItem], *, chunk: int) -> int:
    """Drop the first of them, with one audit row for each organ; return how many."""
    rows = left.select_for_update(of=("self",)).order_by("pk").values_list("pk", "organ_id", "record__status")
    found = list(rows[:chunk])
    for status in sorted({status for _pk, _organ, status in found}):
        items = ReviewItem.objects.filter(pk__in=[pk for pk, _organ, its in found if its == status])
        items.update(status=ItemStatus.DROPPED, reason=LEFT[PublicationStatus(status)])
    counts = Counter(organ_id for _pk, organ_id, _status in found)
    for organ in Organ.objects.filter(pk__in=counts).order_by("pk"):
        detail = {"count": counts[organ.pk]}
        record_audit(action="review.items_dropped", by=None, subject=organ, detail=detail, scope=str(organ.pk))
    return len(found)


def follow_organs(*, chunk: int = CHUNK) -> int:
    """Hand pending items over to the organ their record belongs to now; return how many."""
    moved = ReviewItem.objects.filter(status=ItemStatus.PENDING).exclude(record__organ=F("organ"))
    handed = 0
    while found := list(moved.order_by("pk").values_list("pk", "record__organ_id")[:chunk]):
        handed += _hand_over(found)
    return handed


@transaction.atomic
def _hand_over(found: Sequence[tuple[int, int]]) -> int:
    """Give the items to the organs named beside them; return how many went."""
    handed = 0
    for organ in Organ.objects.filter(pk__in={organ_id for _pk, organ_id in found}).order_by("pk"):
        ids = [pk for pk, organ_id in found if organ_id == organ.pk]
        count = ReviewItem.objects.filter(pk__in=ids, status=ItemStatus.PENDING).update(organ=organ)
        detail = {"count": count}
        record_audit(action="review.items_handed_over", by=None, subject=organ, detail=detail, scope=str(organ.pk))
        handed += count
    return handed


def settle_openings(*, now: datetime, record_ids: Collection[int] | None = None) -> int:
    """See what became of the openings that reviews decided; return how many have an end now.

    The record is public: the item is opened. It was sent back, or its draft is no longer open: the reviewer decides
    again. Reads the present state, so that an event that got lost is made good by the next sweep.
    """
    items = _of_records(ReviewItem.objects.filter(status=ItemStatus.OPENING), record_ids)
    ids = list(items.order_by("pk").values_list("pk", flat=True))
    return sum(_settle(item_id=pk, now=now) for pk in ids)


@transaction.atomic
def _settle(*, item_id: int, now: datetime) -> bool:
    item = ReviewItem.objects.select_for_update(of=("self",)).select_related("record").get(pk=item_id)
    if item.status != ItemStatus.OPENING:
        return False
    if item.record.status in PUBLIC_TRACE_STATUSES:
        _end(item, ItemStatus.OPENED, action="review.item_opened", now=now)
        return True
    why = _came_to_nothing(item)
    if why:
        detail = {"was": item.outcome, "why": why}
        item.outcome = ""
        item.reason = ""
        item.decided_by = None
        item.decided_at = None
        _end(item, ItemStatus.PENDING, action="review.item_returned", now=now, detail=detail)
    return bool(why)


def _end(
    item: ReviewItem, status: ItemStatus, *, action: str, now: datetime, detail: dict[str, str] | None = None
) -> None:
    ensure_transition(ITEM_TRANSITIONS, ItemStatus(item.status), status)
    item.status = status
    item.save(update_fields=["status", "outcome", "reason", "decided_by", "decided_at"])
    record_audit(
        action=action,
        by=None,
        subject=item,
        detail={"record": item.record_id, "at": now.isoformat(), **(detail or {})},
        scope=str(item.organ_id),
    )


def _came_to_nothing(item: ReviewItem) -> str:
    """Return why the opening was not carried out, empty while it is still under way."""
    record: InformationRecord = item.record
    if current_step(record) is not None:
        return ""
    last = (
        RecordDecision.objects.filter(record=record, decided_at__gt=item.decided_at).order_by("decided_at", "pk").last()
    )
    if last is not None and last.outcome == DecisionOutcome.RETURNED:
        return f"{last.get_step_display()}退回：{last.reason}"
    revision: Revision | None = record.latest_revision
    if revision is None or revision.content.get("attribute") != Attribute.OPEN:
        return "公开的草稿已经改回不公开。"
    return ""


def _of_records(items: QuerySet[ReviewItem], record_ids: Collection[int] | None) -> QuerySet[ReviewItem]:
    return items if record_ids is None else items.filter(record__in=record_ids)
