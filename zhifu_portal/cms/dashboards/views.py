"""The dashboards: each one a filter, a few figures and their downloads."""

from dataclasses import replace
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from disclosure.organs.permissions import scope_of
from disclosure.records.models import Ground
from disclosure.records.queries.due import late_counts
from disclosure.records.queries.figures import (
    figures_as_of,
    grounds_in_use,
    mix_by_organ,
    mix_by_year,
    published_by_organ,
)
from disclosure.review.queries.coverage import coverage_of_round, coverage_of_year
from disclosure.review.queries.rounds import running_round
from zhifu_portal.cms.dashboards.selection import Selection, SelectionForm, selection_of, visible_names
from zhifu_portal.cms.dashboards.tables import (
    Figure,
    coverage_figure,
    grounds_figure,
    late_figure,
    mix_by_organ_figure,
    mix_by_year_figure,
    published_figure,
)
from zhifu_portal.kernel.exports import CSV_CONTENT_TYPE, XLSX_CONTENT_TYPE, csv_lines, xlsx_bytes
from zhifu_portal.kernel.workdays import load_calendar

DASHBOARDS: Final = (
    ("attributes", "公开属性构成", "各机关、各年度主动公开、依申请公开、不予公开各有多少"),
    ("grounds", "不予公开情形", "依据《条例》哪一项不予公开"),
    ("timeliness", "应公开未公开与迟公开", "超过期限还没有公开的，以及公开晚了的"),
    ("coverage", "定期审查覆盖率", "应审查的审查了多少，逐机关可查"),
)
FORMATS: Final = (("csv", "导出 CSV"), ("xlsx", "导出 XLSX"))


class DashboardView(View):
    """Base of the dashboards: everybody with a role sees the figures of the own organs, the office those of all."""

    name: ClassVar[str]
    # Whether the figures are counted every few minutes or read as they are now.
    is_counted: ClassVar[bool] = True

    def figures(self, selection: Selection) -> list[Figure]:
        """Return the tables of this dashboard with their charts."""
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponseBase:
        scope = scope_of(request.user)
        if not scope.is_staff:
            raise PermissionDenied
        names = visible_names(scope)
        form = SelectionForm(request.GET, names=names)
        figures = self.figures(selection_of(form, scope=scope, names=names, today=timezone.localdate()))
        if "export" in request.GET:
            return exported(figures, name=request.GET.get("table", ""), kind=request.GET["export"])
        title = next(title for name, title, _text in DASHBOARDS if name == self.name)
        context: dict[str, Any] = {
            "page_title": title,
            "form": form,
            "figures": [self._with_downloads(figure, form) for figure in figures],
            "as_of": figures_as_of() if self.is_counted else None,
            "is_counted": self.is_counted,
            "dashboards": [(name, title, name == self.name) for name, title, _text in DASHBOARDS],
        }
        return render(request, "cms/admin/dashboards/dashboard.html", context)

    @staticmethod
    def _with_downloads(figure: Figure, form: SelectionForm) -> Figure:
        chosen = {name: value for name in form.fields if (value := form.cleaned_data.get(name))}
        links = (
            (label, f"?{urlencode({**chosen, 'table': figure.table.name, 'export': kind})}") for kind, label in FORMATS
        )
        return replace(figure, downloads=tuple(links))


class AttributesView(DashboardView):
    """公开属性构成."""

    name = "attributes"

    def figures(self, selection: Selection) -> list[Figure]:
        organ_ids = selection.organ_ids
        return [
            mix_by_organ_figure(mix_by_organ(organ_ids=organ_ids, year=selection.year), selection),
            mix_by_year_figure(mix_by_year(organ_ids=organ_ids), selection),
        ]


class GroundsView(DashboardView):
    """不予公开情形."""

    name = "grounds"

    def figures(self, selection: Selection) -> list[Figure]:
        figures = grounds_in_use(organ_ids=selection.organ_ids, year=selection.year)
        # The last wording of each code names it; what was decided before keeps its own wording in the determination.
        wordings = {ground.code: ground for ground in Ground.objects.order_by("effective_on", "pk")}
        return [grounds_figure(figures, wordings, selection)]


class TimelinessView(DashboardView):
    """应公开未公开与迟公开."""

    name = "timeliness"

    def figures(self, selection: Selection) -> list[Figure]:
        organ_ids = selection.organ_ids
        counts = late_counts(on=selection.today, calendar=load_calendar(), organ_ids=organ_ids)
        published = published_by_organ(organ_ids=organ_ids, year=selection.year)
        return [late_figure(counts, selection), published_figure(published, selection)]


class CoverageView(DashboardView):
    """定期审查覆盖率: of the running round, or of a year where one is asked for or no round runs."""

    name = "coverage"
    is_counted = False

    def figures(self, selection: Selection) -> list[Figure]:
        today, organ_ids = selection.today, selection.organ_ids
        running = running_round(organ_ids=organ_ids) if selection.year is None else None
        if running is not None:
            rows = coverage_of_round(round_id=running.pk, on=today, organ_ids=organ_ids)
            caption = f"进行中的批次 {running.period} 审查覆盖率"
            return [coverage_figure(rows, selection, caption=caption, round=running.pk)]
        year = selection.year or today.year
        rows = coverage_of_year(year=year, on=today, organ_ids=organ_ids)
        return [coverage_figure(rows, selection, caption=f"{year}年审查覆盖率", year=year)]


def exported(figures: list[Figure], *, name: str, kind: str) -> HttpResponse | StreamingHttpResponse:
    """Return a table as a file that no spreadsheet program takes for formulas; raise Http404 for one not there."""
    table = next((figure.table for figure in figures if figure.table.name == name), None)
    if table is None or kind not in dict(FORMATS):
        raise Http404
    response: HttpResponse | StreamingHttpResponse
    if kind == "csv":
        response = StreamingHttpResponse(csv_lines(table.export_rows()), content_type=CSV_CONTENT_TYPE)
    else:
        response = HttpResponse(xlsx_bytes(table.export_rows()), content_type=XLSX_CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
