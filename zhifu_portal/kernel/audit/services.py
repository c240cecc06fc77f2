"""The one writer of audit rows."""

from collections.abc import Mapping
from types import MappingProxyType

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils import timezone

from zhifu_portal.kernel.audit.chain import storable
from zhifu_portal.kernel.audit.models import AuditHead, AuditRow
from zhifu_portal.kernel.audit.rows import row_hash
from zhifu_portal.kernel.commits import require_transaction

SYSTEM_NAME = "系统"
NO_DETAIL: Mapping[str, object] = MappingProxyType({})


class AuditHeadMissing(RuntimeError):
    """The head row is gone although audit rows exist: somebody deleted it, and the chain must not start anew."""


def record_audit(
    *,
    action: str,
    by: User | None,
    subject: Model,
    detail: Mapping[str, object] = NO_DETAIL,
    scope: str = "",
) -> AuditRow:
    """Append one row to the audit chain, in the transaction of the change it tells of.

    `action` is a machine word such as `records.published`; `by=None` means the system itself or the public;
    `scope` is the organ's id as text. The chain's head stays locked until the transaction ends, so write the audit
    row last. Raises `TransactionManagementError` outside `transaction.atomic()`.
    """
    require_transaction("record_audit")
    head = _locked_head()
    row = AuditRow(
        sequence=head.last_sequence + 1,
        at=timezone.now(),
        actor=by,
        actor_name=_actor_name(by),
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject)[:500],
        scope=scope,
        detail=storable(detail),
        previous_hash=head.last_hash,
    )
    row.hash = row_hash(row)
    row.save()
    head.last_sequence, head.last_hash = row.sequence, row.hash
    head.save(update_fields=["last_sequence", "last_hash"])
    return row


def _locked_head() -> AuditHead:
    """Return the head row, locked until the transaction ends; make it for the first row ever."""
    head = AuditHead.objects.select_for_update().first()
    if head is None:
        # Two first writers: the database keeps one head, and the second waits here until the first has committed.
        AuditHead.objects.bulk_create([AuditHead()], ignore_conflicts=True)
        head = AuditHead.objects.select_for_update().get()
        if head.last_sequence == 0 and AuditRow.objects.exists():
            raise AuditHeadMissing("操作记录的链尾缺失，请运行 manage.py audit verify 检查，并从备份恢复")
    return head


def _actor_name(by: User | None) -> str:
    if by is None:
        return SYSTEM_NAME
    # Not get_full_name(): it puts the given name first and a blank between.
    full_name = f"{by.last_name}{by.first_name}"
    return f"{full_name}（{by.get_username()}）" if full_name else by.get_username()
