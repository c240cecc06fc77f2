"""The pages of the CMS: home, columns, articles, the topic site, plain pages, navigation and footer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page
from wagtail.rich_text import RichText

from disclosure.catalog.models import Topic
from disclosure.organs.models import Organ
from zhifu_portal.cms.models import ArticlePage, ColumnPage, HomePage, PlainPage, SiteChrome, TopicPage
from zhifu_portal.demo.creation.addresses import SERVED_PAGES, page_address
from zhifu_portal.demo.creation.blocks import column_blocks, document_block, home_blocks, section_block
from zhifu_portal.demo.creation.office import moment
from zhifu_portal.demo.site_content import (
    Article,
    ColumnShows,
    Site,
    load_articles,
    load_plain_pages,
    load_site,
)
from zhifu_portal.demo.site_content import (
    PlainPage as DemoPage,
)

P = TypeVar("P", bound=Page)

COLUMN_OWNER = "gov-office"
NOTICE = "本站为演示站，除注明来源的公开文件外，所载内容均为演示数据。"


@dataclass(frozen=True)
class OwnedColumn:
    """A column below 重点领域 that an organ keeps up: the records of one local topic."""

    slug: str
    title: str
    organ: str
    topic: str
    introduction: str


PARENT_OF_OWNED = "key-areas"
OWNED_COLUMNS = (
    OwnedColumn("social-assistance", "社会救助", "civil-affairs", "assistance", "低保、特困、临时救助和残疾人补贴。"),
    OwnedColumn(
        "school-admission", "招生入学", "education-sports", "schooling", "招生政策、划片、资助和校外培训监管。"
    ),
    OwnedColumn("jobs", "就业创业", "human-resources", "employment", "招聘、培训、补贴和劳动权益。"),
    OwnedColumn("homes", "安居住房", "housing-construction", "housing", "老旧小区改造、公租房、物业和房屋安全。"),
)


@transaction.atomic
def create_pages(*, organs: Mapping[str, Organ], by: User, today: date) -> int:
    """Make the pages that are missing below the home page; return how many.

    Home, navigation and footer are arranged only while nothing stands below the home page: later they are the staff's.
    """
    home = HomePage.objects.get()
    site = load_site()
    is_untouched = not home.get_children().exists()
    before = Page.objects.count()
    _create_columns(home, site, organs=organs, by=by)
    articles = load_articles(today=today)
    for article in sorted(articles, key=lambda each: each.published_on):
        _create_article(home, article, by=by)
    _create_topic_site(home, site, by=by)
    plain = load_plain_pages()
    for page in plain:
        if page.slug not in SERVED_PAGES:
            body = [("rich_text", RichText(page.html))]
            _ensure(home, PlainPage(title=page.title, slug=page.slug, search_description=page.summary, body=body), by)
    if is_untouched:
        _arrange_home(home, site, by=by)
        _arrange_chrome(home, site, plain)
    return Page.objects.count() - before


def _ensure(parent: Page, page: P, by: User) -> P:
    """Return the child with this slug; publish the given page below the parent when there is none."""
    found = parent.get_children().filter(slug=page.slug).first()
    if found is not None:
        return type(page).objects.get(pk=found.pk)
    page.owner = by
    child: P = parent.add_child(instance=page)
    child.save_revision(user=by).publish(user=by)
    return child


def _create_columns(home: HomePage, site: Site, *, organs: Mapping[str, Organ], by: User) -> None:
    for column in site.column:
        page = ColumnPage(
            title=column.title,
            slug=column.slug,
            introduction=column.description,
            organ=organs[COLUMN_OWNER],
            column_type="，".join(column.column_types),
            body=column_blocks(column),
        )
        _ensure(home, page, by)
    parent = ColumnPage.objects.child_of(home).get(slug=PARENT_OF_OWNED)
    for owned in OWNED_COLUMNS:
        page = ColumnPage(
            title=owned.title,
            slug=owned.slug,
            introduction=owned.introduction,
            organ=organs[owned.organ],
            column_type="信息公开目录",
            record_topic=Topic.objects.get(slug=owned.topic),
        )
        _ensure(parent, page, by)


def _create_article(home: HomePage, article: Article, *, by: User) -> None:
    published_at = moment(article.published_on, 10, key=article.slug)
    page = ArticlePage(
        title=article.title,
        slug=article.slug,
        summary=article.summary,
        published_at=published_at,
        first_published_at=published_at,
        source=article.source,
        body=[("rich_text", RichText(article.html))],
    )
    _ensure(ColumnPage.objects.child_of(home).get(slug=article.column), page, by)


def _create_topic_site(home: HomePage, site: Site, *, by: User) -> None:
    for topic in site.topic_site:
        body = [document_block(), *(section_block(section, home=home) for section in topic.section)]
        page = TopicPage(title=topic.title, slug=topic.slug, introduction=topic.summary, body=body)
        _ensure(home, page, by)


def _arrange_home(home: HomePage, site: Site, *, by: User) -> None:
    articles = [column.slug for column in site.column if column.shows is ColumnShows.ARTICLES]
    home.title = site.home.title
    home.body = home_blocks(site.home, home=home, columns=ColumnPage.objects.child_of(home).filter(slug__in=articles))
    home.save_revision(user=by).publish(user=by)


def _arrange_chrome(home: HomePage, site: Site, plain: Sequence[DemoPage]) -> None:
    chrome = SiteChrome.load()
    columns = [(column.title, page_address(column.slug, home=home)) for column in site.column]
    topics = [(topic.title, page_address(topic.slug, home=home)) for topic in site.topic_site]
    sections = [("政府信息公开", reverse("platform:home")), ("政策文件", reverse("policies:list"))]
    about = [(page.title, page_address(page.slug, home=home)) for page in plain if page.in_footer]
    chrome.navigation = [("link", link) for link in _links([("首页", "/"), *sections, *columns])]
    platform = [
        ("政府信息公开指南", reverse("platform:guides")),
        ("法定主动公开内容", reverse("platform:catalog")),
        ("政府信息公开年报", reverse("platform:annual_reports")),
        ("各机关", reverse("platform:organs")),
    ]
    groups = {
        "政府信息公开": platform,
        "专题和动态": [*topics, *columns],
        "网站": [*about, ("订阅更新", reverse("feeds"))],
    }
    chrome.footer = [("group", {"title": title, "links": _links(links)}) for title, links in groups.items()]
    chrome.notice_text = NOTICE
    chrome.save()


def _links(pairs: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "url": url} for label, url in pairs]
