"""What the CMS registers with Wagtail: menus by role, fresh pages after every edit, no stock publish buttons."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import DraftStateMixin, Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from disclosure.organs.models import Organ, StaffRole
from disclosure.records.admin.action_menu import record_actions
from disclosure.records.models import InformationRecord
from zhifu_portal.cms.admin_api import register_without_documents
from zhifu_portal.cms.dashboards import dashboard_urls, dashboards_item, show_no_summary, show_own_panels
from zhifu_portal.cms.inert_scripts import start_script
from zhifu_portal.cms.models import ColumnPage, SiteChrome
from zhifu_portal.cms.notices.bell import bell_icon, bell_item, notice_urls
from zhifu_portal.cms.page_access import check_move, choosable_pages
from zhifu_portal.cms.services import sync_cms_groups
from zhifu_portal.cms.staff_menu import (
    admin_css,
    audit_item,
    calendar_item,
    operation_urls,
    outbox_item,
    show_settings_in_use,
    show_what_is_used,
)
from zhifu_portal.kernel.epoch import bump_epoch
from zhifu_portal.search.indexing import mark_changed

hooks.register("construct_admin_api", register_without_documents)
hooks.register("construct_page_chooser_queryset", choosable_pages)
hooks.register("before_move_page", check_move)
hooks.register("register_admin_urls", operation_urls)
hooks.register("register_admin_urls", notice_urls)
hooks.register("register_icons", bell_icon)
hooks.register("register_admin_menu_item", bell_item)
hooks.register("register_admin_urls", dashboard_urls)
hooks.register("register_admin_menu_item", dashboards_item)
hooks.register("register_admin_menu_item", calendar_item)
hooks.register("register_admin_menu_item", outbox_item)
hooks.register("register_admin_menu_item", audit_item)
hooks.register("construct_main_menu", show_what_is_used)
hooks.register("construct_settings_menu", show_settings_in_use)
hooks.register("insert_global_admin_css", admin_css)
hooks.register("insert_global_admin_js", start_script)
hooks.register("construct_homepage_panels", show_own_panels)
hooks.register("construct_homepage_summary_items", show_no_summary)


@hooks.register("construct_snippet_action_menu")
def offer_record_actions(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Offer what people do with a record, in the words of the office."""
    model = context.get("model")
    if model is not None and issubclass(model, InformationRecord):
        menu_items[:] = record_actions(menu_items, context)


def _bump_after_snippet(request: HttpRequest, *args: Any) -> None:
    """Refresh public pages after an edit of organs, topics or the catalog; drafts of records change nothing public."""
    instance = args[0] if args else None
    if not isinstance(instance, DraftStateMixin):
        bump_epoch()


for hook_name in ("after_create_snippet", "after_edit_snippet", "after_delete_snippet"):
    hooks.register(hook_name, _bump_after_snippet)


def _rights_follow_roles(request: HttpRequest, changed: Any) -> None:
    """Bring page rights in line once a role or an organ was changed; `changed` is a row or a list of rows."""
    rows = changed if isinstance(changed, list) else [changed]
    if any(isinstance(row, StaffRole | Organ) for row in rows):
        sync_cms_groups()


for hook_name in ("after_create_snippet", "after_edit_snippet", "after_delete_snippet"):
    hooks.register(hook_name, _rights_follow_roles)


def _rights_follow_columns(request: HttpRequest, page: Page) -> None:
    """Bring page rights in line once a column was made, given to another organ or deleted."""
    if isinstance(page, ColumnPage):
        sync_cms_groups()


for hook_name in ("after_create_page", "after_edit_page", "after_delete_page"):
    hooks.register(hook_name, _rights_follow_columns)


def _bump_after_page(sender: Any, **kwargs: Any) -> None:
    """Refresh public pages and owe the index a look at the page that changed."""
    instance = kwargs.get("instance")
    if isinstance(instance, Page):
        with transaction.atomic():
            mark_changed(f"page:{instance.pk}")
    bump_epoch()


@hooks.register("after_delete_page")
def forget_page(request: HttpRequest, page: Page) -> None:
    """Take a deleted page out of lists and index."""
    _bump_after_page(type(page), instance=page)


for signal in (page_published, page_unpublished, post_page_move):
    signal.connect(_bump_after_page, dispatch_uid=f"bump_epoch_{id(signal)}", weak=False)


post_save.connect(_bump_after_page, sender=SiteChrome, dispatch_uid="bump_epoch_site_chrome", weak=False)
