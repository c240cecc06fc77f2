"""应公开未公开: what is late, what is due soon and what went out late, by organ and record by record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views import View
from wagtail.admin.menu import MenuItem

from disclosure.organs.models import Organ
from disclosure.organs.permissions import scope_of
from disclosure.records.enums import Attribute
from disclosure.records.models import InformationRecord
from disclosure.records.queries.due import (
    OPEN_TO_BE,
    for_due_list,
    late_counts,
    late_records,
    light_of,
    owed_records,
    published_late,
    visible_organ_ids,
)
from disclosure.records.queries.screens import screen_url
from zhifu_portal.kernel.exports import CSV_CONTENT_TYPE, XLSX_CONTENT_TYPE, csv_lines, xlsx_bytes
from zhifu_portal.kernel.workdays import Calendar, Light, amber_until, load_calendar

PAGE_SIZE: Final = 50
NEAR, LATE, SOON, CORRECTIONS, ALL, PUBLISHED_LATE = "", "late", "soon", "corrections", "all", "published_late"
STATES: Final = (
    (NEAR, "已超期和五个工作日内到期"),
    (LATE, "应公开未公开（已超期）"),
    (SOON, "五个工作日内到期"),
    (CORRECTIONS, "更正尚未公开"),
    (ALL, "全部尚未公开"),
    (PUBLISHED_LATE, "已公开，但超过期限"),
)
HEADINGS: Final = ("索引号", "标题", "公开机关", "公开属性", "事项", "应公开日期", "期限状况", "适用期限", "发布日期")


class DueFilterForm(forms.Form):
    """What the list is narrowed to; a value that makes no sense narrows nothing."""

    state = forms.ChoiceField(label="期限状况", choices=STATES, required=False)
    organ = forms.ModelChoiceField(label="机关", queryset=Organ.objects.none(), required=False, empty_label="全部机关")
    attribute = forms.ChoiceField(
        label="公开属性",
        choices=[("", "全部"), *((value.value, value.label) for value in OPEN_TO_BE)],
        required=False,
    )
    q = forms.CharField(label="标题或索引号", max_length=100, required=False)

    def __init__(self, data: Mapping[str, Any], *, organ_ids: list[int] | None) -> None:
        super().__init__(data)
        organs = Organ.objects.local()
        field: Any = self.fields["organ"]
        field.queryset = organs if organ_ids is None else organs.filter(pk__in=organ_ids)
        self.is_valid()

    def narrowed(self, *, today: date, calendar: Calendar, organ_ids: list[int] | None) -> QuerySet[InformationRecord]:
        """Return the rows asked for, of these organs."""
        chosen = self.cleaned_data
        rows = _rows_in(chosen.get("state", NEAR), today=today, calendar=calendar, organ_ids=organ_ids)
        if chosen.get("organ"):
            rows = rows.filter(organ=chosen["organ"])
        if chosen.get("attribute"):
            rows = rows.filter(attribute=chosen["attribute"])
        if chosen.get("q"):
            rows = rows.filter(Q(title__icontains=chosen["q"]) | Q(index_number__icontains=chosen["q"]))
        return for_due_list(rows)


def _rows_in(
    state: str, *, today: date, calendar: Calendar, organ_ids: list[int] | None
) -> QuerySet[InformationRecord]:
    owed = owed_records(organ_ids=organ_ids)
    if state == LATE:
        return late_records(on=today, organ_ids=organ_ids)
    if state == SOON:
        return owed.filter(due_on__gte=today, due_on__lte=amber_until(today, calendar))
    if state == CORRECTIONS:
        return owed.filter(live=True)
    if state == PUBLISHED_LATE:
        return published_late(organ_ids=organ_ids)
    return owed if state == ALL else owed.filter(due_on__lte=amber_until(today, calendar))


@dataclass(frozen=True)
class DueRow:
    """A record of the list as it is shown and exported."""

    record: InformationRecord
    title: str
    matter: str
    standing: str
    """The state of its clock in words; `light` is empty for what is public."""
    light: Light | None

    @property
    def due(self) -> str:
        """The day it is due, marked while the calendar of that year is not announced."""
        if self.record.due_on is None:
            return ""
        return f"{self.record.due_on.isoformat()}{'（暂定）' if self.record.is_due_provisional else ''}"

    @property
    def limit(self) -> str:
        """The limit that applies."""
        return str(self.record.disclosure_limit or "二十个工作日")

    @property
    def url(self) -> str:
        """Where it is decided on."""
        return screen_url(self.record, "review")

    def cells(self) -> tuple[str, ...]:
        """Return the row of the exported table."""
        record = self.record
        published = timezone.localdate(record.published_at).isoformat() if record.published_at else ""
        return (
            record.index_number,
            self.title,
            record.organ.name,
            str(Attribute(record.attribute).label),
            self.matter,
            self.due,
            self.standing,
            self.limit,
            published,
        )


def due_row(record: InformationRecord, *, today: date, calendar: Calendar) -> DueRow:
    """Return how a record stands today."""
    title = record.latest_revision.object_str if record.latest_revision else record.title
    matter = "更正" if record.live and record.changed_on else "首次公开"
    light = light_of(record, on=today, calendar=calendar)
    standing = light.label if light else f"超期 {record.late_workdays} 个工作日公开"
    return DueRow(record=record, title=title, matter=matter, standing=standing, light=light)


class DueListView(View):
    """The list with its summary by organ; `export` sends all of its rows as a file."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest) -> HttpResponseBase:
        scope = scope_of(request.user)
        if not (scope.by_organ or scope.reads_everything):
            raise PermissionDenied
        organ_ids, today, calendar = visible_organ_ids(scope), timezone.localdate(), load_calendar()
        form = DueFilterForm(request.GET, organ_ids=organ_ids)
        records = form.narrowed(today=today, calendar=calendar, organ_ids=organ_ids)
        if request.GET.get("export") in {"csv", "xlsx"}:
            return _file(request.GET["export"], records, today=today, calendar=calendar)
        page = Paginator(records, PAGE_SIZE).get_page(request.GET.get("page"))
        context = {
            "page_title": "公开期限",
            "form": form,
            "page_obj": page,
            "rows": [due_row(record, today=today, calendar=calendar) for record in page.object_list],
            "counts": late_counts(on=today, calendar=calendar, organ_ids=organ_ids),
            "year": today.year,
        }
        return render(request, "disclosure/admin/due_list.html", context)


