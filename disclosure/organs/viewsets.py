"""The one ViewSet base of every staff screen: lists, choosers and all views show the person's own organs only."""

from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.admin.views.generic.chooser import ChosenMultipleView
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet, SnippetChosenView
from wagtail.snippets.views.snippets import SnippetViewSet

from disclosure.organs.permissions import AnyUser
from disclosure.organs.scoping import ScopedViewMixin, policy_of


def choosable_rows(model: type[Model], user: AnyUser) -> QuerySet[Any]:
    """Return the rows this person may refer to from a form."""
    policy = policy_of(model)
    action = "choose" if "choose" in policy.rules else "view"
    return policy.instances_user_has_any_permission_for(user, [action])


class ScopedChooserMixin:
    """Offers only rows the person may choose."""

    model_class: Any
    request: HttpRequest

    def get_object_list(self) -> QuerySet[Any]:
        return choosable_rows(self.model_class, self.request.user)


class ScopedChooseView(ScopedChooserMixin, ChooseView):
    """Chooser dialogue over own rows."""


class ScopedChooseResultsView(ScopedChooserMixin, ChooseResultsView):
    """Result list of the chooser over own rows."""


class ScopedChosenView(SnippetChosenView):
    """Returns a chosen row only when it could be offered."""

    def get_object(self, pk: object) -> Any:
        return choosable_rows(self.model_class, self.request.user).get(pk=pk)


class ScopedChosenMultipleView(ChosenMultipleView):
    """Returns chosen rows only as far as they could be offered."""

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        return choosable_rows(self.model_class, self.request.user).filter(pk__in=pks)


class ScopedChooserViewSet(SnippetChooserViewSet):
    """Chooser of a department-scoped model."""

    choose_view_class = ScopedChooseView
    choose_results_view_class = ScopedChooseResultsView
    chosen_view_class = ScopedChosenView
    chosen_multiple_view_class = ScopedChosenMultipleView


class DepartmentViewSet(SnippetViewSet):
    """Base of every staff screen over rows that belong to an organ; subclasses are declarations."""

    chooser_viewset_class = ScopedChooserViewSet
    inspect_view_enabled = True
    copy_view_enabled = False
    list_per_page = 30

    def construct_view(self, view_class: type, **kwargs: Any) -> Any:
        """Wrap the view with the check of the row in its address."""
        scoped = type(f"Scoped{view_class.__name__}", (ScopedViewMixin, view_class), {})
        kwargs = {"reader_url_name": self.reader_url_name, **kwargs}
        return super().construct_view(scoped, model=self.model, **kwargs)

    @property
    def reader_url_name(self) -> str:
        """The page shown to a person who may read a row but not edit it."""
        return self.get_url_name("inspect")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the rows the person may see."""
        return policy_of(self.model).instances_user_has_any_permission_for(request.user, ["view"])
