"""导入公文: a file is read, its proposal confirmed field by field, and a draft registered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from disclosure.organs.permissions import acting_user
from disclosure.records.forms import editable_organs
from policies.documents.forms import ConfirmForm, FileImportForm, proposed_values
from policies.documents.importing.file_reading import FileProposal, propose, read_official_file
from policies.documents.importing.file_registration import local_issuer, register_confirmed
from policies.documents.models import PolicyDocument
from zhifu_portal.kernel.refusals import Refused, refuse_if


class FileImportView(View):
    """Choose a file, then see what was recognised in it; nothing is saved here."""

    model = PolicyDocument
    permission_policy: Any = None
    reader_url_name: str | None = None
    confirm_url_name: str = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.choose(request, FileImportForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FileImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.choose(request, form)
        file = form.cleaned_data["file"]
        try:
            proposal = read_official_file(file=file, name=file.name)
            refuse_if(proposal.secrecy_refusals)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error("file", reason)
            return self.choose(request, form)
        values = proposed_values(proposal=proposal, organ_id=self.likely_organ_id(request, proposal))
        confirm = ConfirmForm(initial=values, for_user=request.user)
        return render_proposal(request, form=confirm, proposal=proposal, action=reverse(self.confirm_url_name))

    def choose(self, request: HttpRequest, form: FileImportForm) -> HttpResponse:
        """Show the form that takes the file."""
        return render(request, "policies/admin/import_choose.html", {"form": form, "page_title": "导入公文"})

    def likely_organ_id(self, request: HttpRequest, proposal: FileProposal) -> int | None:
        """Return the organ of the editor that issued the document, else the first of them."""
        document = proposal.document
        issuer = local_issuer(written="、".join(document.issuing_organs), number=document.document_number)
        mine = list(editable_organs(request.user).values_list("pk", flat=True))
        return issuer.pk if issuer is not None and issuer.pk in mine else next(iter(mine), None)


class FileConfirmView(View):
    """Register the confirmed document as a draft and open its editor; on an error everything typed stays."""

    model = PolicyDocument
    permission_policy: Any = None
    reader_url_name: str | None = None
    import_url_name: str = ""
    edit_url_name: str = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(self.import_url_name)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ConfirmForm(request.POST, for_user=request.user)
        is_valid = form.is_valid()
        try:
            # Read anew from the text the form carries: nothing is kept on the server between the two pages.
            proposal = propose(
                text=request.POST.get("recognised_text", ""), notes=request.POST.get("notes", "").splitlines()
            )
            refuse_if(proposal.secrecy_refusals)
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, reason)
            return redirect(self.import_url_name)
        if is_valid:
            try:
                return self.register(request, form, proposal)
            except Refused as refused:
                for reason in refused.reasons:
                    form.add_error(None, reason)
        return render_proposal(request, form=form, proposal=proposal, action=request.path)

    def register(self, request: HttpRequest, form: ConfirmForm, proposal: FileProposal) -> HttpResponse:
        """Save the draft and open its editor."""
        record = register_confirmed(
            confirmed=form.confirmed(proposal=proposal),
            organ=form.cleaned_data["organ"],
            by=acting_user(request),
            now=timezone.now(),
        )
        messages.success(request, f"已登记为草稿，索引号 {record.index_number}。请补充公开目录和主题分类后送审。")
        return redirect(self.edit_url_name, record.pk)


def render_proposal(request: HttpRequest, *, form: ConfirmForm, proposal: FileProposal, action: str) -> HttpResponse:
    """Show every field beside the recognised text, with the doubts and what the document cites."""
    context = {
        "form": form,
        "action": action,
        "page_title": "导入公文",
        "recognised_text": proposal.text,
        "hints": [*proposal.notes, *proposal.document.doubts],
        "citations": proposal.document.citations,
        "addressees": proposal.document.addressees,
    }
    return render(request, "policies/admin/import_confirm.html", context)
