"""What the app tells the floors below it when Django starts."""

from datetime import timedelta

from django.utils import timezone
from wagtail.permissions import register_permission_policy

from disclosure.records.kinds import NO_VALIDITY, RecordKind, ValidityMark, register_record_kind
from disclosure.records.permissions import RecordPolicy
from policies.documents.enums import Validity
from policies.documents.importing.batches import TOPIC as IMPORT_TOPIC
from policies.documents.models import PolicyDocument
from zhifu_portal.kernel.outbox import register_handler
from zhifu_portal.search.entries import registry

# Longer than an upload of the largest size takes: after it the import of a killed worker is taken up again.
IMPORT_LEASE = timedelta(minutes=10)


def shown_validity(document: PolicyDocument) -> ValidityMark:
    """Return what is shown for the document's validity today."""
    validity = document.validity_on(timezone.localdate())
    return NO_VALIDITY if validity == Validity.UNSTATED else ValidityMark(validity.value, str(validity.label))


def metadata(document: PolicyDocument) -> list[tuple[str, str]]:
    """Return the rows a policy document adds to the metadata head (rules.md §4.3)."""
    rows = [
        ("统一登记号", document.register_number),
        ("施行日期", document.effective_on.isoformat() if document.effective_on else ""),
        ("有效期至", document.lapses_on.isoformat() if document.lapses_on else ""),
        ("废止日期", document.repealed_on.isoformat() if document.repealed_on else ""),
        ("有效性", shown_validity(document).label),
    ]
    return [(label, text) for label, text in rows if text]


def register_all() -> None:
    """Register the permission policy, the kind of record and who carries out queued imports."""
    register_handler(
        IMPORT_TOPIC,
        "policies.documents.tasks.deliver_imports",
        transactional=False,
        batch_size=1,
        lease=IMPORT_LEASE,
    )
    register_permission_policy(PolicyDocument, RecordPolicy(PolicyDocument))
    registry.name_kinds({"policy": "政策文件"})
    register_record_kind(
        RecordKind(
            relation="policydocument",
            name="policy",
            label="政策文件",
            list_url_name="policies:list",
            validity=shown_validity,
            metadata=metadata,
        )
    )
