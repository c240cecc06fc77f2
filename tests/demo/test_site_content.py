"""The demo's arranged pages: every link leads somewhere."""

from datetime import date

import pytest

from zhifu_portal.demo.content import DEMO_NOTE, ONCE_PUBLIC, PieceState, load_local_topics, load_organs, load_pieces
from zhifu_portal.demo.site_content import (
    Audience,
    ColumnShows,
    Link,
    load_articles,
    load_plain_pages,
    load_site,
)
from zhifu_portal.demo.strict_toml import ContentError

TODAY = date(2026, 11, 23)
SITE = load_site()


def every_link():
    yield from (focus.link for focus in SITE.home.focus)
    yield from (link for entry in SITE.home.entry for link in entry.links)
    yield from (link for topic in SITE.topic_site for section in topic.section for link in section.links)


def test_links_lead_to_things_that_are_public():
    gone = {PieceState.WITHDRAWN, PieceState.EXPIRED, PieceState.REPLACED}
    pieces = {piece.key for piece in load_pieces(today=TODAY) if piece.state in ONCE_PUBLIC - gone}
    targets = {
        "piece": pieces,
        "topic": {topic.slug for topic in load_local_topics()},
        "column": {column.slug for column in SITE.column},
        "page": {page.slug for page in load_plain_pages()},
        "url": {"/disclosure/catalog/", "/policies/", "/search/"},
    }
    dangling = [
        (link.label, name)
        for link in every_link()
        for name, known in targets.items()
        if getattr(link, name) and getattr(link, name) not in known
    ]

    assert dangling == []


@pytest.mark.parametrize("targets", [{}, {"topic": "housing", "url": "/"}])
def test_a_link_has_exactly_one_destination(targets):
    with pytest.raises(ContentError, match="exactly one destination"):
        Link(label="甲", **targets)


def test_home_has_an_entry_for_each_kind_of_user():
    assert [entry.audience for entry in SITE.home.entry] == list(Audience)
    assert [len(SITE.home.focus), len(SITE.home.block)] == [3, 4]


def test_home_blocks_filter_by_what_exists():
    topics = {topic.slug for topic in load_local_topics()} | {""}
    organs = {organ.slug for organ in load_organs()} | {""}

    assert {block.topic for block in SITE.home.block} <= topics
    assert {block.organ for block in SITE.home.block} <= organs


def test_articles_belong_to_the_columns_that_show_articles():
    columns = {column.slug for column in SITE.column if column.shows is ColumnShows.ARTICLES}
    articles = load_articles(today=TODAY)

    assert len(articles) == 6
    assert {article.column for article in articles} == columns == {"news", "open-government"}
    assert all(article.html.endswith(f"<p>{DEMO_NOTE}</p>") for article in articles)
    # 动态、要闻类栏目 must not be older than two weeks (rules.md §6.2).
    assert {
        column: min((TODAY - article.published_on).days for article in articles if article.column == column)
        for column in columns
    } == {"news": 2, "open-government": 10}


def test_the_topic_site_follows_the_five_parts_of_the_work_points():
    (topic,) = SITE.topic_site

    assert topic.title == "2022年政务公开工作要点"
    assert len(topic.section) == 5


def test_plain_pages_are_in_the_footer_and_say_they_are_a_demo():
    pages = load_plain_pages()

    assert [(page.slug, page.title) for page in pages] == [
        ("about", "关于本站"),
        ("accessibility", "无障碍说明"),
        ("statement", "网站声明"),
    ]
    assert all(page.in_footer and "演示数据" in page.html for page in pages)
