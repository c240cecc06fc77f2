"""The one ViewSet base of every staff screen: lists, choosers and all views show the person's own organs only."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet, RestrictedError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.views.generic.chooser import ChosenMultipleView
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet, SnippetChosenView
from wagtail.snippets.views.snippets import DeleteView, IndexView, SnippetViewSet

from disclosure.organs.permissions import AnyUser
from disclosure.organs.scoping import ScopedViewMixin, policy_of


def choosable_rows(model: type[Model], user: AnyUser) -> QuerySet[Any]:
    """Return the rows this person may refer to from a form; none of a model whose policy has no rule for it."""
    return policy_of(model).instances_user_has_any_permission_for(user, ["choose"])


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


class ListView(IndexView):
    """A list without the boxes of bulk actions: those show and change rows by id, whoever's they are."""

    @cached_property
    def columns(self) -> list[Any]:
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]


class GuardedDeleteView(DeleteView):
    """Deletes a row nothing refers to; says so where something does."""

    object: Model

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)
                return response
        except (ProtectedError, RestrictedError):
            messages.error(self.request, f"“{self.object}”仍在使用，不能删除。可以改为停用，或者先处理使用它的内容。")
            return redirect(self.index_url_name)


class DepartmentViewSet(SnippetViewSet):
    """Base of every staff screen over rows that belong to an organ; subclasses are declarations."""

    index_view_class = ListView
    # The snippets' own template ends with the bar of bulk actions.
    index_template_name = "wagtailadmin/generic/index.html"
    delete_view_class = GuardedDeleteView
    chooser_viewset_class = ScopedChooserViewSet
    inspect_view_enabled = True
    copy_view_enabled = False
    list_per_page = 30
    base_form_class: type[WagtailAdminModelForm] | None = None

    def get_edit_handler(self) -> Any:
        """Return the panels of the editor with the form of the screen: Wagtail itself would drop that form."""
        handler = super().get_edit_handler()
        if handler is not None and self.base_form_class is not None:
            handler.base_form_class = self.base_form_class
        return handler

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
