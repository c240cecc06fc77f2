"""通知文本: the disclosure office words what people are told; the gate lets nobody else in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from disclosure.organs.permissions import acting_user
from zhifu_portal.cms.notices.forms import TemplateForm
from zhifu_portal.kernel.notice_events import NoticeEvent, UnknownEvent, event_named
from zhifu_portal.kernel.notices.models import NoticeTemplate
from zhifu_portal.kernel.notices.services import reset_template, set_template
from zhifu_portal.kernel.notices.wording import Wording, template_faults, worded, wording_on, wordings_on
from zhifu_portal.kernel.placeholders import one_line, plain_lines
from zhifu_portal.kernel.refusals import Refused

SHOWN_VERSIONS = 20


class TemplateList(View):
    """Every event with the text that counts today."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = [
            {"event": event, "wording": wording, "row": row if row and row.body else None}
            for event, wording, row in wordings_on(on=timezone.localdate())
        ]
        return render(request, "cms/admin/notices/templates.html", {"page_title": "通知文本", "rows": rows})


class TemplateEditor(View):
    """The text of one event: its placeholders, a preview with invented values, what was set before."""

    def get(self, request: HttpRequest, event: str) -> HttpResponse:
        declared = _event_or_404(event)
        wording = wording_on(declared, on=timezone.localdate())
        form = TemplateForm(initial={"subject": wording.subject, "body": wording.body})
        return self._show(request, declared, form, worded(wording, declared.samples))

    def post(self, request: HttpRequest, event: str) -> HttpResponse:
        declared = _event_or_404(event)
        form = TemplateForm(request.POST)
        if form.is_valid():
            try:
                if "preview" in request.POST:
                    return self._show(request, declared, form, _preview(declared, form))
                row = set_template(event=event, **form.cleaned_data, by=acting_user(request), now=timezone.now())
                messages.success(
                    request, f"“{declared.label}”的通知文本已保存，{row.effective_on:%Y年%m月%d日}起启用。"
                )
                return redirect("notices:templates")
            except Refused as refused:
                form.add_error(None, refused.reasons)
        return self._show(request, declared, form, None)

    @staticmethod
    def _show(request: HttpRequest, event: NoticeEvent, form: TemplateForm, preview: Wording | None) -> HttpResponse:
        versions = NoticeTemplate.objects.filter(event=event.event).select_related("created_by")
        context: dict[str, Any] = {
            "page_title": event.label,
            "event": event,
            "form": form,
            "preview": preview,
            "versions": versions[:SHOWN_VERSIONS],
        }
        return render(request, "cms/admin/notices/template.html", context)


class TemplateReset(View):
    """恢复默认."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, event: str) -> HttpResponse:
        declared = _event_or_404(event)
        try:
            reset_template(event=event, by=acting_user(request), now=timezone.now())
            messages.success(request, f"“{declared.label}”已恢复默认文本。")
        except Refused as refused:
            messages.error(request, "".join(refused.reasons))
        return redirect("notices:templates")


def _event_or_404(event: str) -> NoticeEvent:
    try:
        return event_named(event)
    except UnknownEvent:
        raise Http404 from None


def _preview(event: NoticeEvent, form: TemplateForm) -> Wording:
    """Return the typed text with invented values; raise `Refused` when it has faults."""
    typed = Wording(one_line(form.cleaned_data["subject"]), plain_lines(form.cleaned_data["body"]))
    if faults := template_faults(event, typed):
        raise Refused(faults)
    return worded(typed, event.samples)
