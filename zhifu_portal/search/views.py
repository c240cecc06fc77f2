"""The public search page and the suggestions while typing."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhifu_portal.search.forms import read_query
from zhifu_portal.search.query import Query
from zhifu_portal.search.services import SearchPage, search_public, suggest_public

FACET_TITLES = {"kind": "类型", "organ": "机关", "topic": "主题", "genre": "体裁", "year": "年份", "validity": "有效性"}
SORT_TITLES = {"relevance": "按相关度", "date": "按日期"}
_SHOWN_VALUES = 12
_PAGES_AROUND = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A link of the page: what it says, where it leads, whether it is chosen, and how many results it has."""

    label: str
    href: str
    chosen: bool
    count: int | None = None


def _href(request: HttpRequest, **changes: str | int) -> str:
    """Return this page's address with some parameters changed (`""` removes one); the page number starts over."""
    parameters = request.GET.copy()
    parameters.pop("page", None)
    for name, value in changes.items():
        parameters.pop(name, None)
        if value != "":
            parameters[name] = str(value)
    return f"{request.path}?{parameters.urlencode()}" if parameters else request.path


def _facet_links(request: HttpRequest, page: SearchPage) -> list[tuple[str, str, list[Choice], str]]:
    """Return (name, title, choices, address without this filter or `""`) of every facet that has a choice."""
    chosen = page.query.filters
    groups = []
    for name, title in FACET_TITLES.items():
        choices = [
            Choice(facet.label, _href(request, **{name: facet.value}), facet.value == chosen.get(name), facet.count)
            for facet in page.facets.get(name, [])[:_SHOWN_VALUES]
        ]
        clear = _href(request, **{name: ""}) if name in chosen else ""
        if choices or clear:
            groups.append((name, title, choices, clear))
    return groups


def _page_links(request: HttpRequest, page: SearchPage) -> list[Choice | None]:
    """Return links to the first, the last and the pages around this one; None stands for a gap."""
    wanted = {1, page.pages, *range(page.query.page - _PAGES_AROUND, page.query.page + _PAGES_AROUND + 1)}
    links: list[Choice | None] = []
    previous = 0
    for number in sorted(number for number in wanted if 1 <= number <= page.pages):
        if number - previous > 1:
            links.append(None)
        links.append(Choice(str(number), _href(request, page=number), number == page.query.page))
        previous = number
    return links


def _sort_links(request: HttpRequest, query: Query) -> list[Choice]:
    return [Choice(title, _href(request, sort=sort), sort == query.sort) for sort, title in SORT_TITLES.items()]


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show a page of results with facets as links; works without JavaScript."""
    query = read_query(request.GET)
    page = search_public(query=query)
    number = query.page
    context = {
        "page": page,
        "query": query,
        "facets": _facet_links(request, page),
        "pages": _page_links(request, page) if page.pages > 1 else [],
        "previous_href": _href(request, page=number - 1) if 1 < number <= page.pages else "",
        "next_href": _href(request, page=number + 1) if number < page.pages else "",
        "sorts": _sort_links(request, query),
        "without_filters_href": _href(request, **dict.fromkeys(FACET_TITLES, "")) if query.filters else "",
        "hidden": {**query.filters, **({"sort": query.sort} if query.sort != "relevance" else {})},
    }
    return render(request, "search/results.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Return at most ten titles for what was typed: `{"suggestions": [{"text", "number", "url"}]}`."""
    found = suggest_public(typed=request.GET.get("q", ""))
    suggestions = [{"text": one.text, "number": one.number, "url": one.url} for one in found]
    return JsonResponse({"suggestions": suggestions})
