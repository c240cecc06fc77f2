"""The one ViewSet base of every staff screen: lists, choosers and all views show the person's own organs only."""

from collections.abc import Iterator
from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.db.models import Model, ProtectedError, QuerySet, RestrictedError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.admin.views.generic.chooser import ChosenMultipleView
from wagtail.coreutils import multigetattr
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet, SnippetChosenView
from wagtail.snippets.views.snippets import DeleteView, IndexView, SnippetViewSet

from disclosure.organs.permissions import AnyUser
from disclosure.organs.scoping import ScopedViewMixin, policy_of
from zhifu_portal.kernel.exports import CSV_CONTENT_TYPE, as_text, csv_lines, xlsx_bytes

EXPORT_BATCH: Final = 2000


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


class SafeExportMixin:
    """Exports a list through kernel.exports: Wagtail's own CSV hands formulas on, and no Chinese words for choices."""

    list_export: Any

    def export_rows(self, queryset: QuerySet[Any]) -> Iterator[tuple[str, ...]]:
        """Yield the headings, then the rows as they are read: a long list is never held in memory."""
        yield tuple(str(self.get_heading(queryset, field)) for field in self.list_export)  # type: ignore[attr-defined]  # of the stock view mixed with
        for item in queryset.iterator(chunk_size=EXPORT_BATCH):
            yield tuple(exported_value(item, field) for field in self.list_export)

    def write_csv_response(self, queryset: QuerySet[Any]) -> StreamingHttpResponse:
        response = StreamingHttpResponse(csv_lines(self.export_rows(queryset)), content_type=CSV_CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{self.get_filename()}.csv"'  # type: ignore[attr-defined]  # of the stock view
        return response

    def write_xlsx(self, queryset: QuerySet[Any], output: Any) -> None:
        output.write(xlsx_bytes(self.export_rows(queryset)))


def exported_value(item: Model, field: str) -> str:
    """Return what an export shows of a field or a dotted path; of a choice its words, not its code."""
    display = getattr(item, f"get_{field}_display", None)
    return as_text(display() if display else multigetattr(item, field))


class ListView(SafeExportMixin, IndexView):
    """A list without the boxes of bulk actions: those show and change rows by id, whoever's they are."""

    reader_url_name: str

    @cached_property
    def columns(self) -> list[Any]:
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    def get_inspect_url(self, instance: Model) -> str | None:
        """Lead who may not edit to the page where they read, and decide, of the ViewSets that have one."""
        if self.reader_url_name.endswith(":inspect"):
            url: str | None = super().get_inspect_url(instance)
            return url
        return reverse(self.reader_url_name, args=[instance.pk])


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

    @cached_property
    def list_export(self) -> list[str]:
        """The columns of the list as it is shown, unless a screen names others."""
        return [column for column in self.list_display if isinstance(column, str)]

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
