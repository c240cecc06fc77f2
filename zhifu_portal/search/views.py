"""The public search page and the suggestions while typing."""

from dataclasses import dataclass, replace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifu_portal.search.forms import read_query
from zhifu_portal.search.query import Query
from zhifu_portal.search.services import SearchPage, search_public, suggest_public

FACET_TITLES = {"kind": "类型", "organ": "机关", "topic": "主题", "genre": "体裁", "year": "年份", "validity": "有效性"}
SORT_TITLES = {"relevance": "按相关度", "date": "按日期"}
_SHOWN_VALUES = 12


@dataclass(frozen=True, slots=True)
class Option:
    """A link to the same search with one thing changed; `count` is the number of its results, where known."""

    label: str
    url: str
    selected: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """The options of one filter, as `components/facet_panel.html` shows them."""

    param: str
    title: str
    options: list[Option]
    clear_url: str


def _url(request: HttpRequest, **changes: str) -> str:
    """Return this page's address with some parameters changed (`""` removes one); the page number starts over."""
    parameters = request.GET.copy()
    for name in ("page", *changes):
        parameters.pop(name, None)
    for name, value in changes.items():
        if value:
            parameters[name] = value
    return f"{request.path}?{parameters.urlencode()}" if parameters else request.path


def _facets(request: HttpRequest, page: SearchPage) -> list[Facet]:
    """Return every filter that leaves a choice: its most frequent values and the one selected."""
    selected = page.query.filters
    facets = []
    for name, title in FACET_TITLES.items():
        options = [
            Option(one.label, _url(request, **{name: one.value}), one.value == selected.get(name), one.count)
            for position, one in enumerate(page.facets.get(name, []))
            if position < _SHOWN_VALUES or one.value == selected.get(name)
        ]
        clear_url = _url(request, **{name: ""}) if name in selected else ""
        if options or clear_url:
            facets.append(Facet(name, title, options, clear_url))
    return facets


def _sorts(request: HttpRequest, query: Query) -> list[Option]:
    return [Option(title, _url(request, sort=sort), sort == query.sort) for sort, title in SORT_TITLES.items()]


def _search_existing_page(query: Query) -> SearchPage:
    """Return the page asked for, or the last one when there are not so many."""
    page = search_public(query=query)
    if page.total and query.page > page.pages:
        page = search_public(query=replace(query, page=page.pages))
    return page


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show a page of results with facets as links; works without JavaScript."""
    page = _search_existing_page(read_query(request.GET))
    query = page.query
    context = {
        "page_title": f"“{query.text[:40]}”的搜索结果" if query.text else "全站搜索",
        "breadcrumbs": [("首页", "/"), ("全站搜索", "")],
        "meta_tags": [("robots", "noindex, follow")],
        "results": page.results,
        "total": page.total,
        "query": query,
        "facets": _facets(request, page),
        "sorts": _sorts(request, query),
        "page_obj": Paginator(range(page.total), query.size).get_page(query.page),
        "without_filters_url": _url(request, **dict.fromkeys(FACET_TITLES, "")) if query.filters else "",
    }
    return render(request, "search/results.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Return at most ten titles for what was typed: `{"suggestions": [{"text", "number", "url"}]}`."""
    found = suggest_public(typed=request.GET.get("q", ""))
    suggestions = [{"text": one.text, "number": one.number, "url": one.url} for one in found]
    return JsonResponse({"suggestions": suggestions})
