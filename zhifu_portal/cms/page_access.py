"""Which pages a person may reach in the CMS: stock views ask late, or only after they have named the page.

Pages are public once live; a draft is for those whose page rights cover it (cms.services.sync_cms_groups).
"""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from wagtail.models import Page, TaskState
from wagtail.permissions import policy_registry

from disclosure.organs.permissions import AnyUser

PAGE_VIEWS: Final = ("wagtailadmin_pages:", "wagtailadmin_explore", "wagtailadmin_api:pages:")
LINK_CHOOSER: Final = "wagtailadmin_choose_page_child"
PAGE_IDS: Final = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk", "pk")


def reachable_pages(user: AnyUser) -> QuerySet[Any]:
    """Return the pages that the person's rights cover, with the way to them from the root."""
    pages: QuerySet[Any] = policy_registry.get_by_type(Page).explorable_instances(user)
    return pages


def check_page_address(*, user: AnyUser, view_name: str, ids: Mapping[str, Any]) -> None:
    """Raise Http404 when an id in the address is of a page out of reach, or of a step of something else."""
    if view_name == LINK_CHOOSER:
        _check_link_parent(user, ids["parent_page_id"])
    if not view_name.startswith(PAGE_VIEWS):
        return
    wanted = {int(ids[name]) for name in PAGE_IDS if name in ids}
    if wanted and reachable_pages(user).filter(pk__in=wanted).count() != len(wanted):
        raise Http404
    if "task_state_id" in ids:
        _check_step(int(ids["task_state_id"]), page_id=int(ids["page_id"]))


def _check_link_parent(user: AnyUser, page_id: int) -> None:
    is_public = Page.objects.live().filter(pk=page_id).exists()
    if not is_public and not reachable_pages(user).filter(pk=page_id).exists():
        raise Http404


def _check_step(task_state_id: int, *, page_id: int) -> None:
    """Refuse a step of another object: the stock views would decide it all the same."""
    state = TaskState.objects.filter(pk=task_state_id).select_related("workflow_state").first()
    owner = state.workflow_state.content_object if state else None
    if not isinstance(owner, Page) or owner.pk != page_id:
        raise Http404


def choosable_pages(pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Hook construct_page_chooser_queryset: offer public pages, and drafts only where page rights reach."""
    return pages.filter(live=True) | pages.filter(pk__in=reachable_pages(request.user).values("pk"))


def check_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Hook before_move_page: refuse before the confirmation names a page, not only after it was confirmed."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied
