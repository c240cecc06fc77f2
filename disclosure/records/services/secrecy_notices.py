"""Whom the reply to a referral concerns: those who sent the text on its way.

As in record_notices, a notice names the index number and never the title.
"""

from datetime import datetime
from typing import Final

from disclosure.records.models import InformationRecord, SecrecyReview
from disclosure.records.queries.authors import author_ids
from disclosure.records.queries.screens import screen_url
from zhifu_portal.kernel.notices import NoticeField, notify, register_event

REPLIED: Final = "record.secrecy_replied"


def register_events() -> None:
    """Declare the event with its default text."""
    register_event(
        REPLIED,
        label="保密审查：已收到答复",
        subject="{索引号} 的报送已有答复",
        body="索引号 {索引号} 的信息报送{报送机关}后已收到答复，保密审查结论：{结论}。请登录系统查看。",
        fields=[
            NoticeField("索引号", "政府信息的索引号", "11370602MB0000000X/2026-00001"),
            NoticeField("报送机关", "报送的主管部门或者保密行政管理部门", "演示保密局"),
            NoticeField("结论", "可公开或者不可公开", "可公开"),
        ],
    )


def tell_of_reply(*, record: InformationRecord, review: SecrecyReview, now: datetime) -> int:
    """Tell the authors of a text, but not the person who recorded it, that the reply is there; return how many."""
    context = {
        "索引号": record.index_number,
        "报送机关": review.referred_to,
        "结论": str(review.get_result_display()),
    }
    recipients = author_ids(record) - {review.decided_by_id}
    url = screen_url(record, "review")
    return notify(event=REPLIED, key=str(review.pk), recipients=recipients, context=context, url=url, now=now)
