"""Screens of rounds: the list, the coverage of one round and of a year, and the settings."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.views import View
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.contrib.settings.registry import registry
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import InspectView

from disclosure.organs.permissions import scope_of
from disclosure.organs.viewsets import DepartmentViewSet
from disclosure.review.forms import ReviewSettingsForm, YearForm
from disclosure.review.models import ReviewRound, ReviewSettings
from disclosure.review.permissions import ReviewSettingsPolicy
from disclosure.review.queries.coverage import Coverage, coverage_of_round, coverage_of_year, total_of
from disclosure.review.queries.rounds import recent_rounds
from zhifu_portal.kernel.exports import CSV_CONTENT_TYPE, XLSX_CONTENT_TYPE, csv_lines, xlsx_bytes

COVERAGE_COLUMNS: tuple[tuple[str, Callable[[Coverage], object]], ...] = (
    ("机关", lambda row: row.organ_name),
    ("现有依申请公开和不予公开", lambda row: row.stock),
    ("应审查", lambda row: row.due),
    ("已审查", lambda row: row.reviewed),
    ("覆盖率（%）", lambda row: "" if row.percent is None else row.percent),
    ("待审查", lambda row: row.pending),
    ("逾期", lambda row: row.late),
    ("维持", lambda row: row.kept),
    ("变更情形", lambda row: row.changed),
    ("转公开办理中", lambda row: row.opening),
    ("已转为公开", lambda row: row.opened),
    ("不再需要审查", lambda row: row.dropped),
)


def visible_organ_ids(request: HttpRequest) -> list[int] | None:
    """Return the organs whose figures this person sees; None for all of them."""
    scope = scope_of(request.user)
    return None if scope.reads_everything else list(scope.by_organ)


class RoundView(InspectView):
    """One round: what became of its items, organ by organ, each figure leading to its items."""

    template_name = "disclosure/admin/review_round.html"
    page_title = "审查批次"
    object: ReviewRound

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = coverage_of_round(
            round_id=self.object.pk, on=timezone.localdate(), organ_ids=visible_organ_ids(self.request)
        )
        shown = [row for row in rows if row.due or row.dropped]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        evidence = f"round={self.object.pk}"
        return context | {"round": self.object, "rows": shown, "total": total_of(shown), "evidence": evidence}


class CoverageView(View):
    """覆盖率: reviewed this year n of m, by organ, with the rounds of late; also as CSV and XLSX."""

    model = ReviewRound
    permission_policy: Any = None
    reader_url_name: str | None = None

    def get(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        today = timezone.localdate()
        form = YearForm(request.GET or None)
        year = (form.cleaned_data.get("year") if form.is_valid() else None) or today.year
        organ_ids = visible_organ_ids(request)
        rows = coverage_of_year(year=year, on=today, organ_ids=organ_ids)
        export = request.GET.get("export", "")
        if export in {"csv", "xlsx"}:
            return exported(rows, year=year, kind=export)
        context = {
            "page_title": "审查覆盖率",
            "form": form,
            "year": year,
            "years": (year - 1, year + 1),
            "rows": rows,
            "total": total_of(rows),
            "evidence": f"year={year}",
            "rounds": recent_rounds(on=today, organ_ids=organ_ids, limit=12),
            "today": today,
        }
        return render(request, "disclosure/admin/review_coverage.html", context)


def exported(rows: list[Coverage], *, year: int, kind: str) -> HttpResponse | StreamingHttpResponse:
    """Return the coverage as a file that no spreadsheet program takes for formulas."""
    lines = [tuple(head for head, _value in COVERAGE_COLUMNS)]
    lines += [tuple(str(value(row)) for _head, value in COVERAGE_COLUMNS) for row in rows]
    response: HttpResponse | StreamingHttpResponse
    if kind == "csv":
        response = StreamingHttpResponse(csv_lines(lines), content_type=CSV_CONTENT_TYPE)
    else:
        response = HttpResponse(xlsx_bytes(lines), content_type=XLSX_CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="review-coverage-{year}.{kind}"'
    return response


class ReviewRoundViewSet(DepartmentViewSet):
    """审查批次: one a month, opened and closed by the system."""

    model = ReviewRound
    icon = "calendar-check"
    menu_label = "审查批次"
    menu_name = "review-rounds"
    menu_order = 145
    add_to_admin_menu = True
    inspect_view_class = RoundView
    index_template_name = "disclosure/admin/review_round_list.html"
    list_display: ClassVar = ["period", "status", "opened_on", "due_on", "closed_on", "swept_on"]
    list_filter: ClassVar = ["status"]
    list_export: ClassVar = ["period", "status", "opened_on", "due_on", "closed_on", "swept_on"]
    export_filename = "review-rounds"
    search_fields: ClassVar = ["period"]
    search_backend_name = None
    inspect_view_fields: ClassVar = ["period", "status", "opened_on", "due_on", "closed_on", "swept_on"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("coverage/", self.construct_view(CoverageView), name="coverage")]


SETTINGS_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("is_enabled"),
            FieldRowPanel([FieldPanel("term_workdays"), FieldPanel("remind_workdays")]),
            FieldRowPanel([FieldPanel("escalate_workdays"), FieldPanel("conversion_threshold")]),
        ],
        heading="期限",
    ),
    InlinePanel(
        "rules",
        [
            FieldRowPanel([FieldPanel("organ"), FieldPanel("attribute"), FieldPanel("ground")]),
            FieldRowPanel([FieldPanel("interval_months"), FieldPanel("mode"), FieldPanel("sample_percent")]),
        ],
        label="规则",
        heading="审查规则（按次序比对，第一条符合的生效；没有规则符合的，每12个月全部审查）",
    ),
]


def register_settings() -> None:
    """Offer the settings under 设置, with the form that writes every change down.

    The screen is given to the model here, because a model knows nothing of forms.
    """
    ReviewSettings.edit_handler = ObjectList(SETTINGS_PANELS, base_form_class=ReviewSettingsForm)
    registry.register(ReviewSettings, icon="calendar-check", order=330)
    # In place of the stock policy, which goes by model permissions nobody has.
    register_permission_policy(ReviewSettings, ReviewSettingsPolicy(ReviewSettings))
