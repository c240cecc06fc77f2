"""Instance checks for staff views: stock Wagtail asks only about the model, so every view is wrapped.

Every named view of a ViewSet needs one action on the very row in its address; a view nobody named
is refused. A row the person may not see answers 404, as if it did not exist.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.models import TaskState, WorkflowMixin
from wagtail.permissions import policy_registry

from disclosure.organs.permissions import AnyUser, DepartmentPolicy
from zhifu_portal.kernel.refusals import Refused

VIEW_ACTIONS: Final[Mapping[str, str]] = {
    "list": "view",
    "list_results": "view",
    "index": "view",
    "index_results": "view",
    "add": "add",
    "edit": "change",
    "delete": "delete",
    "copy": "change",
    "usage": "view",
    "history": "view",
    "history_results": "view",
    "inspect": "view",
    "preview_on_add": "add",
    "preview_on_edit": "change",
    "revisions_view": "view",
    "revisions_revert": "change",
    "revisions_compare": "view",
    "unpublish": "publish",
    "lock": "lock",
    "unlock": "unlock",
    "workflow_action": "view",
    "collect_workflow_action_data": "view",
    "confirm_workflow_cancellation": "view",
    "workflow_history": "view",
    "workflow_history_detail": "view",
    "workflow_preview": "view",
    "reorder": "change",
    "download": "view",
    "review": "review",
    "review_file": "review",
    "secrecy": "view",
    "secrecy_reply": "view",
    "findings": "view",
    "renditions": "change",
    "referrals": "view",
    "withdraw": "withdraw",
    "replace": "change",
    "unschedule": "unschedule",
    "import_file": "add",
    "import_confirm": "add",
    "import_documents": "add",
    "undo": "undo",
    "decide": "view",
    "keep": "decide",
    "coverage": "view",
    "end": "change",
    "supersede": "change",
    "confirm": "confirm",
    "determine": "confirm",
    "refresh": "refresh",
    "export": "view",
    "note": "note",
    "resolve": "resolve",
}
READ_VIEWS: Final = frozenset(
    {
        "usage",
        "history",
        "history_results",
        "inspect",
        "revisions_view",
        "revisions_compare",
        "workflow_history",
        "workflow_history_detail",
    }
)
TASK_VIEWS: Final = frozenset({"workflow_action", "collect_workflow_action_data"})


def policy_of(model: type[models.Model]) -> DepartmentPolicy:
    """Return the department-scoped policy of a model; raise LookupError when the model has none."""
    policy = policy_registry.get_by_type(model)
    if not isinstance(policy, DepartmentPolicy):
        raise LookupError(f"{model._meta.label} has no department-scoped permission policy")
    return policy


def visible_row_or_404(*, model: type[models.Model], pk: object, user: AnyUser, action: str) -> Any:
    """Return the row if this person may see it, or may do this one thing with it though not see it anywhere else.

    Raise Http404 otherwise: as if the row did not exist.
    """
    try:
        instance = model._default_manager.filter(pk=pk).first()
    except (ValueError, ValidationError):
        instance = None
    if instance is None:
        raise Http404
    policy = policy_of(model)
    if not any(policy.user_has_permission_for_instance(user, each, instance) for each in ("view", action)):
        raise Http404
    return instance


def child_of(instance: models.Model) -> models.Model | None:
    """Return the row of a child model (multi-table inheritance) that stands on this one, if there is any."""
    for relation in instance._meta.related_objects:
        if relation.one_to_one and relation.parent_link and issubclass(relation.related_model, type(instance)):
            child: models.Model | None = getattr(instance, relation.get_accessor_name() or "", None)
            if child is not None:
                return child
    return None


class InstancePolicy:
    """A policy that answers the model-level questions of stock views for one row."""

    def __init__(self, policy: DepartmentPolicy, instance: models.Model) -> None:
        self.policy = policy
        self.instance = instance

    def __getattr__(self, name: str) -> Any:
        return getattr(self.policy, name)

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        """Say whether the action is allowed on this row."""
        return self.policy.user_has_permission_for_instance(user, action, self.instance)

    def user_has_any_permission(self, user: AnyUser, actions: Iterable[str]) -> bool:
        """Say whether one of the actions is allowed on this row."""
        return any(self.user_has_permission(user, action) for action in actions)


class ScopedViewMixin:
    """Wraps a stock view: checks the row of the address before the view reads or writes anything."""

    model: type[models.Model]
    permission_policy: Any
    permission_required: str | None
    any_permission_required: list[str] | None
    scoped_instance: models.Model | None = None
    reader_url_name: str | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.instead: str | None = None
        match = request.resolver_match
        view_name = (match.url_name if match else None) or ""
        if view_name not in VIEW_ACTIONS:
            raise PermissionDenied
        if "pk" in kwargs:
            self._check_instance(request, view_name, unquote(str(kwargs["pk"])), kwargs)
        elif not policy_of(self.model).user_has_permission(request.user, VIEW_ACTIONS[view_name]):
            raise PermissionDenied
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # View.setup of the class mixed with
        if view_name == "add":
            # A form that somebody opened and left must not use up an index number.
            self.autosave_enabled = False

    def _check_instance(self, request: HttpRequest, view_name: str, pk: str, kwargs: Mapping[str, Any]) -> None:
        action = VIEW_ACTIONS[view_name]
        instance = visible_row_or_404(model=self.model, pk=pk, user=request.user, action=action)
        policy = policy_of(self.model)
        if not policy.user_has_permission_for_instance(request.user, action, instance):
            if view_name != "edit" or request.method != "GET" or not self.reader_url_name:
                raise PermissionDenied
            # Who may read but not edit is shown the reading page instead of a refusal.
            self.instead = reverse(self.reader_url_name, args=[pk])
        if view_name in TASK_VIEWS:
            self._check_task_state(instance, kwargs["task_state_id"])
        self._check_kind(request, view_name, instance)
        self.scoped_instance = instance
        self.permission_policy = InstancePolicy(policy, instance)
        if view_name in READ_VIEWS:
            self.permission_required = None
            self.any_permission_required = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.instead:
            return redirect(self.instead)
        try:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # View.dispatch of the class mixed with
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, reason)
            return redirect(request.get_full_path() if request.method == "POST" else reverse("wagtailadmin_home"))

    def _check_kind(self, request: HttpRequest, view_name: str, instance: models.Model) -> None:
        """Lead to the screens of the row's own kind: saved as its base, a row would lose what its kind adds."""
        child = child_of(instance)
        if child is None:
            return
        if request.method != "GET" or request.resolver_match is None:
            raise Http404
        url_name = type(child).snippet_viewset.get_url_name(view_name)  # type: ignore[attr-defined]  # set by Wagtail
        self.instead = reverse(url_name, kwargs=request.resolver_match.kwargs)

    @staticmethod
    def _check_task_state(instance: models.Model, task_state_id: int) -> None:
        """Refuse a step that belongs to another object than the one in the address."""
        state = TaskState.objects.filter(pk=task_state_id).select_related("workflow_state").first()
        if state is None or not isinstance(instance, WorkflowMixin):
            raise Http404
        current = instance.current_workflow_state
        if current is None or state.workflow_state_id != current.pk or current.current_task_state_id != state.pk:
            raise Http404
