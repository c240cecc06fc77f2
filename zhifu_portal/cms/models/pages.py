"""Pages editors arrange: home, column 栏目, topic 专题, article and plain page."""

from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.models import Organ
from disclosure.records.presentation import column_meta_tags, shown_time, site_meta_tags
from disclosure.records.queries.public import in_catalog, in_topic, public_records
from zhifu_portal.cms.blocks import PAGE_BLOCKS, TEXT_BLOCKS

PAGE_SIZE = 20
RECORDS_BESIDE_ARTICLES = 10


def breadcrumbs_of(page: Page) -> list[tuple[str, str | None]]:
    """Return the way from the home page to this page; the page itself has no link."""
    ancestors = page.get_ancestors().live().filter(depth__gte=2).order_by("depth")
    crumbs: list[tuple[str, str | None]] = [
        ("首页" if ancestor.depth == 2 else ancestor.title, ancestor.url) for ancestor in ancestors
    ]
    return [*crumbs, (page.title, None)]


class PortalPage(Page):
    """Base of every page: title, meta tags and breadcrumbs."""

    class Meta:
        abstract = True

    def meta_tags(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Return the tags of the page's kind (rules.md §5.2)."""
        return column_meta_tags(
            name=self.title, description=self.search_description or self.title, keywords=self.title, column_type="栏目"
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context |= {
            "page_title": self.seo_title or self.title,
            "meta_tags": self.meta_tags(request),
            "breadcrumbs": breadcrumbs_of(self),
        }
        return context


class HomePage(PortalPage):
    """首页, arranged of blocks."""

    body = StreamField(PAGE_BLOCKS, verbose_name="内容", blank=True)

    template = "cms/home_page.html"
    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["cms.ColumnPage", "cms.TopicPage", "cms.PlainPage"]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = "首页"

    @property
    def has_visible_heading(self) -> bool:
        """Whether a block brings the heading of the page."""
        return any(block.block_type == "hero" for block in self.body)

    def meta_tags(self, request: HttpRequest) -> list[tuple[str, str]]:
        return site_meta_tags()


class ColumnPage(PortalPage):
    """栏目: articles below it and records chosen by a filter; owned by an organ and promised to be kept up."""

    introduction = models.CharField("栏目说明", max_length=200, blank=True)
    organ = models.ForeignKey(
        Organ, verbose_name="负责机关", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    column_type = models.CharField("栏目类别", max_length=60, default="工作动态", help_text="用于网页标签。")
    update_interval_days = models.PositiveIntegerField("承诺更新周期（天）", null=True, blank=True)
    record_topic = models.ForeignKey(
        Topic, verbose_name="汇集主题", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    record_catalog_entry = models.ForeignKey(
        CatalogEntry, verbose_name="汇集目录", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body = StreamField(PAGE_BLOCKS, verbose_name="内容", blank=True)

    template = "cms/column_page.html"
    parent_page_types: ClassVar = ["cms.HomePage", "cms.ColumnPage"]
    subpage_types: ClassVar = ["cms.ColumnPage", "cms.ArticlePage"]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldRowPanel([FieldPanel("organ"), FieldPanel("column_type"), FieldPanel("update_interval_days")]),
        FieldRowPanel([FieldPanel("record_topic"), FieldPanel("record_catalog_entry")]),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "栏目"

    def meta_tags(self, request: HttpRequest) -> list[tuple[str, str]]:
        return column_meta_tags(
            name=self.title,
            description=self.introduction or self.title,
            keywords=self.title,
            column_type=self.column_type,
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.child_of(self).live().public().order_by("-published_at", "-id")
        context |= {
            "subcolumns": ColumnPage.objects.child_of(self).live().public(),
            "page_obj": Paginator(articles, PAGE_SIZE).get_page(request.GET.get("page")),
            "records": self.records(),
        }
        return context

    def records(self) -> list[Any]:
        """Return the newest public records of the column's topic or catalog entry."""
        if self.record_topic_id is None and self.record_catalog_entry_id is None:
            return []
        records = public_records(on=timezone.localdate())
        if self.record_topic_id is not None:
            records = in_topic(records, self.record_topic_id)
        if self.record_catalog_entry_id is not None:
            records = in_catalog(records, self.record_catalog_entry_id)
        return list(records[:RECORDS_BESIDE_ARTICLES])


class TopicPage(PortalPage):
    """专题: banner, blocks and a timeline."""

    introduction = models.CharField("专题说明", max_length=300, blank=True)
    banner_image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name="横幅图片",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(PAGE_BLOCKS, verbose_name="内容", blank=True)

    template = "cms/topic_page.html"
    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar = ["cms.ArticlePage"]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("banner_image"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "专题"


class ArticlePage(PortalPage):
    """文章: news and notices of a column or topic."""

    summary = models.CharField("摘要", max_length=300, blank=True)
    published_at = models.DateTimeField("发布时间", default=timezone.now)
    source = models.CharField("来源", max_length=120)
    author = models.CharField("责任编辑", max_length=60, blank=True)
    keywords = models.CharField("关键词", max_length=120, blank=True)
    body = StreamField(TEXT_BLOCKS, verbose_name="正文", blank=True)

    template = "cms/article_page.html"
    parent_page_types: ClassVar = ["cms.ColumnPage", "cms.TopicPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("published_at"), FieldPanel("source"), FieldPanel("author")]),
        FieldPanel("keywords"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = "文章"

    def meta_tags(self, request: HttpRequest) -> list[tuple[str, str]]:
        column = self.get_parent()
        tags = [
            *column_meta_tags(
                name=column.title, description=column.title, keywords=column.title, column_type="工作动态"
            ),
            ("ArticleTitle", self.title),
            ("PubDate", shown_time(self.published_at)),
            ("ContentSource", self.source),
            ("Keywords", self.keywords),
            ("Author", self.author),
            ("Description", self.summary),
            ("Url", request.build_absolute_uri()),
        ]
        return [(name, content) for name, content in tags if content]


class PlainPage(PortalPage):
    """单页: about the site, statements, help."""

    body = StreamField(TEXT_BLOCKS, verbose_name="正文", blank=True)

    template = "cms/plain_page.html"
    parent_page_types: ClassVar = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = "单页"
