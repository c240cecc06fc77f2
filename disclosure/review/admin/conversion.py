"""依申请转主动: the queue, evidence noted by hand, and the decision."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import InspectView

from disclosure.organs.permissions import acting_user
from disclosure.organs.viewsets import DepartmentViewSet, ListView
from disclosure.records.queries.steps import current_step
from disclosure.review.admin.conversion_forms import EvidenceForm, Resolution, ResolutionForm
from disclosure.review.enums import ConversionStatus
from disclosure.review.models import ConversionCase
from disclosure.review.queries.conversion import with_counts
from disclosure.review.services.conversion import decline_case, note_evidence, open_case, requeue_case
from zhifu_portal.kernel.refusals import Refused

OFFERED = {
    ConversionStatus.QUEUED: frozenset({Resolution.OPEN, Resolution.OPEN_IN_PART, Resolution.DECLINE}),
    ConversionStatus.OPENING: frozenset({Resolution.REQUEUE}),
}


class ConversionListView(ListView):
    """The queue, with the way to note evidence for those who may."""

    note_url_name: str = ""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons: list[HeaderButton] = super().header_buttons
        if not self.permission_policy.user_has_permission(self.request.user, "note"):
            return buttons
        return [*buttons, HeaderButton("登记申请或者建议", url=reverse(self.note_url_name), icon_name="plus")]


class ConversionInspectView(InspectView):
    """One case: the record, all that speaks for opening it, and what was decided."""

    template_name = "disclosure/admin/conversion_case.html"
    page_title = "依申请转主动"
    resolve_url_name: str = ""
    object: ConversionCase
    permission_policy: Any = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        case = self.object
        offered = OFFERED.get(ConversionStatus(case.status), frozenset())
        may_resolve = bool(offered) and self.permission_policy.user_has_permission(self.request.user, "resolve")
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "case": case,
            "record": case.record,
            "step": current_step(case.record),
            "evidence": case.evidence.select_related("noted_by"),
            "form": ResolutionForm(offered=offered) if may_resolve else None,
            "resolve_url": reverse(self.resolve_url_name, args=[case.pk]),
        }


class NoteEvidenceView(View):
    """Takes down a request or a suggestion; a record that is asked for often enough is queued by it."""

    model = ConversionCase
    permission_policy: Any = None
    reader_url_name: str | None = None
    inspect_url_name: str = ""
    list_url_name: str = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        initial = {"index_number": request.GET.get("index_number", ""), "on": timezone.localdate()}
        return self.show(request, EvidenceForm(initial=initial, user=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = EvidenceForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.show(request, form)
        values = {name: form.cleaned_data[name] for name in ("kind", "key", "note", "on")}
        record = form.cleaned_data["index_number"]
        try:
            evidence = note_evidence(record_id=record.pk, by=acting_user(request), now=timezone.now(), **values)
        except Refused as refused:
            form.add_error(None, refused.reasons)
            return self.show(request, form)
        messages.success(request, f"已登记。目前状态：{evidence.case.get_status_display()}。")
        return redirect(self.inspect_url_name, evidence.case_id)

    def show(self, request: HttpRequest, form: EvidenceForm) -> HttpResponse:
        """Show the form; what was typed stays."""
        context = {"form": form, "page_title": "登记申请或者建议", "list_url": reverse(self.list_url_name)}
        return render(request, "disclosure/admin/conversion_note.html", context)


class ResolveView(View):
    """Carries out the decision of a reviewer; refusals are shown on the page of the case."""

    http_method_names = ("post",)
    model = ConversionCase
    permission_policy: Any = None
    reader_url_name: str | None = None
    inspect_url_name: str = ""
    scoped_instance: ConversionCase

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        case = self.scoped_instance
        form = ResolutionForm(request.POST, offered=frozenset(Resolution))
        if form.is_valid():
            try:
                self.resolve(request, form, now=timezone.now())
                messages.success(request, "已记录。")
            except Refused as refused:
                for reason in refused.reasons:
                    messages.error(request, reason)
        else:
            messages.error(request, "请选择决定。")
        return redirect(self.inspect_url_name, case.pk)

    def resolve(self, request: HttpRequest, form: ResolutionForm, *, now: datetime) -> None:
        """Call the service of what was chosen."""
        case_id, by, reason = self.scoped_instance.pk, acting_user(request), form.cleaned_data["reason"]
        chosen = Resolution(form.cleaned_data["resolution"])
        if chosen in {Resolution.OPEN, Resolution.OPEN_IN_PART}:
            is_severed = chosen == Resolution.OPEN_IN_PART
            open_case(case_id=case_id, is_severed=is_severed, reason=reason, by=by, now=now)
        elif chosen == Resolution.DECLINE:
            decline_case(case_id=case_id, reason=reason, by=by, now=now)
        else:
            requeue_case(case_id=case_id, reason=reason, by=by, now=now)


class ConversionCaseViewSet(DepartmentViewSet):
    """依申请转主动: what people keep asking for."""

    model = ConversionCase
    icon = "view"
    menu_label = "依申请转主动"
    menu_name = "conversion"
    menu_order = 145
    add_to_admin_menu = True
    index_view_class = ConversionListView
    inspect_view_class = ConversionInspectView
    list_display: ClassVar = [
        Column("record", label="政府信息", accessor="record.title"),
        Column("index_number", label="索引号", accessor="record.index_number"),
        "organ",
        "status",
        Column("requests", label="依申请提供"),
        Column("suggestions", label="建议"),
        Column("last_on", label="最近"),
        "queued_at",
    ]
    list_filter: ClassVar = ["status", "organ"]
    list_export: ClassVar = ["record.index_number", "record.title", "organ", "status", "requests", "suggestions"]
    export_filename = "conversion"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_counts(super().get_queryset(request))

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the list where evidence is noted."""
        view_kwargs: dict[str, Any] = super().get_index_view_kwargs(note_url_name=self.get_url_name("note"), **kwargs)
        return view_kwargs

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the page of a case where it is decided."""
        view_kwargs: dict[str, Any] = super().get_inspect_view_kwargs(
            resolve_url_name=self.get_url_name("resolve"), **kwargs
        )
        return view_kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = [each for each in super().get_urlpatterns() if each.name in {"list", "list_results", "inspect"}]
        inspect = {"inspect_url_name": self.get_url_name("inspect")}
        note = self.construct_view(NoteEvidenceView, list_url_name=self.get_url_name("list"), **inspect)
        resolve = self.construct_view(ResolveView, **inspect)
        return [*kept, path("note/", note, name="note"), path("resolve/<int:pk>/", resolve, name="resolve")]
