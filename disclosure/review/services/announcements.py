"""What organs and the office are told of review: one notice per organ and day, with numbers and never a title."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db.models import Count
from django.urls import reverse

from disclosure.organs.enums import Role
from disclosure.organs.models import Organ
from disclosure.organs.permissions import users_holding
from disclosure.review.enums import ItemStatus
from disclosure.review.models import ReviewItem, ReviewRound
from zhifu_portal.kernel.notices import NoticeField, notify, register_event

ASSIGNED: Final = "review.assigned"
REMINDED: Final = "review.reminded"
ESCALATED: Final = "review.escalated"
LIST_URL: Final = "wagtailsnippets_disclosure_reviewitem:list"
FIELDS: Final = (
    NoticeField("机关", "审查机关的名称", "演示机关"),
    NoticeField("件数", "这次通知涉及的审查件数", "12"),
)


def register_events() -> None:
    """Declare the events of periodic review with their default texts."""
    register_event(
        ASSIGNED,
        label="定期审查：分派",
        subject="{机关}有 {件数} 件信息须定期审查",
        body="{批次} 批次定期审查已分派给{机关}，共 {件数} 件，请在 {截止日期} 前逐件作出结论。",
        fields=(
            *FIELDS,
            NoticeField("批次", "审查批次，年-月", "2026-11"),
            NoticeField("截止日期", "审查的截止日期", "2026-11-30"),
        ),
    )
    register_event(
        REMINDED,
        label="定期审查：即将到期",
        subject="{机关}有 {件数} 件定期审查即将到期",
        body="{机关}还有 {件数} 件定期审查没有结论，即将到期或者已经到期，请尽快办理。",
        fields=FIELDS,
    )
    register_event(
        ESCALATED,
        label="定期审查：逾期报告",
        subject="{机关}有 {件数} 件定期审查逾期",
        body="{机关}有 {件数} 件定期审查逾期仍未办结，现报政务公开办，请督促办理。",
        fields=FIELDS,
    )


def announce_assigned(*, review_round: ReviewRound, now: datetime) -> None:
    """Tell every organ how many items it was handed on the day the round was last swept; once per organ and day."""
    on = review_round.swept_on or review_round.opened_on
    handed = ReviewItem.objects.filter(round=review_round, assigned_on=on, status=ItemStatus.PENDING)
    counts = handed.order_by("organ_id").values_list("organ_id", "due_on").annotate(count=Count("pk"))
    organs = Organ.objects.in_bulk([organ_id for organ_id, _due_on, _count in counts])
    for organ_id, due_on, count in counts:
        context = {
            "机关": organs[organ_id].name,
            "件数": str(count),
            "批次": review_round.period,
            "截止日期": due_on.isoformat(),
        }
        _tell(ASSIGNED, organ=organs[organ_id], on=on, recipients=_reviewers(organ_id), context=context, now=now)


def announce_reminded(*, organ: Organ, count: int, on: date, now: datetime) -> None:
    """Remind an organ's reviewers of so many items."""
    _tell(REMINDED, organ=organ, on=on, recipients=_reviewers(organ.pk), context=_numbers(organ, count), now=now)


def announce_escalated(*, organ: Organ, count: int, on: date, now: datetime) -> None:
    """Tell the disclosure office, and the organ's reviewers, of so many overdue items."""
    recipients = {*_office(), *_reviewers(organ.pk)}
    _tell(ESCALATED, organ=organ, on=on, recipients=recipients, context=_numbers(organ, count), now=now)


def _tell(
    event: str,
    *,
    organ: Organ,
    on: date,
    recipients: Iterable[int],
    context: dict[str, str],
    now: datetime,
) -> None:
    url = f"{reverse(LIST_URL)}?organ={organ.pk}&status={ItemStatus.PENDING}"
    notify(event=event, key=f"{on}:{organ.pk}", recipients=recipients, context=context, url=url, now=now)


def _numbers(organ: Organ, count: int) -> dict[str, str]:
    return {"机关": organ.name, "件数": str(count)}


def _reviewers(organ_id: int) -> list[int]:
    """Return the organ's reviewers; where it has none, the office must hear of it."""
    return list(users_holding({Role.REVIEWER}, organ_id=organ_id).values_list("pk", flat=True)) or _office()


def _office() -> list[int]:
    return list(users_holding({Role.DISCLOSURE_OFFICE}).values_list("pk", flat=True))
