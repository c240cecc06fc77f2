"""The page of an import: how far it is, which lines were refused and why, and the way back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View
from wagtail.snippets.views.snippets import InspectView

from disclosure.organs.permissions import acting_user
from disclosure.records.enums import ImportState
from disclosure.records.models import ImportBatch
from disclosure.records.services.import_undo import kept_records, undo_import

ROWS_PER_PAGE = 50
REFRESH_SECONDS = 5


class ImportBatchInspectView(InspectView):
    """Counters, progress, refused lines and records an undo kept; renewed by itself while the import runs."""

    template_name = "disclosure/admin/import_batch.html"
    page_title = "导入"
    undo_url_name: str = ""
    object: ImportBatch
    permission_policy: Any = None

    def get_started_at_display_value(self) -> datetime:
        """Return the start in the time of the place; the stock page shows UTC."""
        return timezone.localtime(self.object.started_at)

    def get_finished_at_display_value(self) -> datetime | str:
        """Return the end in the time of the place."""
        return timezone.localtime(self.object.finished_at) if self.object.finished_at else "—"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        pages = Paginator(batch.rejections.all(), ROWS_PER_PAGE)
        is_undone = batch.state == ImportState.UNDONE
        may_undo = self.permission_policy.user_has_permission(self.request.user, "undo")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "batch": batch,
            "is_running": batch.state == ImportState.RUNNING,
            "rejections": pages.get_page(self.request.GET.get("p")),
            "kept": list(kept_records(batch=batch)) if is_undone else [],
            "undo_url": reverse(self.undo_url_name, args=[batch.pk]) if may_undo else "",
        }

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **response_kwargs)
        if context["is_running"]:
            # Works without a script; the page holds no field somebody could be typing in.
            response["Refresh"] = str(REFRESH_SECONDS)
        return response


class UndoImportView(View):
    """Asks once more, then takes an import back."""

    model = ImportBatch
    permission_policy: Any = None
    reader_url_name: str | None = None
    inspect_url_name: str = ""
    scoped_instance: ImportBatch

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.scoped_instance
        context = {
            "batch": batch,
            "page_title": "撤销导入",
            "record_count": batch.records.count(),
            "inspect_url": reverse(self.inspect_url_name, args=[batch.pk]),
        }
        return render(request, "disclosure/admin/import_undo.html", context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch = self.scoped_instance
        report = undo_import(batch_id=batch.pk, by=acting_user(request), now=timezone.now())
        messages.success(request, f"已撤销：删除 {report.deleted} 件，保留 {len(report.kept)} 件。")
        return redirect(self.inspect_url_name, batch.pk)
