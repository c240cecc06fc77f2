"""Public pages of the disclosure platform: four parts, for the district and for each organ."""

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosure.catalog.enums import PlatformPart
from disclosure.organs.models import Organ
from disclosure.platform import queries
from disclosure.platform.presentation import contacts_of, guide_sections, platform_parts
from disclosure.records.presentation import column_meta_tags

LATEST = 8
HOME_CRUMB = ("首页", "/")


def _asked_organ(request: HttpRequest) -> Organ | None:
    """Return the organ the address asks for; an unknown one is 404, none is the whole district."""
    slug = request.GET.get("organ", "")
    if not slug:
        return None
    if not slug_re.fullmatch(slug):
        raise Http404
    return get_object_or_404(Organ.objects.local(), slug=slug)


def _page(name: str, column_type: str, *, organ: Organ | None = None) -> dict[str, Any]:
    """Return title, meta tags and breadcrumbs of a platform page."""
    title = f"{organ.name}{name}" if organ else name
    crumbs: list[tuple[str, str | None]] = [HOME_CRUMB, ("政府信息公开", reverse("platform:home"))]
    if organ:
        crumbs.append((organ.name, organ.get_absolute_url()))
    return {
        "page_title": title,
        "organ": organ,
        "meta_tags": column_meta_tags(name=name, description=title, keywords=name, column_type=column_type),
        "breadcrumbs": [*crumbs, (name, None)],
    }


@require_safe
def platform_home(request: HttpRequest) -> HttpResponse:
    """Show the platform of the district: four parts, the statutory tree, the newest and the organs."""
    today = timezone.localdate()
    context = _page("政府信息公开", "信息公开") | {
        "breadcrumbs": [HOME_CRUMB, ("政府信息公开", None)],
        "parts": platform_parts(None),
        "statutory": queries.catalog_tree(part=PlatformPart.STATUTORY, organ=None, on=today),
        "catalog_url": reverse("platform:catalog"),
        "latest_records": queries.latest_records(None, on=today)[:LATEST],
        "list_url": reverse("records:list"),
        "organ_groups": queries.organ_groups(),
    }
    return render(request, "disclosure/platform.html", context)


@require_safe
def organ_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one organ: its platform, functions, contacts and newest records."""
    organ = get_object_or_404(Organ.objects.local(), slug=slug)
    context = _page("机构职能", "机构职能", organ=organ) | {
        "breadcrumbs": [HOME_CRUMB, ("机关", reverse("platform:organs")), (organ.name, None)],
        "page_title": organ.name,
        "parts": platform_parts(organ),
        "contacts": contacts_of(organ),
        "latest_records": queries.latest_records(organ, on=timezone.localdate())[:LATEST],
        "list_url": f"{reverse('records:list')}?organ={organ.slug}",
        "feed_url": f"{reverse('records:feed')}?organ={organ.slug}",
    }
    return render(request, "disclosure/organ_detail.html", context)


@require_safe
def organ_list(request: HttpRequest) -> HttpResponse:
    """Show every organ of the district by kind."""
    context = _page("机关", "机构职能") | {"organ_groups": queries.organ_groups(), "list_heading": "机关"}
    return render(request, "disclosure/organ_list.html", context)


@require_safe
def catalog_tree(request: HttpRequest) -> HttpResponse:
    """Show the catalog of the district or of one organ with counts, and the topics."""
    organ = _asked_organ(request)
    today = timezone.localdate()
    context = _page("法定主动公开内容", "信息公开目录", organ=organ) | {
        "tree": queries.catalog_tree(part=PlatformPart.STATUTORY, organ=organ, on=today),
        "list_url": reverse("records:list") + (f"?organ={organ.slug}" if organ else ""),
        "feed_url": reverse("records:feed") + (f"?organ={organ.slug}" if organ else ""),
    }
    if organ is None:
        context["topics"] = queries.topic_tree(is_local=False, on=today)
        context["local_topics"] = queries.topic_tree(is_local=True, on=today)
    return render(request, "disclosure/catalog.html", context)


@require_safe
def institution_list(request: HttpRequest) -> HttpResponse:
    """Show the rules on disclosure (制度) as a list."""
    organ = _asked_organ(request)
    records = queries.part_records(PlatformPart.INSTITUTION, organ=organ, on=timezone.localdate())
    page_obj = Paginator(records, 20).get_page(request.GET.get("page"))
    context = _page("政府信息公开制度", "信息公开", organ=organ) | {
        "list_heading": "政府信息公开制度",
        "list_intro": "政府信息公开工作依据的法律、法规和制度。",
        "page_obj": page_obj,
        "total": page_obj.paginator.count,
    }
    return render(request, "disclosure/record_list.html", context)


@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    """Show the organs whose guides can be read."""
    groups = [
        {"label": group["label"], "organs": [_GuideLink(organ) for organ in group["organs"]]}
        for group in queries.organ_groups()
    ]
    context = _page("政府信息公开指南", "信息公开指南") | {
        "organ_groups": groups,
        "list_heading": "政府信息公开指南",
        "list_intro": "选择一个机关，查看它的政府信息公开指南。",
    }
    return render(request, "disclosure/organ_list.html", context)


class _GuideLink:
    """An organ in the list of guides: its link leads to its guide."""

    def __init__(self, organ: Organ) -> None:
        self.name = organ.name
        self.slug = organ.slug

    def get_absolute_url(self) -> str:
        """Return the address of the guide."""
        return reverse("platform:guide", args=[self.slug])


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the guide of one organ (条例第十二条)."""
    organ = get_object_or_404(Organ.objects.local(), slug=slug)
    context = _page("政府信息公开指南", "信息公开指南", organ=organ) | {
        "guide_sections": guide_sections(organ),
        "contacts": contacts_of(organ),
    }
    return render(request, "disclosure/guide.html", context)


@require_safe
def annual_report_list(request: HttpRequest) -> HttpResponse:
    """Show the annual reports of the district or of one organ by year."""
    organ = _asked_organ(request)
    reports = queries.part_records(PlatformPart.ANNUAL_REPORT, organ=organ, on=timezone.localdate())
    years = [
        {"year": year, "reports": list(group)}
        for year, group in groupby(
            sorted(reports, key=lambda report: report.composed_on.year if report.composed_on else 0, reverse=True),
            key=lambda report: report.composed_on.year - 1 if report.composed_on else "",
        )
    ]
    return render(
        request,
        "disclosure/annual_reports.html",
        _page("政府信息公开年报", "信息公开年报", organ=organ) | {"years": years},
    )
