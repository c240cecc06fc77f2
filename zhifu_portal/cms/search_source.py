"""Pages of the CMS as the public index sees them: live, without a restriction, below the site's home."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from zhifu_portal.cms.models import ArticlePage, ColumnPage, PlainPage, TopicPage
from zhifu_portal.search.entries import Entry

KINDS = {"article": "新闻和专题"}
INDEXED = (ArticlePage, ColumnPage, PlainPage, TopicPage)


def _public_pages() -> Any:
    return Page.objects.live().public().type(*INDEXED)


def public_ids() -> Iterator[str]:
    """Yield the ids of all public pages."""
    for pk in _public_pages().order_by("pk").values_list("pk", flat=True).iterator():
        yield str(pk)


def load_entries(ids: Sequence[str]) -> Iterable[Entry]:
    """Yield an entry for each of these pages that anyone may read now."""
    for page in _public_pages().filter(pk__in=[pk for pk in ids if pk.isdigit()]).specific():
        if page.url is None:
            continue
        published_at = getattr(page, "published_at", None) or page.first_published_at or page.latest_revision_created_at
        yield Entry(
            key=f"page:{page.pk}",
            kind="article",
            title=page.title,
            url=page.url,
            published_at=published_at,
            body="\n".join(_texts(page)),
            organ=getattr(page, "source", ""),
            keywords=getattr(page, "keywords", ""),
        )


def _texts(page: Any) -> Iterator[str]:
    """Yield what a page says besides its title."""
    for name in ("summary", "introduction"):
        if text := getattr(page, name, ""):
            yield text
    for block in page.body:
        if block.block_type == "rich_text":
            yield get_text_for_indexing(block.value.source)
