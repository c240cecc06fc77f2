"""The public policy library: one list as a page, a feed and a file."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosure.records.presentation import column_meta_tags
from disclosure.records.views.lists import export_links, export_response, feed_response, list_context, with_query
from policies.documents.filters import PolicyFilterSet
from policies.documents.queries import policy_facets, public_policies
from zhifu_portal.kernel.rate_limit import EXPORT_LIMIT, limited


def filtered_policies(request: HttpRequest) -> PolicyFilterSet:
    """Return the filters of this address over what is public today."""
    return PolicyFilterSet(request.GET, queryset=public_policies(on=timezone.localdate()))


@require_safe
def policy_list(request: HttpRequest) -> HttpResponse:
    """Show the public policy documents with facets and counts."""
    filters = filtered_policies(request)
    context = list_context(request, filters=filters, facets=policy_facets(filters.without, on=timezone.localdate()))
    context |= {
        "list_heading": "政策文件",
        "list_intro": "行政规范性文件和其他政策文件，标明是否有效。",
        "page_title": "政策文件",
        "meta_tags": column_meta_tags(
            name="政策文件", description="行政规范性文件和其他政策文件", keywords="政策文件", column_type="政策文件"
        ),
        "breadcrumbs": [("首页", "/"), ("政府信息公开", reverse("platform:home")), ("政策文件", None)],
        "feed_url": with_query(request, reverse("policies:feed")),
        "export_links": export_links(request, "policies:export"),
    }
    return render(request, "policies/policy_list.html", context)


@require_safe
@limited(EXPORT_LIMIT)
def policy_export(request: HttpRequest, file_format: str) -> HttpResponse | StreamingHttpResponse:
    """Download the filtered list as CSV or XLSX."""
    return export_response(request, filters=filtered_policies(request), file_format=file_format, name="policies")


@require_safe
def policy_feed(request: HttpRequest) -> HttpResponse:
    """Return the filtered list as an Atom feed, newest first."""
    return feed_response(
        request, filters=filtered_policies(request), title="政策文件", list_url=reverse("policies:list")
    )
