"""Clocks of the CMS; each task makes one call."""

from celery import shared_task
from django.utils import timezone

from zhifu_portal.cms.scheduling import publish_due_pages
from zhifu_portal.cms.services import sync_cms_groups


@shared_task(name="cms.publish_due_pages")
def publish_due() -> int:
    """Publish scheduled pages whose time has come and take off those whose time is over."""
    return publish_due_pages(now=timezone.now())


@shared_task(name="cms.sync_groups")
def sync_groups() -> None:
    """Bring the groups of pages and pictures in line with roles and columns."""
    sync_cms_groups()
