"""What an installation needs before its first visitor: home page, groups and the workflow of pages.

Every function finds what is there and makes what is missing; what staff arranged stays.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from disclosure.catalog.models import CatalogEntry
from zhifu_portal.cms.models import HomePage
from zhifu_portal.cms.services import OFFICE_GROUP

HOME_SLUG = "home"
STOCK_GROUPS = ("Editors", "Moderators")
STOCK_WORKFLOW = "Moderators approval"
PAGE_WORKFLOW = "网站内容审核"


@transaction.atomic
def ensure_home_page() -> HomePage:
    """Return the home page; make it in the place of Wagtail's welcome page, with blocks that need no editing."""
    found = HomePage.objects.order_by("path").first()
    if found is not None:
        return found
    root = _ensure_roots()
    # Made beside the welcome page first: deleting that page takes with it every site that begins there.
    home: HomePage = root.add_child(
        instance=HomePage(title=settings.SITE_NAME, slug="portal", locale=root.locale, body=default_home_blocks())
    )
    _point_default_site_to(home)
    for welcome in Page.objects.child_of(root).filter(slug=HOME_SLUG).exclude(pk=home.pk):
        if type(welcome.specific) is Page and not welcome.get_children().exists():
            welcome.delete()
    home.refresh_from_db()
    if not Page.objects.child_of(root).filter(slug=HOME_SLUG).exists():
        home.slug = HOME_SLUG
    home.save_revision().publish()
    return HomePage.objects.get(pk=home.pk)


def _ensure_roots() -> Page:
    """Return the root of all pages; a database that was emptied has lost the roots that migrations made."""
    locale, _ = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node()
    return root if root is not None else Page.add_root(instance=Page(title="Root", slug="root", locale=locale))


def _point_default_site_to(home: HomePage) -> None:
    host, _, port = settings.SITE_DOMAIN.partition(":")
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname=host)
    if site.hostname == "localhost":
        site.hostname, site.port = host, int(port or 80)
    site.root_page = home
    site.site_name = site.site_name or settings.SITE_NAME
    site.save()


def default_home_blocks() -> list[tuple[str, dict[str, Any]]]:
    """Return the blocks of a new home page: search, the four parts of the platform, newest records and policies."""
    catalog = reverse("platform:catalog")
    policies = CatalogEntry.objects.filter(slug="policy-documents").first()
    return [
        (
            "hero",
            {
                "heading": settings.SITE_NAME,
                "text": "查文件、看解读，从这里开始。",
                "links": [
                    {"label": "法定主动公开内容", "url": catalog},
                    {"label": "政策文件", "url": reverse("policies:list")},
                    {"label": "各机关", "url": reverse("platform:organs")},
                ],
            },
        ),
        (
            "entry_points",
            {
                "heading": "政府信息公开",
                "entries": [
                    _entry("政府信息公开指南", "怎样查、怎样申请，向谁咨询", reverse("platform:guides"), "question"),
                    _entry("政府信息公开制度", "信息公开依据的法规和制度", reverse("platform:institutions"), "book"),
                    _entry("法定主动公开内容", "依法应当主动公开的信息", catalog, "list"),
                    _entry("政府信息公开年报", "每年的信息公开工作报告", reverse("platform:annual_reports"), "report"),
                ],
            },
        ),
        ("record_list", _record_list("最新公开", None)),
        ("record_list", _record_list("政策文件", policies)),
    ]


def _entry(label: str, description: str, url: str, icon: str) -> dict[str, str]:
    return {"label": label, "description": description, "url": url, "icon": icon}


def _record_list(heading: str, entry: CatalogEntry | None) -> dict[str, Any]:
    return {"heading": heading, "organ": None, "topic": None, "catalog_entry": entry, "count": 8}


@transaction.atomic
def retire_stock_groups() -> None:
    """Take every grant from the groups and the workflow that Wagtail brings along: rights follow from roles alone."""
    stock = Group.objects.filter(name__in=STOCK_GROUPS)
    GroupPagePermission.objects.filter(group__in=stock).delete()
    GroupCollectionPermission.objects.filter(group__in=stock).delete()
    for group in stock:
        group.permissions.clear()
    WorkflowPage.objects.filter(workflow__name=STOCK_WORKFLOW).delete()
    Workflow.objects.filter(name=STOCK_WORKFLOW).update(active=False)


@transaction.atomic
def ensure_page_workflow(home: HomePage) -> Workflow:
    """Return the workflow of pages: what an organ's editors submit is approved by the disclosure office."""
    group, _ = Group.objects.get_or_create(name=OFFICE_GROUP)
    workflow, _ = Workflow.objects.get_or_create(name=PAGE_WORKFLOW)
    task = GroupApprovalTask.objects.filter(name=PAGE_WORKFLOW).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=PAGE_WORKFLOW)
        task.groups.add(group)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.get_or_create(page=home, defaults={"workflow": workflow})
    return workflow
