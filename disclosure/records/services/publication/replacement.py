"""A newer record takes the place of an older one."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.organs.permissions import holds_role
from disclosure.records.enums import RecordEventKind
from disclosure.records.models import InformationRecord, RecordEvent
from disclosure.records.services.publication.status import announce, locked_record
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if
from zhifu_portal.search.indexing import mark_changed


@transaction.atomic
def replace_record(*, record_id: int, replaced_by_id: int, by: User, now: datetime) -> InformationRecord:
    """Mark a public record as replaced by a newer public one; both stay readable and point at each other."""
    record = locked_record(record_id=record_id)
    successor = InformationRecord.objects.get(pk=replaced_by_id)
    reasons: list[str] = []
    if not holds_role(by, Role.EDITOR, organ_id=record.organ_id):
        reasons.append(f"您不是{record.organ}的编辑，不能办理。")
    if not record.live:
        reasons.append("只有已发布的信息才能标注为被替代。")
    if not InformationRecord.objects.public(on=timezone.localdate(now)).filter(pk=successor.pk).exists():
        reasons.append("替代文件还没有公开发布，请先发布新文件。")
    if successor.pk == record.pk or _leads_back(successor, record.pk):
        reasons.append("新旧文件互相替代，形成了循环，请核对。")
    refuse_if(reasons)
    record.replaced_by = successor
    record.save(update_fields=["replaced_by"])
    note = f"被《{successor.title}》替代。"
    RecordEvent.objects.create(record=record, kind=RecordEventKind.REPLACED, note=note, at=now)
    record_audit(
        action="record.replaced",
        by=by,
        subject=record,
        detail={"replaced_by": successor.index_number},
        scope=str(record.organ_id),
    )
    announce(record=record)
    mark_changed(f"record:{successor.pk}")
    return record


def _leads_back(successor: InformationRecord, record_id: int) -> bool:
    seen: set[int] = set()
    current: InformationRecord | None = successor
    while current is not None and current.pk not in seen:
        seen.add(current.pk)
        if current.replaced_by_id == record_id:
            return True
        current = current.replaced_by
    return False
