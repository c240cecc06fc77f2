"""Declarations of the record screens."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.forms import Select
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from wagtail.admin.panels import FieldPanel
from wagtail.models import Revision
from wagtail.snippets.views.snippets import CreateView, EditView

from disclosure.organs.permissions import acting_user
from disclosure.organs.viewsets import DepartmentViewSet
from disclosure.records.admin.attachment_chooser import AttachmentChooserViewSet
from disclosure.records.admin.attachments import AttachmentDownloadView
from disclosure.records.admin.imports import ImportBatchInspectView, UndoImportView
from disclosure.records.admin.panels import record_edit_handler
from disclosure.records.admin.review import ReviewFileView, ReviewView
from disclosure.records.admin.secrecy import secrecy_paths
from disclosure.records.admin.severance import severance_paths
from disclosure.records.admin.verbs import ReplaceView, UnscheduleView, WithdrawView
from disclosure.records.enums import DecisionOutcome
from disclosure.records.filters import RecordAdminFilterSet
from disclosure.records.forms import AttachmentForm, RecordForm
from disclosure.records.models import Attachment, ImportBatch, InformationRecord, RecordDecision
from disclosure.records.services.review import submit_record
from zhifu_portal.kernel.refusals import Refused


class SubmitActionMixin:
    """Sends a record on its way through the service, which says everything that is missing."""

    object: Any
    action: str
    request: HttpRequest
    form: Any
    is_refused = False

    def save_instance(self) -> Any:
        """Save, and say which time limit the chosen catalog entries bring."""
        saved = super().save_instance()  # type: ignore[misc]  # of the stock view mixed with
        if self.form.limit_note:
            messages.info(self.request, self.form.limit_note)
        return saved

    def submit_action(self) -> None:
        """Submit; what is missing is shown above the saved draft, nothing typed is lost."""
        try:
            submit_record(record_id=self.object.pk, by=acting_user(self.request))
        except Refused as refused:
            self.is_refused = True
            for reason in refused.reasons:
                messages.error(self.request, reason)

    def restart_workflow_action(self) -> None:
        """A returned record always starts again at the first step."""
        self.submit_action()

    def get_success_message(self, instance: Any = None) -> str:
        if self.action in {"submit", "restart-workflow"}:
            return "已保存为草稿，还没有送审：" if self.is_refused else "已送审。"
        return super().get_success_message(instance)  # type: ignore[misc]  # of the stock view mixed with

    def get_success_url(self) -> str:
        """Stay in the editor while something is missing."""
        if self.is_refused:
            return self.get_edit_url()  # type: ignore[attr-defined]  # of the stock view mixed with
        return super().get_success_url()  # type: ignore[misc]  # of the stock view mixed with


class RecordCreateView(SubmitActionMixin, CreateView):
    """Registers a record: it has its index number from the first saved draft."""


class RecordEditView(SubmitActionMixin, EditView):
    """Edits the draft of a record; what it was returned for stands above it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        decision = RecordDecision.objects.filter(record=self.object).order_by("decided_at", "id").last()
        if decision and decision.outcome == DecisionOutcome.RETURNED and not self.object.workflow_in_progress:
            messages.warning(request, f"{decision.get_step_display()}退回修改：{decision.reason}")
        response: HttpResponseBase = super().get(request, *args, **kwargs)
        return response

    @property
    def overwrite_revision(self) -> Revision | None:
        """Never overwrite a revision somebody has decided on: an edit after a review is another text."""
        revision = super().overwrite_revision
        if revision is not None and RecordDecision.objects.filter(revision=revision).exists():
            return None
        return revision


