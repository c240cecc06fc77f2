"""历史公文: the worklist, bulk confirmation, the page of one document, export; works without a script."""

from collections.abc import Iterator
from typing import Any, ClassVar, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views import View

from disclosure.organs.models import Organ
from disclosure.organs.permissions import acting_user, scope_of
from disclosure.organs.scoping import policy_of
from disclosure.records.enums import Attribute
from disclosure.records.models import InformationRecord
from disclosure.records.queries.grounds import grounds_in_force
from disclosure.review.admin.historic_forms import (
    HistoricDeterminationForm,
    NoteForm,
    WorklistForm,
    proposed_values,
)
from disclosure.review.models import HistoricProposal
from disclosure.review.queries.historic import counts_by_attribute, worklist
from disclosure.review.services.historic import (
    confirm_proposal,
    confirm_proposals,
    owe_proposals,
    reject_proposals,
)
from zhifu_portal.kernel.exports import CSV_CONTENT_TYPE, XLSX_CONTENT_TYPE, csv_lines, xlsx_bytes
from zhifu_portal.kernel.refusals import Refused

PAGE_SIZE: Final = 50
EXPORT_COLUMNS: Final = (
    "索引号",
    "标题",
    "发文字号",
    "成文日期",
    "机关",
    "建议属性",
    "建议情形",
    "理由",
    "依据的规则",
    "符合之处",
    "可批量确认",
    "状态",
    "办理说明",
)


class HistoricView(View):
    """Base of the screens; the ViewSet has checked the person, and the row in the address, before."""

    model = HistoricProposal
    permission_policy: Any = None
    reader_url_name: str | None = None
    list_url_name: str = ""
    scoped_instance: HistoricProposal

    def filter_form(self, request: HttpRequest) -> WorklistForm:
        """Return the filter with the organs whose documents this person sees."""
        scope = scope_of(request.user)
        organs = Organ.objects.local()
        if not scope.reads_everything:
            organs = organs.filter(pk__in=list(scope.by_organ))
        return WorklistForm(request.GET, organs=organs)

    def visible(self, request: HttpRequest) -> QuerySet[HistoricProposal]:
        """Return the proposals this person may see."""
        rows: QuerySet[HistoricProposal] = policy_of(HistoricProposal).instances_user_has_any_permission_for(
            request.user, ["view"]
        )
        return rows

    def back(self, request: HttpRequest) -> HttpResponse:
        """Return to the list as it was filtered."""
        asked = request.POST.get("asked", "")
        return redirect(f"{reverse(self.list_url_name)}?{asked}" if asked else reverse(self.list_url_name))


class WorklistView(HistoricView):
    """What waits, by proposed attribute, with the words that speak for it; boxes for the clear cases alone."""

    names: ClassVar[dict[str, str]] = {}

    def get(self, request: HttpRequest) -> HttpResponse:
        form = self.filter_form(request)
        wanted = form.wanted()
        rows = self.visible(request)
        page = Paginator(worklist(rows, wanted), PAGE_SIZE).get_page(request.GET.get("page"))
        asked = request.GET.copy()
        for name in ("page", "select"):
            asked.pop(name, None)
        policy = policy_of(HistoricProposal)
        context = {
            "page_title": "历史公文",
            "form": form,
            "counts": counts_by_attribute(rows, wanted),
            "page_obj": page,
            "grounds": grounds_in_force(on=timezone.localdate()),
            "asked": asked.urlencode(),
            "selects_clear": request.GET.get("select") == "clear",
            "confirmable_organs": scope_of(request.user).organs_with(policy.roles_for("confirm")),
            "may_confirm": policy.user_has_permission(request.user, "confirm"),
            "may_refresh": policy.user_has_permission(request.user, "refresh"),
            **{name: reverse(url_name) for name, url_name in self.names.items()},
        }
        return render(request, "disclosure/admin/historic_list.html", context)


