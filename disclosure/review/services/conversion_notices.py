"""What people are told of conversion: that a record is asked for often enough to be considered; never its title."""

from datetime import datetime
from typing import Final

from django.urls import reverse

from disclosure.organs.enums import Role
from disclosure.organs.permissions import users_holding
from disclosure.records.models import InformationRecord
from disclosure.review.enums import EvidenceKind
from disclosure.review.models import ConversionCase
from zhifu_portal.kernel.notice_events import NoticeField, register_event
from zhifu_portal.kernel.notices import notify

QUEUED: Final = "review.conversion_queued"
CASE_URL: Final = "wagtailsnippets_disclosure_conversioncase:inspect"


def register_events() -> None:
    """Declare the event with its default text."""
    register_event(
        QUEUED,
        label="依申请转主动：列入研究",
        subject="索引号 {索引号} 的信息待研究是否转为主动公开",
        body="{机关}索引号 {索引号} 的信息已依申请提供 {申请次数} 次，收到建议 {建议次数} 条，请研究是否转为主动公开。",
        fields=(
            NoticeField("机关", "公开机关的名称", "演示机关"),
            NoticeField("索引号", "信息的索引号", "11370602000000001A/2026-00001"),
            NoticeField("申请次数", "依申请提供了几次", "3"),
            NoticeField("建议次数", "收到几条公开建议", "0"),
        ),
    )


def announce_queued(*, case: ConversionCase, record: InformationRecord, now: datetime) -> None:
    """Tell the organ's reviewers and the disclosure office, once each time the case is queued."""
    reviewers = users_holding({Role.REVIEWER}, organ_id=case.organ_id).values_list("pk", flat=True)
    office = users_holding({Role.DISCLOSURE_OFFICE}).values_list("pk", flat=True)
    kinds = list(case.evidence.values_list("kind", flat=True))
    notify(
        event=QUEUED,
        key=f"{case.pk}:{now.isoformat()}",
        recipients={*reviewers, *office},
        context={
            "机关": record.organ.name,
            "索引号": record.index_number,
            "申请次数": str(kinds.count(EvidenceKind.REQUEST)),
            "建议次数": str(kinds.count(EvidenceKind.SUGGESTION)),
        },
        url=reverse(CASE_URL, args=[case.pk]),
        now=now,
    )
