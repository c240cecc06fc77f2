"""Reading the audit trail: what a person may see of it, and the words for what was done."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from disclosure.organs.models import Organ
from disclosure.organs.permissions import StaffScope
from disclosure.records.enums import DecisionOutcome, ReviewStep
from zhifu_portal.kernel.audit import AuditRow

ACTION_GROUPS: Final = (
    ("record.", "政府信息"),
    ("review.", "定期审查"),
    ("import.", "导入"),
    ("organs.", "岗位"),
    ("catalog.", "目录和主题"),
    ("law.", "情形和期限"),
    ("cms.", "网站"),
    ("workdays.", "工作日历"),
    ("outbox.", "待发队列"),
    ("notices.", "通知"),
)
ACTION_LABELS: Final[Mapping[str, str]] = {
    "record.registered": "登记",
    "record.submitted": "送审",
    "record.published": "发布",
    "record.corrected": "更正",
    "record.scheduled": "定时发布",
    "record.unscheduled": "取消定时发布",
    "record.registered_not_open": "登记为不主动公开",
    "record.withdrawn": "撤下",
    "record.expired": "公示期满撤下",
    "record.replaced": "标注被新文件替代",
    "record.due_changed": "应公开日期变动",
    "record.imported": "导入",
    "record.import_updated": "导入更新",
    **{
        f"record.{step.value}.{outcome.value}": f"{step.label}：{outcome.label}"
        for step in ReviewStep
        for outcome in DecisionOutcome
    },
    "review.round_opened": "开启审查批次",
    "review.round_closed": "结束审查批次",
    "review.items_assigned": "分派审查件",
    "review.items_reminded": "提醒审查",
    "review.items_escalated": "审查逾期报告",
    "review.items_dropped": "不再需要审查",
    "review.items_handed_over": "审查件转交机关",
    "review.item_decided": "定期审查结论",
    "review.item_opened": "审查后已公开",
    "review.item_returned": "审查后公开未成",
    "review.settings_changed": "修改定期审查规则",
    "review.historic_confirmed": "认定历史公文",
    "review.historic_rejected": "不采纳历史公文建议",
    "review.historic_undone": "撤销历史公文认定",
    "review.conversion_noted": "登记依申请提供或者公开建议",
    "review.conversion_queued": "列入转主动公开研究",
    "review.conversion_opening": "决定转为主动公开",
    "review.conversion_declined": "决定不转为公开",
    "review.conversion_requeued": "转公开退回研究",
    "review.conversion_opened": "依申请转主动已公开",
    "import.started": "开始导入",
    "import.finished": "导入完成",
    "import.undone": "撤销导入",
    "import.records_deleted": "撤销导入时删除信息",
    "organs.role_granted": "设置岗位",
    "organs.role_revoked": "取消岗位",
    "catalog.entries_seeded": "初始化公开目录",
    "catalog.topics_seeded": "初始化主题分类",
    "law.grounds_seeded": "初始化不予公开情形",
    "law.limits_seeded": "初始化公开期限",
    "law.ground_added": "新增不予公开情形",
    "law.ground_amended": "修改不予公开情形",
    "law.ground_ended": "废止不予公开情形",
    "law.disclosurelimit_added": "新增公开期限",
    "law.disclosurelimit_amended": "修改公开期限",
    "law.disclosurelimit_ended": "废止公开期限",
    "cms.groups_synced": "更新网站编辑权限",
    "workdays.day_set": "修改工作日历",
    "workdays.year_announced": "公布年度放假安排",
    "workdays.year_loaded": "载入年度放假安排",
    "outbox.revived": "恢复投递",
    "notices.template_set": "设置通知文本",
    "notices.template_reset": "恢复默认通知文本",
    "notices.purged": "清理过期通知",
}


def action_label(action: str) -> str:
    """Return the Chinese words for a machine word; the word itself for one this table does not know."""
    return ACTION_LABELS.get(action, action)


def visible_rows(scope: StaffScope) -> QuerySet[AuditRow]:
    """Return the rows a person may read: all for office-wide roles, else those of the organs they serve in."""
    rows = AuditRow.objects.all()
    if scope.reads_everything:
        return rows
    return rows.filter(scope__in=[str(organ_id) for organ_id in scope.by_organ])


def visible_organs(scope: StaffScope) -> QuerySet[Organ]:
    """Return the organs whose rows a person may read."""
    organs = Organ.objects.local()
    return organs if scope.reads_everything else organs.filter(pk__in=list(scope.by_organ))


def narrowed(
    rows: QuerySet[AuditRow],
    *,
    organ: Organ | None = None,
    action: str = "",
    on_or_after: date | None = None,
    on_or_before: date | None = None,
    text: str = "",
) -> QuerySet[AuditRow]:
    """Return the rows that match; empty criteria match everything, `action` is the start of the machine word."""
    if organ is not None:
        rows = rows.filter(scope=str(organ.pk))
    if action:
        rows = rows.filter(action__startswith=action)
    if on_or_after:
        rows = rows.filter(at__date__gte=on_or_after)
    if on_or_before:
        rows = rows.filter(at__date__lte=on_or_before)
    if text:
        rows = rows.filter(Q(actor_name__icontains=text) | Q(subject_label__icontains=text))
    return rows
