"""Registration of the app's staff screens with Wagtail, and nothing else."""

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from policies.documents.admin import PolicyDocumentViewSet
from policies.documents.admin.menu import ImportMenuItem

register_snippet(PolicyDocumentViewSet)


@hooks.register("register_admin_menu_item")
def file_import_item() -> MenuItem:
    """Offer 导入公文 to editors."""
    return ImportMenuItem("导入公文", view_name="import_file", icon_name="upload", order=112)


@hooks.register("register_admin_menu_item")
def bulk_import_item() -> MenuItem:
    """Offer 批量导入 to editors."""
    return ImportMenuItem("批量导入", view_name="import_documents", icon_name="download", order=114)
