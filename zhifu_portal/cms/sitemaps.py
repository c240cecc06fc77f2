"""What the sitemap lists: public records and the pages of the CMS."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from disclosure.organs.models import Organ
from disclosure.records.models import InformationRecord


class RecordSitemap(Sitemap[InformationRecord]):
    """Every public record."""

    limit = 5000

    def items(self) -> QuerySet[InformationRecord]:
        """Return the public records, oldest first so that pages of the sitemap stay stable."""
        records = InformationRecord.objects.public(on=timezone.localdate())
        return records.only("index_number", "last_published_at", "published_at").order_by("pk")

    def lastmod(self, item: InformationRecord) -> datetime | None:
        """Return when the public text last changed."""
        return item.last_published_at or item.published_at


class OrganSitemap(Sitemap[Organ]):
    """The pages of the district's organs."""

    def items(self) -> QuerySet[Organ]:
        """Return the organs of the district."""
        return Organ.objects.local()


class GuideSitemap(OrganSitemap):
    """The guides of the district's organs."""

    def location(self, item: Organ) -> str:
        """Return the path."""
        return reverse("platform:guide", args=[item.slug])


class SectionSitemap(Sitemap[str]):
    """The lists and the platform."""

    def items(self) -> list[str]:
        """Return the names of the addresses."""
        return [
            "platform:home",
            "platform:catalog",
            "platform:guides",
            "platform:institutions",
            "platform:annual_reports",
            "platform:organs",
            "records:list",
            "policies:list",
            "site_map",
            "feeds",
            "accessibility",
        ]

    def location(self, item: str) -> str:
        """Return the path."""
        return reverse(item)


class PageSitemap(Sitemap[Page]):
    """Live public pages of the CMS."""

    def items(self) -> Any:
        """Return the pages below the site's home."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None:
            return Page.objects.none()
        return Page.objects.descendant_of(site.root_page, inclusive=True).live().public().order_by("path").specific()

    def location(self, item: Page) -> str:
        """Return the path."""
        parts = item.get_url_parts()
        return parts[2] if parts else "/"

    def lastmod(self, item: Page) -> datetime | None:
        """Return when the page was last published."""
        return item.last_published_at


SITEMAPS = {
    "sections": SectionSitemap,
    "organs": OrganSitemap,
    "guides": GuideSitemap,
    "records": RecordSitemap,
    "pages": PageSitemap,
}
