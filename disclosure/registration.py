"""What the app tells the floors below it when Django starts."""

from datetime import timedelta

from wagtail.permissions import register_permission_policy

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.models import Organ, StaffRole
from disclosure.organs.permissions import OfficePolicy, StaffRolePolicy
from disclosure.records.kinds import PLAIN_KIND_LABEL, PLAIN_KIND_NAME, register_origin, register_preview
from disclosure.records.models import Attachment, DisclosureLimit, Ground, ImportBatch, InformationRecord
from disclosure.records.permissions import AttachmentPolicy, ImportPolicy, LawPolicy, RecordPolicy
from disclosure.records.search_source import load_entries, public_ids
from disclosure.records.services.due_notices import register_events as register_due_events
from disclosure.records.services.record_notices import register_events as register_record_events
from disclosure.records.services.secrecy_notices import register_events as register_secrecy_events
from disclosure.records.views.detail import draft_context
from disclosure.review.models import (
    AttributeRule,
    ConversionCase,
    HistoricBatch,
    HistoricProposal,
    ReviewItem,
    ReviewRound,
)
from disclosure.review.permissions import (
    ConversionPolicy,
    HistoricPolicy,
    ReviewItemPolicy,
    ReviewRoundPolicy,
)
from disclosure.review.services.announcements import register_events as register_review_events
from disclosure.review.services.conversion_notices import register_events as register_conversion_events
from disclosure.review.services.historic import TOPIC as HISTORIC_TOPIC
from zhifu_portal.kernel.outbox import register_handler
from zhifu_portal.kernel.workdays import YEAR_ANNOUNCED
from zhifu_portal.search.entries import registry

# Longer than working out a million provisional dates takes.
RECOUNT_LEASE = timedelta(minutes=30)
# Longer than comparing the historic documents of the largest organ with the rules takes.
HISTORIC_LEASE = timedelta(minutes=30)


def register_all() -> None:
    """Register the permission policies of every model with a staff screen, and what the public index holds."""
    register_permission_policy(Organ, OfficePolicy(Organ))
    register_permission_policy(StaffRole, StaffRolePolicy(StaffRole))
    register_permission_policy(Topic, OfficePolicy(Topic))
    register_permission_policy(CatalogEntry, OfficePolicy(CatalogEntry))
    register_permission_policy(Ground, LawPolicy(Ground))
    register_permission_policy(DisclosureLimit, LawPolicy(DisclosureLimit))
    register_permission_policy(InformationRecord, RecordPolicy(InformationRecord))
    register_permission_policy(Attachment, AttachmentPolicy(Attachment))
    register_permission_policy(ImportBatch, ImportPolicy(ImportBatch))
    register_permission_policy(ReviewItem, ReviewItemPolicy(ReviewItem))
    register_permission_policy(ReviewRound, ReviewRoundPolicy(ReviewRound))
    register_permission_policy(AttributeRule, OfficePolicy(AttributeRule))
    register_permission_policy(HistoricProposal, HistoricPolicy(HistoricProposal))
    register_permission_policy(HistoricBatch, HistoricPolicy(HistoricBatch))
    register_permission_policy(ConversionCase, ConversionPolicy(ConversionCase))
    register_record_events()
    register_secrecy_events()
    register_review_events()
    register_conversion_events()
    register_handler("record.changed", "disclosure.review.tasks.deliver_changes", transactional=True, collapse=True)
    register_handler(
        HISTORIC_TOPIC,
        "disclosure.review.tasks.deliver_proposals",
        transactional=False,
        batch_size=1,
        collapse=True,
        lease=HISTORIC_LEASE,
    )
    register_due_events()
    register_handler(
        YEAR_ANNOUNCED, "disclosure.records.tasks.deliver_recount", transactional=False, lease=RECOUNT_LEASE
    )
    register_origin("review_item", label="定期审查", url_name="wagtailsnippets_disclosure_reviewitem:decide")
    register_origin("historic_batch", label="历史公文认定", url_name="wagtailsnippets_disclosure_historicbatch:inspect")
    register_origin("conversion", label="依申请转主动", url_name="wagtailsnippets_disclosure_conversioncase:inspect")
    register_preview(draft_context)
    registry.register_source("record", load=load_entries, all_ids=public_ids, kinds={PLAIN_KIND_NAME: PLAIN_KIND_LABEL})
