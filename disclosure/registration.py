"""What the app tells the floors below it when Django starts."""

from wagtail.permissions import register_permission_policy

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.models import Organ, StaffRole
from disclosure.organs.permissions import OfficePolicy, StaffRolePolicy
from disclosure.records.kinds import PLAIN_KIND_LABEL, PLAIN_KIND_NAME, register_preview
from disclosure.records.models import Attachment, ImportBatch, InformationRecord
from disclosure.records.permissions import AttachmentPolicy, ImportPolicy, RecordPolicy
from disclosure.records.search_source import load_entries, public_ids
from disclosure.records.views.detail import draft_context
from zhifu_portal.search.entries import registry


def register_all() -> None:
    """Register the permission policies of every model with a staff screen, and what the public index holds."""
    register_permission_policy(Organ, OfficePolicy(Organ))
    register_permission_policy(StaffRole, StaffRolePolicy(StaffRole))
    register_permission_policy(Topic, OfficePolicy(Topic))
    register_permission_policy(CatalogEntry, OfficePolicy(CatalogEntry))
    register_permission_policy(InformationRecord, RecordPolicy(InformationRecord))
    register_permission_policy(Attachment, AttachmentPolicy(Attachment))
    register_permission_policy(ImportBatch, ImportPolicy(ImportBatch))
    register_preview(draft_context)
    registry.register_source("record", load=load_entries, all_ids=public_ids, kinds={PLAIN_KIND_NAME: PLAIN_KIND_LABEL})
