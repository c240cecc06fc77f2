"""The menu of the CMS: each role sees what it uses, in plain words."""

from typing import Final

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem

from disclosure.organs.enums import Role
from disclosure.organs.permissions import scope_of
from zhifu_portal.cms.operations.access import Operation, may

# Areas that the gate refuses to everyone, and a help menu in English.
UNUSED: Final = frozenset({"documents", "help", "reports", "snippets"})
UNUSED_SETTINGS: Final = frozenset({"workflows", "workflow-tasks", "collections"})
# Reviewers and signers open files from the review screen.
DRAFTING_ITEMS: Final = frozenset({"imports", "attachments"})
PAGE_ITEMS: Final = frozenset({"explorer", "images"})


class OperationMenuItem(MenuItem):
    """An entry shown to those who may read the screen."""

    def __init__(self, label: str, url_name: str, operation: Operation, *, icon: str, order: int) -> None:
        super().__init__(label, reverse(url_name), name=url_name.replace(":", "-"), icon_name=icon, order=order)
        self.operation = operation

    def is_shown(self, request: HttpRequest) -> bool:
        return may(request.user, self.operation)


def operation_urls() -> list[URLPattern | URLResolver]:
    """Hook register_admin_urls."""
    return [path("operations/", include("zhifu_portal.cms.operations.urls"))]


def calendar_item() -> MenuItem:
    """Hook register_admin_menu_item: 工作日历."""
    return OperationMenuItem("工作日历", "operations:calendar", Operation.VIEW_CALENDAR, icon="calendar", order=800)


def outbox_item() -> MenuItem:
    """Hook register_admin_menu_item: 待发队列."""
    return OperationMenuItem("待发队列", "operations:outbox", Operation.VIEW_OUTBOX, icon="mail", order=810)


def audit_item() -> MenuItem:
    """Hook register_admin_menu_item: 操作记录."""
    return OperationMenuItem("操作记录", "operations:audit", Operation.VIEW_AUDIT, icon="history", order=820)


def show_what_is_used(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Hook construct_main_menu: leave out what leads nowhere for this person; the gate refuses it anyway."""
    hidden = set(UNUSED)
    if not user_has_any_page_permission(request.user):
        hidden |= PAGE_ITEMS
    scope = scope_of(request.user)
    if not scope.is_superuser and not scope.has({Role.DISCLOSURE_OFFICE}, None):
        hidden.add("settings")
    if not scope.organs_with({Role.EDITOR}) and not scope.office_wide:
        hidden |= DRAFTING_ITEMS
    menu_items[:] = [item for item in menu_items if item.name not in hidden]


def show_settings_in_use(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Hook construct_settings_menu: without what nobody may use."""
    menu_items[:] = [item for item in menu_items if item.name not in UNUSED_SETTINGS]


def admin_css() -> SafeString:
    """Hook insert_global_admin_css: the look of our own screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/cms-admin.css"))