class ConfirmView(HistoricView):
    """批量确认: every document that was ticked, or none with every reason why not."""

    http_method_names = ("post",)
    batch_url_name: str = ""

    def post(self, request: HttpRequest) -> HttpResponse:
        ids = [int(value) for value in request.POST.getlist("proposal") if value.isdecimal()]
        visible = self.visible(request).filter(pk__in=ids)
        try:
            batch = confirm_proposals(
                # An id of another organ is as good as none.
                proposal_ids=sorted(visible.values_list("pk", flat=True)),
                by=acting_user(request),
                now=timezone.now(),
            )
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, reason)
            return self.back(request)
        messages.success(request, f"已认定 {batch.count} 件。转为主动公开的还没有发布，须补充完整后送审。")
        return redirect(self.batch_url_name, batch.pk)


class RefreshView(HistoricView):
    """重新比对: the worker goes through the documents of the person's organs, or of all for the office."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        scope = scope_of(request.user)
        roles = policy_of(HistoricProposal).roles_for("refresh")
        if scope.office_wide & roles:
            owe_proposals(organ_id=None)
        else:
            for organ_id in sorted(scope.organs_with(roles)):
                owe_proposals(organ_id=organ_id)
        messages.success(request, "已安排按现行规则重新比对，完成后刷新本页即可看到。")
        return self.back(request)


class DetermineView(HistoricView):
    """One document: the proposal beside its text, determined in the reviewer's own words, or set aside."""

    batch_url_name: str = ""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show(request, HistoricDeterminationForm(initial=proposed_values(self.scoped_instance)))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "reject" in request.POST:
            return self.reject(request)
        form = HistoricDeterminationForm(request.POST)
        if not form.is_valid():
            return self.show(request, form)
        try:
            batch = confirm_proposal(
                proposal_id=self.scoped_instance.pk,
                statement=form.statement(),
                note=form.cleaned_data["note"],
                by=acting_user(request),
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reasons)
            return self.show(request, form)
        messages.success(request, "已认定。")
        return redirect(self.batch_url_name, batch.pk)

    def reject(self, request: HttpRequest) -> HttpResponse:
        """Set the proposal aside; the document stays undetermined."""
        reject_proposals(
            proposal_ids=[self.scoped_instance.pk],
            note=request.POST.get("note", ""),
            by=acting_user(request),
            now=timezone.now(),
        )
        messages.success(request, "已记为不采纳，公文仍为未认定，可以在编辑页面提出属性后送审。")
        return redirect(self.list_url_name)

    def show(self, request: HttpRequest, form: HistoricDeterminationForm) -> HttpResponse:
        """Show the document and the form."""
        proposal = self.scoped_instance
        record: InformationRecord = proposal.record
        context = {
            "page_title": record.title,
            "proposal": proposal,
            "record": record,
            "body_html": record.body_html(),
            "form": form,
            "reject_form": NoteForm(auto_id="reject_%s"),
            "ground": grounds_in_force(on=timezone.localdate()).get(proposal.ground),
            "list_url": reverse(self.list_url_name),
        }
        return render(request, "disclosure/admin/historic_determine.html", context)


class ExportView(HistoricView):
    """The filtered list as CSV or XLSX, row by row, safe against formulas."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        rows = _export_rows(worklist(self.visible(request), self.filter_form(request).wanted()))
        response: HttpResponseBase
        if request.GET.get("format") == "xlsx":
            response, ending = HttpResponse(xlsx_bytes(rows), content_type=XLSX_CONTENT_TYPE), "xlsx"
        else:
            response, ending = StreamingHttpResponse(csv_lines(rows), content_type=CSV_CONTENT_TYPE), "csv"
        response["Content-Disposition"] = f'attachment; filename="historic-documents.{ending}"'
        return response


def _export_rows(proposals: QuerySet[HistoricProposal]) -> Iterator[tuple[str, ...]]:
    yield EXPORT_COLUMNS
    for each in proposals.iterator(chunk_size=500):
        record = each.record
        yield (
            record.index_number,
            record.title,
            record.document_number,
            record.composed_on.isoformat() if record.composed_on else "",
            str(each.organ),
            str(Attribute(each.attribute).label) if each.attribute else "没有建议",
            each.ground,
            each.reason,
            each.rule_name,
            each.matched,
            "是" if each.is_clear else "否",
            each.get_status_display(),
            each.note,
        )
