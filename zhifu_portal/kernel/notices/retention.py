"""Notices do not stay for ever."""

from datetime import datetime
from typing import Final

from django.db import transaction

from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.notices.models import Notice, NoticeDigest

CHUNK: Final = 2000


def purge_notices(*, older_than: datetime) -> int:
    """Delete the notices made before the moment, read or not, and the daily mails left empty; return how many notices.

    Each chunk is a transaction of its own with one audit row that says how many and up to when.
    """
    purged = 0
    while chunk := _purge_chunk(older_than=older_than):
        purged += chunk
    NoticeDigest.objects.filter(created_at__lt=older_than, notices__isnull=True).delete()
    return purged


def _purge_chunk(*, older_than: datetime) -> int:
    with transaction.atomic():
        oldest = list(Notice.objects.filter(created_at__lt=older_than).order_by("created_at", "pk")[:CHUNK])
        if not oldest:
            return 0
        last = oldest[-1]
        purged, _models = Notice.objects.filter(created_at__lte=last.created_at).delete()
        detail = {"purged": purged, "up_to": last.created_at}
        record_audit(action="notices.purged", by=None, subject=last, detail=detail)
    return purged
