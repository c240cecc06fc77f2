"""The menu item that says how many notices wait to be read."""

from typing import Any, Final

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from disclosure.organs.permissions import scope_of
from zhifu_portal.kernel.notices import Notice

ICON: Final = "cms/admin/icons/bell.svg"


def unread_count(request: HttpRequest) -> int:
    """Return how many notices the person has not read; one query for each request."""
    counted = request.__dict__.get("_unread_notices")
    if not isinstance(counted, int):
        counted = Notice.objects.unread().filter(recipient=request.user.pk).count()
        request.__dict__["_unread_notices"] = counted
    return counted


class BellItem(MenuItem):
    """通知, with the number of those unread."""

    def is_shown(self, request: HttpRequest) -> bool:
        return scope_of(request.user).is_staff

    def render_component(self, request: HttpRequest) -> Any:
        # A component of its own for each request: the item itself serves everybody.
        unread = unread_count(request)
        label = f"{self.label}（{unread} 条未读）" if unread else self.label
        return LinkMenuItem(
            self.name, label, self.url, icon_name=self.icon_name, classname=self.classname, attrs=self.attrs
        )


def bell_item() -> MenuItem:
    """Hook register_admin_menu_item: 通知."""
    return BellItem("通知", reverse("notices:list"), name="notices", icon_name="bell", order=50)


def notice_urls() -> list[URLPattern | URLResolver]:
    """Hook register_admin_urls."""
    return [path("notices/", include("zhifu_portal.cms.notices.urls"))]


def bell_icon(icons: list[str]) -> list[str]:
    """Hook register_icons: Wagtail has no bell."""
    return [*icons, ICON]
