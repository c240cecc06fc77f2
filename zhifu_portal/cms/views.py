"""Site-wide public views: display modes, accessibility help, site map, feeds, robots and health."""

from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from disclosure.platform.presentation import platform_parts
from disclosure.records.presentation import column_meta_tags
from zhifu_portal.cms.chrome import CONTRASTS, DISPLAY_MODES

COOKIE_AGE = 365 * 24 * 3600


@never_cache
@require_safe
def display_mode(request: HttpRequest) -> HttpResponse:
    """Keep the reader's display choice in a cookie and go back; works without JavaScript."""
    target = request.GET.get("next") or request.META.get("HTTP_REFERER") or "/"
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    for name, param, allowed in (("display_mode", "mode", DISPLAY_MODES), ("contrast", "contrast", CONTRASTS)):
        value = request.GET.get(param, "")
        if value in allowed:
            response.set_cookie(
                name, value, max_age=COOKIE_AGE, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE, httponly=True
            )
    return response


def _page(name: str) -> dict[str, Any]:
    return {
        "page_title": name,
        "meta_tags": column_meta_tags(name=name, description=name, keywords=name, column_type="网站信息"),
        "breadcrumbs": [("首页", "/"), (name, None)],
    }


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Explain modes, shortcuts and help."""
    return render(request, "cms/accessibility.html", _page("无障碍说明"))


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Show every section of the site."""
    services = [
        {"label": "政府信息公开", "url": reverse("platform:home"), "items": platform_parts(None)},
        {"label": "政府信息", "url": reverse("records:list")},
        {"label": "政策文件", "url": reverse("policies:list")},
        {"label": "机关", "url": reverse("platform:organs")},
        {"label": "搜索", "url": reverse("search:results")},
        {"label": "订阅更新", "url": reverse("feeds")},
    ]
    return render(request, "cms/site_map.html", _page("网站地图") | {"tree": [*services, *_page_tree(request)]})


def _page_tree(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the pages below the home page, each with those below it of its own kind (sub-columns, not articles)."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    top = site.root_page.depth + 1
    branches: dict[str, dict[str, Any]] = {}
    types: dict[str, int] = {}
    pages = Page.objects.descendant_of(site.root_page).live().public().filter(depth__in=(top, top + 1))
    for page in pages.order_by("depth", "path"):
        link = {"label": page.title, "url": page.get_url(request), "items": []}
        parent_path = page.path[: -page.steplen]
        if page.depth == top:
            branches[page.path], types[page.path] = link, page.content_type_id
        elif types.get(parent_path) == page.content_type_id:
            branches[parent_path]["items"].append(link)
    return list(branches.values())


@require_safe
def feed_index(request: HttpRequest) -> HttpResponse:
    """Show the lists that can be subscribed to."""
    feeds = [
        {"label": "政府信息", "url": reverse("records:feed")},
        {"label": "政策文件", "url": reverse("policies:feed")},
    ]
    tree = [{"label": "订阅更新（Atom）", "url": "", "items": feeds}]
    return render(request, "cms/site_map.html", _page("订阅更新") | {"tree": tree})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers where not to go and where the sitemap is."""
    lines = [
        "User-agent: *",
        "Disallow: /cms/",
        "Disallow: /search/",
        "Disallow: /accessibility/mode/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer while the process lives."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse({"database": "ok"})


@require_safe
def site_image(request: HttpRequest, name: str) -> FileResponse:
    """Serve a rendition of a picture of the site; originals stay private, their properties may tell too much."""
    path = f"images/{name}"
    if "/" in name or name.startswith(".") or not default_storage.exists(path):
        raise Http404
    return FileResponse(default_storage.open(path, "rb"), headers={"Cache-Control": "public, max-age=86400"})