class RecordViewSet(DepartmentViewSet):
    """政府信息: list, editor, review screen, withdrawal and replacement."""

    model = InformationRecord
    icon = "doc-full"
    menu_label = "政府信息"
    menu_name = "records"
    menu_order = 100
    add_to_admin_menu = True
    base_form_class = RecordForm
    filterset_class = RecordAdminFilterSet
    add_view_class = RecordCreateView
    edit_view_class = RecordEditView
    list_display: ClassVar = ["title", "index_number", "organ", "attribute", "status", "composed_on"]
    list_export: ClassVar = ["index_number", "title", "organ", "document_number", "attribute", "status", "composed_on"]
    export_filename = "records"
    search_fields: ClassVar = ["title", "index_number", "document_number"]
    search_backend_name = None

    def get_edit_handler(self) -> Any:
        """Return the tabs of the editor, bound to the model and its form."""
        handler = record_edit_handler(self.extra_tabs())
        handler.base_form_class = self.base_form_class
        return handler.bind_to_model(self.model)

    def extra_tabs(self) -> list[Any]:
        """Return tabs a child model adds."""
        return []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the person's records, the last registered first: a draft has no date of publication to sort by."""
        records = super().get_queryset(request).select_related("organ", "lead_organ", "latest_revision")
        return records.order_by("-registered_at", "-pk")

    @property
    def reader_url_name(self) -> str:
        """Who may not edit reads in the review screen."""
        return self.get_url_name("review")

    def get_urlpatterns(self) -> list[URLPattern]:
        verbs = ("edit", "review", "withdraw", "replace", "unschedule", "renditions")
        names = {f"{verb}_url_name": self.get_url_name(verb) for verb in verbs}
        screens = {
            f"{name}_url_name": self.get_url_name(name)
            for name in ("review_file", "secrecy", "secrecy_reply", "findings")
        }
        review_file = self.construct_view(ReviewFileView, **names)
        return [
            *super().get_urlpatterns(),
            *secrecy_paths(self),
            *severance_paths(self),
            path("review/<int:pk>/", self.construct_view(ReviewView, **names, **screens), name="review"),
            path("review/<int:pk>/file/<int:attachment_id>/", review_file, name="review_file"),
            path("withdraw/<int:pk>/", self.construct_view(WithdrawView, **names), name="withdraw"),
            path("replace/<int:pk>/", self.construct_view(ReplaceView, **names), name="replace"),
            path("unschedule/<int:pk>/", self.construct_view(UnscheduleView, **names), name="unschedule"),
        ]


class AttachmentViewSet(DepartmentViewSet):
    """附件: files of an organ, uploaded once and never changed."""

    model = Attachment
    icon = "doc-full-inverse"
    menu_label = "附件"
    menu_name = "attachments"
    menu_order = 120
    add_to_admin_menu = True
    base_form_class = AttachmentForm
    chooser_viewset_class = AttachmentChooserViewSet
    list_display: ClassVar = ["title", "organ", "kind", "size", "uploaded_at"]
    list_filter: ClassVar = ["organ", "kind"]
    search_fields: ClassVar = ["title", "original_name"]
    search_backend_name = None
    panels: ClassVar = [FieldPanel("organ", widget=Select), FieldPanel("title"), FieldPanel("file")]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("download/<int:pk>/", self.construct_view(AttachmentDownloadView), name="download"),
        ]


class ImportBatchViewSet(DepartmentViewSet):
    """导入: what every run of an import did, and the way back."""

    model = ImportBatch
    icon = "download"
    menu_label = "导入记录"
    menu_name = "imports"
    menu_order = 130
    add_to_admin_menu = True
    inspect_view_class = ImportBatchInspectView
    list_display: ClassVar = [
        "file_name",
        "organ",
        "state",
        "started_at",
        "created_count",
        "updated_count",
        "rejected_count",
    ]
    inspect_view_fields: ClassVar = [
        "file_name",
        "organ",
        "state",
        "started_at",
        "finished_at",
        "started_by",
        "created_count",
        "updated_count",
        "unchanged_count",
        "published_count",
        "rejected_count",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("organ")

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the page of a batch where it is taken back."""
        view_kwargs: dict[str, Any] = super().get_inspect_view_kwargs(undo_url_name=self.get_url_name("undo"), **kwargs)
        return view_kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        inspect_url_name = self.get_url_name("inspect")
        undo = self.construct_view(UndoImportView, inspect_url_name=inspect_url_name)
        return [*super().get_urlpatterns(), path("undo/<int:pk>/", undo, name="undo")]
