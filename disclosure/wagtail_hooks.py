"""Registration of the app's staff screens with Wagtail, and nothing else."""

from wagtail.snippets.models import register_snippet

from disclosure.catalog.admin import CatalogEntryViewSet, TopicViewSet
from disclosure.organs.admin import OrganViewSet, StaffRoleViewSet
from disclosure.records.admin import AttachmentViewSet, ImportBatchViewSet, RecordViewSet

for viewset in (
    RecordViewSet,
    AttachmentViewSet,
    ImportBatchViewSet,
    OrganViewSet,
    StaffRoleViewSet,
    CatalogEntryViewSet,
    TopicViewSet,
):
    register_snippet(viewset)