def _file(kind: str, records: QuerySet[InformationRecord], *, today: date, calendar: Calendar) -> HttpResponseBase:
    """Return the rows as a CSV or XLSX file."""
    rows = _cells(records, today=today, calendar=calendar)
    headers = {"Content-Disposition": f'attachment; filename="due-{today.isoformat()}.{kind}"'}
    if kind == "csv":
        return StreamingHttpResponse(csv_lines(rows), content_type=CSV_CONTENT_TYPE, headers=headers)
    return HttpResponse(xlsx_bytes(rows), content_type=XLSX_CONTENT_TYPE, headers=headers)


def _cells(records: QuerySet[InformationRecord], *, today: date, calendar: Calendar) -> Iterator[tuple[str, ...]]:
    yield HEADINGS
    for record in records.iterator(chunk_size=500):
        yield due_row(record, today=today, calendar=calendar).cells()


class DueMenuItem(MenuItem):
    """An entry for those who work with deadlines: the people of an organ, the office and the auditor."""

    def is_shown(self, request: HttpRequest) -> bool:
        scope = scope_of(request.user)
        return bool(scope.by_organ or scope.office_wide)


def due_item() -> MenuItem:
    """Hook register_admin_menu_item: 公开期限."""
    return DueMenuItem("公开期限", reverse("due:list"), name="due", icon_name="time", order=105)


urlpatterns = [path("", DueListView.as_view(), name="list")]
