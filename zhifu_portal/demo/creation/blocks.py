"""The demo's arrangement as blocks of the CMS."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, TypeAlias

from django.conf import settings
from django.urls import reverse
from wagtail.rich_text import RichText

from disclosure.catalog.enums import StatutoryItem
from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.models import Organ
from disclosure.records.enums import Genre
from zhifu_portal.cms.models import ColumnPage, HomePage
from zhifu_portal.demo.content import MAX_ITEM_OF_ARTICLE_20, load_local_topics
from zhifu_portal.demo.creation.addresses import address_of
from zhifu_portal.demo.creation.drafts import GENRES
from zhifu_portal.demo.creation.office import find_record
from zhifu_portal.demo.creation.work_points import KEY as WORK_POINTS
from zhifu_portal.demo.site_content import Audience, BlockKind, Column, EntryPoint, Focus, Home, HomeBlock, TopicSection

Block: TypeAlias = tuple[str, Any]

SEARCHES = ("最低生活保障", "招生划片", "老旧小区改造", "创业补贴", "烟芝政办发〔2022〕3号")
AUDIENCE_ICONS: Mapping[Audience, str] = {
    Audience.CITIZEN: "users",
    Audience.ENTERPRISE: "briefcase",
    Audience.ELDER: "elder",
    Audience.RESEARCHER: "book",
}
COLUMN_RECORDS = 6


def home_blocks(content: Home, *, home: HomePage, columns: Iterable[ColumnPage]) -> list[Block]:
    """Return the home page: search, focus, lists of records and of articles, and entries for each kind of user."""
    newest, *lists = content.block
    news, *others = [
        ("notice_list", {"heading": column.title, "column": column, "count": newest.limit}) for column in columns
    ]
    return [
        ("hero", {"heading": settings.SITE_NAME, "text": content.introduction, "links": _search_links()}),
        ("focus", {"heading": "焦点", "cards": [_card(focus, home) for focus in content.focus]}),
        _home_list(newest),
        news,
        *(_entry_points(entry, home) for entry in content.entry),
        *(_home_list(block) for block in lists),
        *others,
    ]


def _search_links() -> list[dict[str, str]]:
    return [{"label": words, "url": f"{reverse('search:results')}?q={words}"} for words in SEARCHES]


def _card(focus: Focus, home: HomePage) -> dict[str, Any]:
    return {"label": focus.title, "text": focus.summary, "url": address_of(focus.link, home=home), "image": None}


def _home_list(block: HomeBlock) -> Block:
    entry = item_entry(block.catalog_item) if block.catalog_item else None
    if block.kind is BlockKind.POLICIES:
        entry = CatalogEntry.objects.get(slug="policy-documents")
    return record_list(
        block.heading,
        entry=entry,
        topic=Topic.objects.filter(slug=block.topic).first(),
        organ=Organ.objects.filter(slug=block.organ).first(),
        count=block.limit,
    )


def _entry_points(point: EntryPoint, home: HomePage) -> Block:
    descriptions = {topic.slug: topic.description for topic in load_local_topics()}
    entries = [
        {
            "label": link.label,
            "description": descriptions.get(link.topic, ""),
            "url": address_of(link, home=home),
            "icon": AUDIENCE_ICONS[point.audience],
        }
        for link in point.links
    ]
    return ("entry_points", {"heading": point.label, "entries": entries})


def column_blocks(column: Column) -> list[Block]:
    """Return what a column of records shows: a list for each item of the law, or lists by kind of document."""
    blocks = [_item_list(item) for item in column.catalog_items]
    if column.genres:
        blocks.append(("link_grid", {"heading": "按公文种类查看", "links": _genre_links(column.genres)}))
        blocks += [record_list(entry.name, entry=entry) for entry in _entries("recruitment", "local-affairs")]
    return blocks


def _item_list(item: int) -> Block:
    entry = item_entry(item)
    return record_list(entry.name, entry=entry)


def _genre_links(genres: Iterable[str]) -> list[dict[str, str]]:
    wanted = ((label, GENRES.get(label, Genre.OTHER)) for label in genres)
    return [{"label": label, "url": f"{reverse('records:list')}?genre={genre.value}"} for label, genre in wanted]


def _entries(*slugs: str) -> Iterable[CatalogEntry]:
    return CatalogEntry.objects.filter(slug__in=slugs)


def document_block() -> Block:
    """Return the head of the topic site: the document it is about, in full on its own page."""
    record = find_record(WORK_POINTS)
    links = [{"label": record.title, "url": record.get_absolute_url()}] if record else []
    return ("link_grid", {"heading": "文件全文", "links": links})


def section_block(section: TopicSection, *, home: HomePage) -> Block:
    """Return one part of a topic site: heading, text and links."""
    links = (f'<li><a href="{address_of(link, home=home)}">{escape(link.label)}</a></li>' for link in section.links)
    html = f"<h2>{escape(section.heading)}</h2><p>{escape(section.text)}</p><ul>{''.join(links)}</ul>"
    return ("rich_text", RichText(html))


def record_list(
    heading: str,
    *,
    entry: CatalogEntry | None = None,
    topic: Topic | None = None,
    organ: Organ | None = None,
    count: int = COLUMN_RECORDS,
) -> Block:
    """Return a list of the newest records that pass the filter."""
    value = {"heading": heading, "organ": organ, "topic": topic, "catalog_entry": entry, "count": count}
    return ("record_list", value)


def item_entry(item: int) -> CatalogEntry:
    """Return the catalog's first top entry for an item of 条例第二十条, or for 第二十一条 (21)."""
    code = f"20-{item}" if item <= MAX_ITEM_OF_ARTICLE_20 else StatutoryItem.ARTICLE_21.value
    return CatalogEntry.objects.filter(parent=None, statutory_item=code).order_by("sort_order", "pk")[:1].get()
