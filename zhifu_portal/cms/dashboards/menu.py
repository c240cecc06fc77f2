"""Where the dashboards are found: addresses and an item in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail.admin.menu import MenuItem

from disclosure.organs.permissions import scope_of


class StaffMenuItem(MenuItem):
    """An entry for everybody who holds a role."""

    def is_shown(self, request: HttpRequest) -> bool:
        return scope_of(request.user).is_staff


def dashboard_urls() -> list[URLPattern | URLResolver]:
    """Hook register_admin_urls."""
    return [path("dashboards/", include("zhifu_portal.cms.dashboards.urls"))]


def dashboards_item() -> MenuItem:
    """Hook register_admin_menu_item: 统计看板."""
    return StaffMenuItem("统计看板", reverse("dashboards:attributes"), name="dashboards", icon_name="table", order=60)
