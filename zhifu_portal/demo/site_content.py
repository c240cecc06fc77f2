"""The demo's arranged pages, typed: home, columns, topic sites, articles and plain pages.

A link names where it goes, not its address; `create_demo` turns topics, pieces, columns and pages into addresses.
"""

import tomllib
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from zhifu_portal.demo.content import DATA_DIR, DEMO_NOTE, read_front_matter
from zhifu_portal.demo.markup import fill_dates, to_html
from zhifu_portal.demo.strict_toml import ContentError, build


class Audience(StrEnum):
    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"
    ELDER = "elder"
    RESEARCHER = "researcher"


class BlockKind(StrEnum):
    RECORDS = "records"
    POLICIES = "policies"


class ColumnShows(StrEnum):
    ARTICLES = "articles"
    RECORDS = "records"


@dataclass(frozen=True, kw_only=True)
class Link:
    """A label and exactly one destination: a local topic, a piece, a column, a plain page, or a fixed address."""

    label: str
    topic: str = ""
    piece: str = ""
    column: str = ""
    page: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        targets = [item.name for item in fields(self) if item.name != "label" and getattr(self, item.name)]
        if len(targets) != 1:
            raise ContentError(f"link {self.label}: exactly one destination is expected, not {targets}")


@dataclass(frozen=True, kw_only=True)
class Focus:
    title: str
    summary: str
    link: Link


@dataclass(frozen=True, kw_only=True)
class HomeBlock:
    """A list of the newest records or policies that pass a filter; an empty filter field does not filter."""

    heading: str
    kind: BlockKind
    limit: int
    topic: str = ""
    organ: str = ""
    catalog_item: int = 0


@dataclass(frozen=True, kw_only=True)
class EntryPoint:
    """What one kind of user comes for."""

    audience: Audience
    label: str
    description: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Home:
    title: str
    introduction: str
    focus: tuple[Focus, ...]
    block: tuple[HomeBlock, ...]
    entry: tuple[EntryPoint, ...]


@dataclass(frozen=True, kw_only=True)
class Column:
    """A 栏目; `column_types` are values of the ColumnType tag (政府网站发展指引, annex)."""

    slug: str
    title: str
    description: str
    column_types: tuple[str, ...]
    shows: ColumnShows
    genres: tuple[str, ...] = ()
    catalog_items: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TopicSection:
    heading: str
    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TopicSite:
    slug: str
    title: str
    summary: str
    section: tuple[TopicSection, ...]


@dataclass(frozen=True, kw_only=True)
class Site:
    home: Home
    column: tuple[Column, ...]
    topic_site: tuple[TopicSite, ...]


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article of a column, dated for the day of the demo."""

    slug: str
    title: str
    column: str
    source: str
    summary: str
    published_on: date
    body: str = field(repr=False)

    @property
    def html(self) -> str:
        """The body as HTML, the note that it is invented last."""
        return to_html(f"{self.body}\n\n{DEMO_NOTE}")


@dataclass(frozen=True, kw_only=True)
class PlainPage:
    slug: str
    title: str
    summary: str
    body: str = field(repr=False)
    in_footer: bool = False

    @property
    def html(self) -> str:
        return to_html(self.body)


def load_site() -> Site:
    """Return the arrangement of home, columns and topic sites."""
    return build(Site, tomllib.loads((DATA_DIR / "pages.toml").read_text(encoding="utf-8")), where="pages.toml")


def load_articles(*, today: date) -> tuple[Article, ...]:
    """Return the articles in the order of their files."""
    return tuple(_read_article(path, today) for path in sorted((DATA_DIR / "articles").glob("*.md")))


def load_plain_pages() -> tuple[PlainPage, ...]:
    """Return the plain pages (关于本站, 网站声明, 无障碍说明)."""
    return tuple(_read_page(path) for path in sorted((DATA_DIR / "pages").glob("*.md")))


def _read_article(path: Path, today: date) -> Article:
    table, body = read_front_matter(path)
    days_ago = table.pop("published_days_ago", None)
    if not isinstance(days_ago, int):
        raise ContentError(f"{path.name}: published_days_ago is missing")
    published_on = today - timedelta(days=days_ago)
    extra: dict[str, Any] = {
        "slug": path.stem.partition("-")[2],
        "published_on": published_on,
        "body": fill_dates(body, today=today, year=published_on.year),
    }
    return build(Article, table | extra, where=path.name)


def _read_page(path: Path) -> PlainPage:
    table, body = read_front_matter(path)
    return build(PlainPage, table | {"slug": path.stem, "body": body}, where=path.name)
