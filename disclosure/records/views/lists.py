"""The public list of records: as a page, a feed and a file, all with the same filters."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from disclosure.records.filters import RecordFilterSet
from disclosure.records.models import InformationRecord
from disclosure.records.presentation import column_meta_tags, shown_time
from disclosure.records.queries.public import Facet, public_records, record_facets
from zhifu_portal.kernel.exports import CSV_CONTENT_TYPE, XLSX_CONTENT_TYPE, csv_lines, printable, xlsx_bytes
from zhifu_portal.kernel.rate_limit import EXPORT_LIMIT, limited

PAGE_SIZE: Final = 20
FEED_SIZE: Final = 50
EXPORT_ROWS: Final = 50_000
EXPORT_HEADER: Final = ("索引号", "标题", "公开机关", "发文字号", "体裁", "成文日期", "发布日期", "网址")


def facet_links(facets: Iterable[Facet], query: QueryDict) -> list[dict[str, Any]]:
    """Return facets as links that keep every other filter and go back to the first page."""
    shown: list[dict[str, Any]] = []
    for facet in facets:
        chosen = query.get(facet.param, "")
        options = [
            {
                "label": option.label,
                "count": option.count,
                "selected": option.value == chosen,
                "url": _with(query, facet.param, option.value),
            }
            for option in facet.options
        ]
        clear_url = _with(query, facet.param, "") if chosen else ""
        shown.append({"title": facet.title, "param": facet.param, "options": options, "clear_url": clear_url})
    return shown


def _with(query: QueryDict, param: str, value: str) -> str:
    """Return the query string with one parameter set (or taken out when empty) and the page reset."""
    changed = query.copy()
    changed.pop("page", None)
    changed.pop(param, None)
    if value:
        changed[param] = value
    return f"?{changed.urlencode()}"


def filtered_records(request: HttpRequest) -> RecordFilterSet:
    """Return the filters of this address over what is public today."""
    return RecordFilterSet(request.GET, queryset=public_records(on=timezone.localdate()))


@require_safe
def record_list(request: HttpRequest) -> HttpResponse:
    """Show the public records, twenty a page, with facets and counts."""
    filters = filtered_records(request)
    context = list_context(request, filters=filters, facets=record_facets(filters.without))
    context |= {
        "list_heading": "政府信息",
        "list_intro": "本区各机关主动公开的政府信息，可按机关、主题、体裁和年份筛选。",
        "page_title": "政府信息",
        "meta_tags": column_meta_tags(
            name="政府信息", description="本区各机关主动公开的政府信息", keywords="政府信息", column_type="信息公开目录"
        ),
        "breadcrumbs": [("首页", "/"), ("政府信息公开", reverse("platform:home")), ("政府信息", None)],
        "feed_url": with_query(request, reverse("records:feed")),
        "export_links": export_links(request, "records:export"),
    }
    return render(request, "disclosure/record_list.html", context)


def list_context(request: HttpRequest, *, filters: Any, facets: Iterable[Facet]) -> dict[str, Any]:
    """Return what every faceted list shows: the page, its facets, its form and its query string."""
    page_obj = Paginator(filters.qs, PAGE_SIZE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    return {
        "page_obj": page_obj,
        "total": page_obj.paginator.count,
        "facets": facet_links(facets, request.GET),
        "filter_form": filters.form,
        "filter_problems": filters.problems(),
        "query_string": kept.urlencode(),
    }


def with_query(request: HttpRequest, path: str) -> str:
    """Return the path with the filters of this request: the whole list, not one page of it."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"{path}?{kept.urlencode()}" if kept else path


def export_links(request: HttpRequest, url_name: str) -> list[tuple[str, str]]:
    """Return the links that download this very list."""
    return [
        (label, with_query(request, reverse(url_name, args=[kind])))
        for kind, label in (("csv", "CSV"), ("xlsx", "XLSX"))
    ]


def export_rows(request: HttpRequest, records: QuerySet[InformationRecord]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of an export, its head first."""
    yield EXPORT_HEADER
    for record in records[:EXPORT_ROWS].iterator(chunk_size=500):
        yield (
            record.index_number,
            record.title,
            record.organ.name,
            record.document_number,
            record.get_genre_display(),
            record.composed_on.isoformat() if record.composed_on else "",
            shown_time(record.published_at),
            request.build_absolute_uri(record.get_absolute_url()),
        )


def refused_filters(filters: RecordFilterSet) -> HttpResponse | None:
    """Return 400 with every reason when a filter makes no sense: a file or feed of other rows would mislead.

    The page shows the same reasons above the list.
    """
    problems = filters.problems()
    if not problems:
        return None
    text = "\n".join(["筛选条件有误，请修改网址中的参数后再试。", *problems, ""])
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")


def export_response(
    request: HttpRequest, *, filters: RecordFilterSet, file_format: str, name: str
) -> HttpResponse | StreamingHttpResponse:
    """Return the filtered list as a file to download; cells are safe against formulas."""
    refused = refused_filters(filters)
    if refused is not None:
        return refused
    rows = export_rows(request, filters.qs)
    response: HttpResponse | StreamingHttpResponse
    if file_format == "csv":
        response = StreamingHttpResponse(csv_lines(rows), content_type=CSV_CONTENT_TYPE)
    elif file_format == "xlsx":
        response = HttpResponse(xlsx_bytes(rows), content_type=XLSX_CONTENT_TYPE)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    return response


@require_safe
@limited(EXPORT_LIMIT)
def record_export(request: HttpRequest, file_format: str) -> HttpResponse | StreamingHttpResponse:
    """Download the filtered list as CSV or XLSX."""
    return export_response(request, filters=filtered_records(request), file_format=file_format, name="records")


@require_safe
def record_feed(request: HttpRequest) -> HttpResponse:
    """Return the filtered list as an Atom feed, newest first."""
    return feed_response(request, filters=filtered_records(request), title="政府信息", list_url=reverse("records:list"))


def feed_response(request: HttpRequest, *, filters: RecordFilterSet, title: str, list_url: str) -> HttpResponse:
    """Return the first rows of a filtered list as an Atom feed."""
    refused = refused_filters(filters)
    if refused is not None:
        return refused
    feed = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(list_url),
        description=title,
        feed_url=request.build_absolute_uri(),
        language="zh-CN",
    )
    for record in filters.qs[:FEED_SIZE]:
        feed.add_item(
            title=printable(record.title),
            link=request.build_absolute_uri(record.get_absolute_url()),
            description=printable(record.summary),
            unique_id=request.build_absolute_uri(record.get_absolute_url()),
            pubdate=record.published_at,
            updateddate=record.last_published_at or record.published_at,
            author_name=record.organ.name,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=f"{Atom1Feed.content_type}")
