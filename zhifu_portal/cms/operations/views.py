"""The operation screens; every change is one call of a kernel service."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from disclosure.organs.models import Organ
from disclosure.organs.permissions import acting_user, scope_of
from zhifu_portal.cms.operations.access import Operation, OperationView, may
from zhifu_portal.cms.operations.audit_trail import action_label, narrowed, visible_organs, visible_rows
from zhifu_portal.cms.operations.forms import (
    WORKED,
    AnnounceYearForm,
    AuditFilterForm,
    CalendarDayForm,
    YearForm,
)
from zhifu_portal.cms.operations.year_view import entered_days, months_of
from zhifu_portal.kernel.audit import AuditRow, verify_chain
from zhifu_portal.kernel.outbox import OutboxRow, OutboxStatus, revive
from zhifu_portal.kernel.refusals import Refused
from zhifu_portal.kernel.transitions import TransitionRefused
from zhifu_portal.kernel.workdays import announce_year, load_calendar, set_calendar_day
from zhifu_portal.kernel.workdays.models import CalendarYear

PAGE_SIZE = 50


class CalendarView(OperationView):
    """工作日历: a year at a glance, a day to edit, a year to announce."""

    reads = Operation.VIEW_CALENDAR
    writes = Operation.EDIT_CALENDAR

    def get(self, request: HttpRequest) -> HttpResponse:
        day = request.GET.get("date", "")
        initial = {"date": day} if day else {}
        return self.show(request, day_form=CalendarDayForm(initial=initial), announce_form=AnnounceYearForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if "announce" in request.POST:
            return self._announce(request)
        form = CalendarDayForm(request.POST)
        if form.is_valid():
            try:
                set_calendar_day(
                    date=form.cleaned_data["date"],
                    is_workday=form.cleaned_data["kind"] == WORKED,
                    name=form.cleaned_data["name"],
                    by=acting_user(request),
                )
                messages.success(request, f"{form.cleaned_data['date']:%Y年%m月%d日}已改为{self._kind_label(form)}。")
                return redirect(f"{reverse('operations:calendar')}?year={form.cleaned_data['date'].year}")
            except Refused as refused:
                form.add_error(None, refused.reasons)
        return self.show(request, day_form=form, announce_form=AnnounceYearForm())

    def _announce(self, request: HttpRequest) -> HttpResponse:
        form = AnnounceYearForm(request.POST)
        year = YearForm(request.POST).chosen()
        if form.is_valid():
            try:
                announce_year(year=year, by=acting_user(request), source=form.cleaned_data["source"])
                messages.success(request, f"{year}年的放假安排已公布，期限按此计算。")
                return redirect(f"{reverse('operations:calendar')}?year={year}")
            except Refused as refused:
                form.add_error(None, refused.reasons)
        return self.show(request, day_form=CalendarDayForm(), announce_form=form, year=year)

    @staticmethod
    def _kind_label(form: CalendarDayForm) -> str:
        return dict(form.fields["kind"].choices)[form.cleaned_data["kind"]]  # type: ignore[attr-defined]  # a ChoiceField

    def show(
        self, request: HttpRequest, *, day_form: CalendarDayForm, announce_form: AnnounceYearForm, year: int = 0
    ) -> HttpResponse:
        """Draw the year with both forms; what was typed stays."""
        year = year or self._year_of(request)
        context = {
            "page_title": "工作日历",
            "year": year,
            "years": (year - 1, year + 1),
            "announced": CalendarYear.objects.filter(year=year, announced=True).first(),
            "months": months_of(year, worked=load_calendar(), entered=entered_days(year)),
            "day_form": day_form,
            "announce_form": announce_form,
            "may_edit": may(request.user, Operation.EDIT_CALENDAR),
        }
        return render(request, "cms/admin/operations/calendar.html", context)

    @staticmethod
    def _year_of(request: HttpRequest) -> int:
        day = request.GET.get("date") or request.POST.get("date") or ""
        asked = request.GET.get("year") or day[:4]
        return YearForm({"year": asked}).chosen()


class OutboxView(OperationView):
    """待发队列: what was given up, with its error, first; then what is still owed."""

    reads = Operation.VIEW_OUTBOX
    writes = Operation.REVIVE_OUTBOX

    def get(self, request: HttpRequest) -> HttpResponse:
        dead_first = Case(When(status=OutboxStatus.DEAD, then=Value(0)), default=Value(1), output_field=IntegerField())
        rows = OutboxRow.objects.exclude(status=OutboxStatus.DONE).order_by(dead_first, "-pk")
        context = {
            "page_title": "待发队列",
            "page_obj": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
            "dead": OutboxRow.objects.dead().count(),
            "pending": OutboxRow.objects.pending().count(),
            "may_revive": may(request.user, Operation.REVIVE_OUTBOX),
        }
        return render(request, "cms/admin/operations/outbox.html", context)


class ReviveView(OperationView):
    """恢复投递: give a dead row all its attempts again."""

    reads = Operation.REVIVE_OUTBOX
    writes = Operation.REVIVE_OUTBOX
    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(OutboxRow, pk=pk)
        try:
            revive(row=row, by=acting_user(request))
            messages.success(request, "已恢复，系统会马上再次处理。")
        except TransitionRefused:
            messages.error(request, "这一项已经恢复或者完成，不需要再次恢复。")
        return redirect("operations:outbox")


class AuditView(OperationView):
    """操作记录: who did what, read-only; the office and the auditor can have the chain checked."""

    reads = Operation.VIEW_AUDIT
    writes = Operation.VERIFY_AUDIT

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Read the whole chain and show the verdict; nothing is written."""
        return self.show(request, {"report": verify_chain(), "checked_at": timezone.now()})

    def show(self, request: HttpRequest, extra: dict[str, Any] | None = None) -> HttpResponse:
        """Draw the filtered rows."""
        scope = scope_of(request.user)
        form = AuditFilterForm(request.GET or None, organs=visible_organs(scope))
        rows = visible_rows(scope).select_related("actor")
        if form.is_valid():
            rows = narrowed(rows, **form.cleaned_data)
        page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
        context = {
            "page_title": "操作记录",
            "form": form,
            "page_obj": page,
            "rows": _shown(page.object_list),
            "may_verify": may(request.user, Operation.VERIFY_AUDIT),
        }
        return render(request, "cms/admin/operations/audit.html", context | (extra or {}))


def _shown(rows: Any) -> list[dict[str, Any]]:
    """Return each row with its words: the action, the organ's name."""
    found: list[AuditRow] = list(rows)
    organs = Organ.objects.in_bulk([int(row.scope) for row in found if row.scope.isdigit()])
    return [
        {
            "row": row,
            "action": action_label(row.action),
            "organ": organs.get(int(row.scope)) if row.scope.isdigit() else None,
        }
        for row in found
    ]
