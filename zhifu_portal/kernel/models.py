"""Every model of the kernel, so that Django finds them."""

from zhifu_portal.kernel.audit.models import AuditHead, AuditRow
from zhifu_portal.kernel.notices.models import Notice, NoticeDigest, NoticePreference, NoticeTemplate
from zhifu_portal.kernel.numbering import Sequence
from zhifu_portal.kernel.outbox.models import OutboxRow, OutboxTopic
from zhifu_portal.kernel.workdays.models import CalendarDay, CalendarEdition, CalendarYear

__all__ = [
    "AuditHead",
    "AuditRow",
    "CalendarDay",
    "CalendarEdition",
    "CalendarYear",
    "Notice",
    "NoticeDigest",
    "NoticePreference",
    "NoticeTemplate",
    "OutboxRow",
    "OutboxTopic",
    "Sequence",
]
