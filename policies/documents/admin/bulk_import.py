"""批量导入: a file of many documents is taken in, the worker imports it, the batch's page shows how far it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from disclosure.organs.permissions import acting_user
from disclosure.records.forms import editable_organs
from policies.documents.forms import BulkImportForm
from policies.documents.importing.batches import queue_import
from policies.documents.models import PolicyDocument
from zhifu_portal.kernel.refusals import Refused


class BulkImportView(View):
    """Choose an organ and a file; every document becomes a draft that goes the normal way."""

    model = PolicyDocument
    permission_policy: Any = None
    reader_url_name: str | None = None
    batch_url_name = "wagtailsnippets_disclosure_importbatch:inspect"

    def get(self, request: HttpRequest) -> HttpResponse:
        first = editable_organs(request.user).first()
        return self.show(request, BulkImportForm(initial={"organ": first}, for_user=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = BulkImportForm(request.POST, request.FILES, for_user=request.user)
        if not form.is_valid():
            return self.show(request, form)
        try:
            batch = queue_import(
                organ=form.cleaned_data["organ"],
                file=form.cleaned_data["file"],
                by=acting_user(request),
                now=timezone.now(),
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("file", reason)
            return self.show(request, form)
        messages.success(request, "文件已接收，正在后台导入，本页显示进度。")
        return redirect(self.batch_url_name, batch.pk)

    def show(self, request: HttpRequest, form: BulkImportForm) -> HttpResponse:
        """Show the form."""
        return render(request, "policies/admin/import_choose.html", {"form": form, "page_title": "批量导入"})
