"""Registration of the app's staff screens with Wagtail, and nothing else."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from disclosure.catalog.admin import CatalogEntryViewSet, TopicViewSet
from disclosure.organs.admin import OrganViewSet, StaffRoleViewSet
from disclosure.records.admin import AttachmentViewSet, ImportBatchViewSet, RecordViewSet
from disclosure.records.admin.due import due_item
from disclosure.records.admin.law import DisclosureLimitViewSet, GroundViewSet
from disclosure.records.admin.secrecy import referrals_item
from disclosure.records.admin.withheld_style import register_withheld_style
from disclosure.review.admin.conversion import ConversionCaseViewSet
from disclosure.review.admin.historic import AttributeRuleViewSet, HistoricBatchViewSet, HistoricProposalViewSet
from disclosure.review.admin.round_items import ReviewItemViewSet
from disclosure.review.admin.rounds import ReviewRoundViewSet, register_settings

for viewset in (
    RecordViewSet,
    AttachmentViewSet,
    ImportBatchViewSet,
    OrganViewSet,
    StaffRoleViewSet,
    CatalogEntryViewSet,
    TopicViewSet,
    GroundViewSet,
    DisclosureLimitViewSet,
    ReviewItemViewSet,
    ReviewRoundViewSet,
    AttributeRuleViewSet,
    HistoricProposalViewSet,
    HistoricBatchViewSet,
    ConversionCaseViewSet,
):
    register_snippet(viewset)

register_settings()
hooks.register("register_rich_text_features", register_withheld_style)


@hooks.register("register_admin_urls")
def due_urls() -> list[URLPattern | URLResolver]:
    """公开期限: the list of what is late and due."""
    return [path("due/", include(("disclosure.records.admin.due", "due")))]


hooks.register("register_admin_menu_item", due_item)
hooks.register("register_admin_menu_item", referrals_item)
