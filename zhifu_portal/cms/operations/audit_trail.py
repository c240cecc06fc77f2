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
    ("import.", "导入"),
    ("organs.", "岗位"),
    ("catalog.", "目录和主题"),
    ("cms.", "网站"),
    ("workdays.", "工作日历"),
    ("outbox.", "待发队列"),
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
    "record.imported": "导入",
    "record.import_updated": "导入更新",
    **{
        f"record.{step.value}.{outcome.value}": f"{step.label}：{outcome.label}"
        for step in ReviewStep
        for outcome in DecisionOutcome
    },
    "import.started": "开始导入",
    "import.finished": "导入完成",
    "import.undone": "撤销导入",
    "import.records_deleted": "撤销导入时删除信息",
    "organs.role_granted": "设置岗位",
    "organs.role_revoked": "取消岗位",
    "catalog.entries_seeded": "初始化公开目录",
    "catalog.topics_seeded": "初始化主题分类",
    "cms.groups_synced": "更新网站编辑权限",
    "workdays.day_set": "修改工作日历",
    "workdays.year_announced": "公布年度放假安排",
    "workdays.year_loaded": "载入年度放假安排",
    "outbox.revived": "恢复投递",
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
