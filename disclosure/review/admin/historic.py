"""Declarations of the screens of historic documents: rules, worklist, confirmations."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.forms import Select
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from disclosure.organs.viewsets import DepartmentViewSet
from disclosure.records.queries.grounds import ground_choices
from disclosure.review.admin.historic_batches import HistoricBatchInspectView, UndoBatchView
from disclosure.review.admin.historic_worklist import (
    ConfirmView,
    DetermineView,
    ExportView,
    RefreshView,
    WorklistView,
)
from disclosure.review.models import AttributeRule, HistoricBatch, HistoricProposal


class AttributeRuleForm(WagtailAdminModelForm):
    """A rule that proposes; the ground is one of those in force."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "ground" in self.fields:
            choices = [("", "不适用（主动公开）"), *ground_choices(on=timezone.localdate())]
            self.fields["ground"].widget = Select(choices=choices)


class AttributeRuleViewSet(DepartmentViewSet):
    """历史公文规则: what proposes an attribute, in its order; the office arranges it, a person always decides."""

    model = AttributeRule
    icon = "list-ol"
    menu_label = "历史公文规则"
    menu_order = 330
    add_to_settings_menu = True
    base_form_class = AttributeRuleForm
    list_display: ClassVar = ["name", "sort_order", "attribute", "ground", "is_clear", "is_active"]
    list_filter: ClassVar = ["attribute", "is_active", "is_clear"]
    search_fields: ClassVar = ["name", "title_words", "text_marks", "cited_laws"]
    search_backend_name = None
    ordering = ("sort_order", "pk")
    panels: ClassVar = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("sort_order"), FieldPanel("is_active")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("genre"), FieldPanel("composed_before")]),
                FieldPanel("title_words"),
                FieldPanel("text_marks"),
                FieldPanel("cited_laws"),
            ],
            heading="条件（填写的都须符合）",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("attribute"), FieldPanel("ground")]),
                FieldPanel("reason"),
                FieldPanel("discretion_reason"),
                FieldPanel("is_clear"),
            ],
            heading="建议",
        ),
    ]


class HistoricProposalViewSet(DepartmentViewSet):
    """历史公文: the worklist; it has its own screens and none of the stock ones."""

    model = HistoricProposal
    icon = "history"
    menu_label = "历史公文"
    menu_name = "historic"
    menu_order = 140
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        batch = {"batch_url_name": f"wagtailsnippets_{HistoricBatch._meta.app_label}_historicbatch:inspect"}
        back = {"list_url_name": self.get_url_name("list")}
        names = {
            "confirm_url": self.get_url_name("confirm"),
            "refresh_url": self.get_url_name("refresh"),
            "export_url": self.get_url_name("export"),
            "batches_url": f"wagtailsnippets_{HistoricBatch._meta.app_label}_historicbatch:list",
        }
        return [
            path("", self.construct_view(WorklistView, names=names, **back), name="list"),
            path("confirm/", self.construct_view(ConfirmView, **batch, **back), name="confirm"),
            path("refresh/", self.construct_view(RefreshView, **back), name="refresh"),
            path("export/", self.construct_view(ExportView, **back), name="export"),
            path("determine/<int:pk>/", self.construct_view(DetermineView, **batch, **back), name="determine"),
        ]


class HistoricBatchViewSet(DepartmentViewSet):
    """历史公文认定记录: every confirmation, and the way back."""

    model = HistoricBatch
    icon = "check"
    menu_label = "历史公文认定记录"
    inspect_view_class = HistoricBatchInspectView
    list_display: ClassVar = ["confirmed_at", "organ", "confirmed_by", "count", "undone_at"]
    list_filter: ClassVar = ["organ"]
    list_export: ClassVar = ["confirmed_at", "organ", "confirmed_by", "count", "undone_at", "undo_note"]
    export_filename = "historic-confirmations"
    inspect_view_fields: ClassVar = [
        "organ",
        "confirmed_by",
        "confirmed_at",
        "count",
        "undone_by",
        "undone_at",
        "undo_note",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("organ", "confirmed_by")

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the page of a confirmation where it is taken back."""
        view_kwargs: dict[str, Any] = super().get_inspect_view_kwargs(undo_url_name=self.get_url_name("undo"), **kwargs)
        return view_kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = [each for each in super().get_urlpatterns() if each.name in {"list", "list_results", "inspect"}]
        undo = self.construct_view(UndoBatchView, inspect_url_name=self.get_url_name("inspect"))
        return [*kept, path("undo/<int:pk>/", undo, name="undo")]
