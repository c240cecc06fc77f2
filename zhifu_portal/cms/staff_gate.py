"""The gate in front of every address under /cms/: who may enter which area of the CMS at all.

Stock Wagtail brings many screens that show or change rows of every organ. What this portal does not use is
refused here, for the superuser too, and so is every address that no line of AREAS names. Rows are checked behind
the gate: by disclosure.organs.scoping for records and their kin, by Wagtail itself for pages.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any, Final

from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.defaults import page_not_found
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied, user_has_any_page_permission

from disclosure.organs.auth_backend import ENTER_CMS
from disclosure.organs.enums import Role
from disclosure.organs.permissions import scope_of
from zhifu_portal.cms.page_access import check_page_address

STAFF_PREFIX: Final = "/cms/"
BULK_ACTION: Final = "wagtail_bulk_action"
NO_ROLE: Final = "您的账号还没有岗位，不能进入后台。请联系系统管理员设置岗位。"


class Admission(Enum):
    """Who is let through to an area."""

    ANYONE = "anyone"
    STAFF = "staff"
    PAGE_EDITORS = "page_editors"
    OFFICE = "office"
    SUPERUSER = "superuser"
    NOBODY = "nobody"


# The first line that matches an address's name counts; a name without a line is refused to everyone.
AREAS: Final[Sequence[tuple[str, Admission]]] = (
    ("wagtailadmin_login", Admission.ANYONE),
    ("wagtailadmin_logout", Admission.ANYONE),
    ("wagtailadmin_sprite", Admission.ANYONE),
    ("wagtailadmin_javascript_catalog", Admission.ANYONE),
    ("wagtailadmin_home", Admission.STAFF),
    ("wagtailadmin_account", Admission.STAFF),
    ("wagtailadmin_dismissibles", Admission.STAFF),
    ("wagtailadmin_editing_sessions:*", Admission.STAFF),
    # Links in texts; hooks let people without page rights choose public pages only.
    ("wagtailadmin_choose_page", Admission.STAFF),
    ("wagtailadmin_choose_page_child", Admission.STAFF),
    ("wagtailadmin_choose_page_search", Admission.STAFF),
    ("wagtailadmin_choose_page_*_link", Admission.STAFF),
    ("wagtailadmin_block_preview", Admission.STAFF),
    ("wagtailadmin_explore*", Admission.PAGE_EDITORS),
    ("wagtailadmin_pages:*", Admission.PAGE_EDITORS),
    ("wagtailadmin_tag*autocomplete", Admission.PAGE_EDITORS),
    ("wagtailadmin_api:pages:*", Admission.PAGE_EDITORS),
    ("wagtailadmin_api:documents:*", Admission.PAGE_EDITORS),
    ("wagtailimages:*", Admission.PAGE_EDITORS),
    ("wagtailimages_chooser:*", Admission.PAGE_EDITORS),
    ("wagtailsettings:*", Admission.OFFICE),
    # Who acted stays traceable: an account is deactivated, never deleted.
    ("wagtailusers_users:delete", Admission.NOBODY),
    ("wagtailusers_users:*", Admission.SUPERUSER),
    ("wagtailusers_groups:*", Admission.SUPERUSER),
    ("wagtailsites:*", Admission.SUPERUSER),
    # A list of all models with the number of all organs' rows.
    ("wagtailsnippets:index", Admission.NOBODY),
    ("wagtailsnippets_*", Admission.STAFF),
    # The upload beside a record offers the person's own organs only.
    ("wagtailsnippetchoosers_disclosure_attachment:create", Admission.STAFF),
    ("wagtailsnippetchoosers_*:create", Admission.NOBODY),
    ("wagtailsnippetchoosers_*", Admission.STAFF),
    ("operations:*", Admission.STAFF),
    # Figures of the own organs.
    ("dashboards:*", Admission.STAFF),
    ("due:*", Admission.STAFF),
    ("notices:template*", Admission.OFFICE),
    # A person's own notices only.
    ("notices:*", Admission.STAFF),
)
# Bulk actions show whatever ids are asked for. These are for people who see every row anyway; an account that
# acted is never deleted.
BULK_ACTIONS: Final[Mapping[tuple[str, str, str], Admission]] = {
    ("wagtailcore", "page", "*"): Admission.OFFICE,
    ("wagtailimages", "image", "*"): Admission.OFFICE,
    ("auth", "user", "set_active_state"): Admission.SUPERUSER,
    ("auth", "user", "assign_role"): Admission.SUPERUSER,
}


@lru_cache(maxsize=1024)
def admission_of(view_name: str) -> Admission:
    """Return who may enter the address of this name (namespaces with colons)."""
    for pattern, admission in AREAS:
        if fnmatchcase(view_name, pattern):
            return admission
    return Admission.NOBODY


def bulk_admission(*, app_label: str, model_name: str, action: str) -> Admission:
    """Return who may use this bulk action on this model."""
    for wanted in (action, "*"):
        if (app_label, model_name, wanted) in BULK_ACTIONS:
            return BULK_ACTIONS[app_label, model_name, wanted]
    return Admission.NOBODY


def is_admitted(user: User | AnonymousUser, admission: Admission) -> bool:
    """Say whether this person is let through."""
    if admission == Admission.ANYONE:
        return True
    if admission == Admission.NOBODY or not user.has_perm(ENTER_CMS):
        return False
    if admission == Admission.SUPERUSER:
        return user.is_superuser
    if admission == Admission.OFFICE:
        return user.is_superuser or scope_of(user).has({Role.DISCLOSURE_OFFICE}, None)
    if admission == Admission.PAGE_EDITORS:
        return bool(user_has_any_page_permission(user))
    return True


class StaffGateMiddleware:
    """Applies AREAS to every request under /cms/, before its view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """Refuse who may not enter; None lets the request through to its view."""
        if not request.path_info.startswith(STAFF_PREFIX):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        admission = admission_of(name)
        if name == BULK_ACTION:
            admission = bulk_admission(**kwargs)
        if is_admitted(request.user, admission):
            return self._check_pages(request, name, kwargs)
        return self._refuse(request)

    @staticmethod
    def _check_pages(request: HttpRequest, name: str, kwargs: Mapping[str, Any]) -> HttpResponseBase | None:
        try:
            check_page_address(user=request.user, view_name=name, ids=kwargs)
        except Http404 as missing:
            return page_not_found(request, missing, template_name="wagtailadmin/404.html")
        return None

    @staticmethod
    def _refuse(request: HttpRequest) -> HttpResponseBase:
        if request.user.has_perm(ENTER_CMS):
            response: HttpResponseBase = permission_denied(request)
            return response
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        if request.user.is_authenticated:
            messages.error(request, NO_ROLE)
        return redirect_to_login(request.get_full_path(), login_url=reverse("wagtailadmin_login"))
