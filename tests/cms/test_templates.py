"""The public templates with plain objects: structure, what is left out when absent, what is escaped."""

import datetime
import itertools
import re
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from django.utils.safestring import mark_safe
from django_filters.fields import DateRangeField

from zhifu_portal.cms.chrome import chrome_for
from zhifu_portal.cms.templatetags.portal import chinese_date, iso_minute, scrollable_tables

ORGAN = SimpleNamespace(name="区财政局（演示数据）", get_absolute_url="/organ/", functions="管理区级财政收支。")
PUBLISHED = datetime.datetime(2022, 6, 16, 17, 5, tzinfo=timezone.get_default_timezone())
CHROME = SimpleNamespace(
    site_name="芝罘区政务公开平台",
    site_domain="portal.example",
    nav=[{"label": "首页", "url": "/"}, {"label": "政策文件", "url": "/policies/", "active": True}],
    footer_groups=[{"title": "关于本站", "links": [{"label": "隐私声明", "url": "/privacy/"}]}],
)
ENTRY = {"label": "政府信息公开指南", "url": "/guide/", "description": "怎样查找", "icon": "book"}
BRANCH = {"label": "财政预决算", "url": "/t/", "count": 2, "items": [{"label": "预算", "url": "/u/", "count": 1}]}
PAGE = SimpleNamespace(title="政务动态", introduction="", body=[])


def record(**changes: Any) -> SimpleNamespace:
    values = {
        "title": "关于公布收费目录清单的通知（演示数据）",
        "get_absolute_url": "/disclosure/info/1/",
        "document_number": "芝财〔2022〕3号",
        "index_number": "11370602004260000X/2022-00001",
        "organ": ORGAN,
        "composed_on": datetime.date(2022, 6, 15),
        "published_at": PUBLISHED,
        "get_genre_display": "通知",
        "summary": "收费项目、依据和标准。",
    }
    return SimpleNamespace(**{**values, **changes})


class FilterForm(forms.Form):
    q = forms.CharField(label="关键词", help_text="标题或发文字号", max_length=3)
    published = DateRangeField(label="发布日期", required=False)


class ChosenForm(forms.Form):
    year = forms.IntegerField(label="年份")
    q = forms.CharField(label="关键词")


FACETS = [
    {
        "title": "年份",
        "param": "year",
        "clear_url": "?q=a",
        "options": [{"label": "2022", "url": "?q=a", "count": 7, "selected": True}],
    }
]
LIST = {
    "page_obj": Paginator([record()] * 45, 10).get_page(2),
    "facets": FACETS,
    "filter_form": FilterForm(),
    "total": 45,
    "query_string": "q=a&topic=b&page=2",
    "feed_url": "/feeds/",
    "export_links": [("导出表格", "/x.csv")],
}
DETAIL = {
    "record": record(),
    "metadata": [("索引号", "11370602004260000X/2022-00001"), ("标题", "通知"), ("关键词", "")],
    "body_html": mark_safe("<h2 id='a'>一、目录</h2><table><tr><td>1</td></tr></table>"),
    "attachments": [{"name": "清单.pdf", "url": "/a/", "size": 2048, "kind_label": "PDF 文档"}],
    "history": [{"date": datetime.date(2022, 6, 20), "label": "更正", "note": "改正第三行。"}],
    "replaced_by": record(title="新的通知（演示数据）"),
    "replaces": [record()],
    "related": [record()],
    "qr_url": "/qr.svg",
    "toc": [("a", "一、目录", 2)],
    "validity_label": "有效",
    "validity_class": "in_force",
}
WITHOUT_FACETS = {name: value for name, value in LIST.items() if name != "facets"}
PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "list": ("disclosure/record_list.html", LIST),
    "empty list": ("disclosure/record_list.html", {"page_obj": Paginator([], 10).get_page(1)}),
    "list without facets": ("disclosure/record_list.html", WITHOUT_FACETS),
    "policies": ("policies/policy_list.html", LIST),
    "record": ("disclosure/record_detail.html", DETAIL),
    "bare record": ("disclosure/record_detail.html", {"record": record(), "body_html": mark_safe("<p>正文</p>")}),
    "tombstone": ("disclosure/record_tombstone.html", {"record": record(), "explanation": "内容有误。"}),
    "platform": (
        "disclosure/platform.html",
        {"parts": [ENTRY], "organ_groups": [{"label": "部门", "organs": [ORGAN]}]},
    ),
    "guide": (
        "disclosure/guide.html",
        {"organ": ORGAN, "guide_sections": [("一、编排", mark_safe("<p>按目录。</p>"))]},
    ),
    "catalog": ("disclosure/catalog.html", {"tree": [BRANCH], "topics": [BRANCH]}),
    "organs": ("disclosure/organ_list.html", {"organ_groups": [{"label": "部门", "organs": [ORGAN]}]}),
    "organ": ("disclosure/organ_detail.html", {"organ": ORGAN, "contacts": [("办公地址", "")], "parts": [ENTRY]}),
    "reports": ("disclosure/annual_reports.html", {"years": [{"year": 2022, "reports": [record()]}]}),
    "no reports": ("disclosure/annual_reports.html", {}),
    "home": ("cms/home_page.html", {"page": PAGE}),
    "column": ("cms/column_page.html", {"page": PAGE, "records": [record()]}),
    "topic": ("cms/topic_page.html", {"page": PAGE}),
    "article": ("cms/article_page.html", {"page": PAGE}),
    "plain": ("cms/plain_page.html", {"page": PAGE}),
    "site map": ("cms/site_map.html", {"tree": [BRANCH]}),
    "accessibility": ("cms/accessibility.html", {}),
    "403": ("403.html", {}),
    "404": ("404.html", {}),
    "429": ("429.html", {}),
}


def render(template: str, context: dict[str, Any], **more: Any) -> BeautifulSoup:
    request = RequestFactory().get("/disclosure/?q=a&topic=b")
    # The request stands in the context, so that no context processor asks the database.
    html = render_to_string(template, {"chrome": CHROME, "request": request, **context, **more})
    return BeautifulSoup(html, "lxml")


def render_named(name: str, **more: Any) -> BeautifulSoup:
    template, context = PAGES[name]
    return render(template, context, **more)


@pytest.mark.parametrize("mode", ["standard", "elder"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_one_of_each_landmark_and_a_language(name: str, mode: str) -> None:
    soup = render_named(name, display_mode=mode)
    counts = {tag: len(soup.select(f"body > {tag}")) for tag in ("header", "main", "footer")}
    assert counts == {"header": 1, "main": 1, "footer": 1}
    assert len(soup.select("h1")) == 1
    assert (soup.html["lang"], soup.html["data-mode"]) == ("zh-CN", mode)
    assert soup.select_one(".skip-link")["href"] == "#" + soup.main["id"]


@pytest.mark.parametrize("mode", ["standard", "elder"])
@pytest.mark.parametrize("name", PAGES)
def test_headings_never_skip_a_level(name: str, mode: str) -> None:
    levels = [int(tag.name[1]) for tag in render_named(name, display_mode=mode).main.select("h1, h2, h3, h4")]
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("mode", ["standard", "elder"])
@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique_and_every_reference_to_one_is_met(name: str, mode: str) -> None:
    soup = render_named(name, display_mode=mode)
    ids = [tag["id"] for tag in soup.select("[id]")]
    wanted = {tag[attr] for attr in ("for", "aria-labelledby") for tag in soup.select(f"[{attr}]")}
    wanted |= {part for tag in soup.select("[aria-describedby]") for part in tag["aria-describedby"].split()}
    assert len(ids) == len(set(ids))
    assert wanted - set(ids) == set()


@pytest.mark.parametrize("name", PAGES)
def test_every_field_has_a_label(name: str) -> None:
    soup = render_named(name)
    labelled = {label["for"] for label in soup.select("label[for]")}
    fields = soup.select("input:not([type=hidden]), select, textarea")
    assert [str(field) for field in fields if field.get("id") not in labelled] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_icon_exists_and_every_file_is_ours(name: str) -> None:
    soup = render_named(name)
    with open(finders.find("img/icons.svg"), encoding="utf-8") as file:
        symbols = set(re.findall(r'<symbol id="([\w-]+)"', file.read()))
    assert {use["href"].split("#")[1] for use in soup.select("use")} <= symbols
    links = [
        *(tag["href"] for tag in soup.select("link[rel=stylesheet]")),
        *(tag["src"] for tag in soup.select("script")),
    ]
    assert [link for link in links if not finders.find(link.removeprefix("/static/"))] == []


def test_the_server_error_page_needs_no_context() -> None:
    soup = BeautifulSoup(render_to_string("500.html"), "lxml")
    assert soup.h1.text == "网站暂时出了问题"


def test_a_page_without_chrome_still_has_name_navigation_and_footer() -> None:
    soup = BeautifulSoup(render_to_string("404.html"), "lxml")
    assert soup.select_one(".brand__name").text == "芝罘区政务公开平台"
    assert [link["href"] for link in soup.select(".site-nav a")] == ["/", "/disclosure/", "/policies/", "/search/"]
    assert "主办单位：（待主办单位提供）" in soup.footer.text


def test_footer_shows_what_is_configured_and_leaves_out_the_rest() -> None:
    bare = render_named("404").footer.text
    assert [word for word in ("ICP", "公安", "联系方式", "找错") if word in bare] == []
    chrome = SimpleNamespace(
        organiser="区政府办公室", site_id_code="3706020000", icp_number="鲁ICP备0号", police_number="鲁公网安备0号",
        contact="见指南", error_report_url="https://example.org/find",
    )  # fmt: skip
    full = render_named("404", chrome=chrome).footer
    assert [dd.text for dd in full.select("dd")] == [
        "区政府办公室",
        "见指南",
        "3706020000",
        "鲁ICP备0号",
        "鲁公网安备0号",
    ]
    assert full.select_one('a[href="https://example.org/find"]').text.strip() == "我为政府网站找错"


def test_meta_tags_are_written_in_order_and_empty_ones_left_out() -> None:
    tags = [
        ("SiteName", "平台"),
        ("SiteIDCode", ""),
        ("PubDate", "2022-06-16 17:05"),
        ("ArticleTitle", '引号"与<标签>'),
    ]
    found = render_named("record", meta_tags=tags).select("meta[name]")
    shown = [(tag["name"], tag["content"]) for tag in found if tag["name"][0].isupper()]
    assert shown == [tags[0], tags[2], tags[3]]


def test_the_current_column_and_the_last_crumb_are_announced() -> None:
    soup = render_named("list", breadcrumbs=[("首页", "/"), ("目录", None)])
    assert [link.text for link in soup.select(".site-nav [aria-current]")] == ["政策文件"]
    assert soup.select_one(".breadcrumb [aria-current=page]").text == "目录"


@pytest.mark.django_db
def test_a_trail_that_is_kept_is_shown_on_its_own_pages_alone() -> None:
    """The parts of a page that are kept for an epoch never come from another page."""
    chrome = chrome_for("/policies/")
    trails = [[("首页", "/"), ("政策文件", "/policies/"), ("正文", None)], [("首页", "/"), ("政府信息", None)]]
    shown = [
        [
            crumb.text.strip()
            for crumb in render_named("record", chrome=chrome, breadcrumbs=trail).select(".breadcrumb li")
        ]
        for trail in [*trails, trails[0]]
    ]
    assert shown == [["首页", "政策文件", "正文"], ["首页", "政府信息"], ["首页", "政策文件", "正文"]]


@pytest.mark.parametrize(
    ("context", "links"),
    [
        ({}, ["mode=elder", "contrast=high"]),
        ({"display_mode": "elder", "contrast": "light"}, ["mode=standard", "contrast=normal"]),
    ],
)
def test_mode_links_name_the_choice_alone(context: dict[str, str], links: list[str]) -> None:
    hrefs = [link["href"] for link in render_named("list", **context).select(".utility__list a")][:2]
    assert hrefs == [f"/accessibility/mode/?{choice}" for choice in links]


@pytest.mark.parametrize(
    ("headers", "target"),
    [
        ({"HTTP_REFERER": "http://testserver/policies/?q=a"}, "http://testserver/policies/?q=a"),
        ({"HTTP_REFERER": "https://elsewhere.example/"}, "/"),
        ({}, "/"),
    ],
)
def test_a_choice_of_mode_leads_back_to_the_page_it_was_made_on(client, headers, target) -> None:
    response = client.get("/accessibility/mode/?mode=elder", **headers)
    assert (response.status_code, response["Location"]) == (302, target)
    assert response.cookies["display_mode"].value == "elder"


def test_feed_is_linked_for_programs_and_for_people() -> None:
    soup = render_named("list")
    assert soup.select_one("link[type='application/atom+xml']")["href"] == "/feeds/"
    assert len(soup.main.select('a[href="/feeds/"]')) == 1


def test_pages_of_a_list_keep_its_filters() -> None:
    soup = render_named("list")
    assert soup.select_one(".pagination [rel=next]")["href"] == "?q=a&topic=b&page=3"
    assert [item.text for item in soup.select(".pagination li")] == ["上一页", "1", "2", "3", "4", "5", "下一页"]
    assert soup.select_one(".pagination [aria-current=page]").text == "2"


def test_a_filter_that_a_facet_shows_is_kept_and_not_asked_again() -> None:
    form = ChosenForm({"year": "2022", "q": "收费"})
    soup = render_named("list", filter_form=form, query_string="q=收费&year=2022&page=2", facets=[])
    assert [field["name"] for field in soup.select(".filter-bar .field input")] == ["year", "q"]
    faceted = render_named("list", filter_form=form, query_string="q=收费&year=2022&page=2")
    assert [field["name"] for field in faceted.select(".filter-bar .field input")] == ["q"]
    assert faceted.select_one(".filter-bar input[type=hidden]")["value"] == "2022"


def test_a_long_facet_folds_its_tail_and_opens_where_something_is_chosen() -> None:
    options = [{"label": str(n), "url": "?", "count": n, "selected": n == 9} for n in range(10)]
    facet = {"title": "机关", "param": "organ", "clear_url": "", "options": options}
    tail = render_named("list", facets=[facet]).select_one(".facet__more")
    assert tail.has_attr("open")
    assert [link.span.contents[0] for link in tail.select("a")] == ["8", "9"]


def test_a_branch_without_items_is_a_leaf() -> None:
    tree = [
        {"label": "公开", "url": "/d/", "items": [{"label": "指南", "url": "/g/"}]},
        {"label": "搜索", "url": "/s/"},
    ]
    soup = render("cms/site_map.html", {"tree": tree})
    assert [link.text for link in soup.main.select("a")] == ["公开", "指南", "搜索"]
    assert [item.text.strip() for item in soup.main.select("li")] == ["指南"]


def test_a_chosen_facet_is_marked_in_words_too() -> None:
    option = render_named("list").select_one(".facet-list [aria-current=true]")
    assert option.get_text(" ", strip=True) == "2022 （已选） 7 条"


def test_a_refused_field_keeps_what_was_typed_and_names_its_error() -> None:
    form = FilterForm({"q": "太长的词", "published_after": "2022-13-01"})
    soup = render_named("list", filter_form=form)
    field = soup.select_one("#id_q")
    described = [soup.find(id=part).text.strip() for part in field["aria-describedby"].split()]
    assert (field["value"], field["aria-invalid"]) == ("太长的词", "true")
    assert described[0] == "标题或发文字号"
    assert "3" in described[1]
    assert soup.select_one("[name=published_after]")["value"] == "2022-13-01"


def test_metadata_keeps_its_order_and_shows_what_is_missing() -> None:
    rows = render_named("record").select(".metadata__row")
    assert [(row.dt.text, row.dd.get_text(strip=True)) for row in rows] == [
        ("索引号", "11370602004260000X/2022-00001"),
        ("标题", "通知"),
        ("关键词", "—"),
    ]


def test_elder_mode_puts_the_document_before_its_metadata() -> None:
    order = [
        [tag.get("class", [""])[0] for tag in render_named("record", display_mode=mode).select(".metadata, .document")]
        for mode in ("standard", "elder")
    ]
    assert order == [["metadata", "document"], ["document", "metadata"]]


def test_wide_tables_scroll_by_keyboard() -> None:
    region = render_named("record").select_one(".prose .table-scroll")
    assert (region["tabindex"], region["role"], region["aria-label"]) == ("0", "region", "表格，可左右滚动查看")


def test_titles_are_escaped_everywhere() -> None:
    evil = record(title="<script>x</script>", summary="<b>")
    pages = [
        render("disclosure/record_list.html", {"page_obj": Paginator([evil], 10).get_page(1), "feed_url": "/f/"}),
        render("disclosure/record_detail.html", {"record": evil, "body_html": "<script>", "related": [evil]}),
        render("disclosure/record_tombstone.html", {"record": evil, "explanation": "<script>"}),
        render("disclosure/record_detail.html", {"metadata": [("<b>", "<script>")], "meta_tags": [("A", '"><b>')]}),
        render(
            "disclosure/record_detail.html",
            {"history": [{"date": "2022-06-16", "label": "<b>", "note": "<script>", "url": "/?<b>"}]},
        ),
    ]
    assert [tag for soup in pages for tag in soup.main.select("script, b")] == []


def test_tombstone_gives_the_reason_and_no_body() -> None:
    soup = render_named("tombstone", replaced_by=record(title="现行文件名"), body_html="正文字样")
    assert "内容有误。" in soup.main.text
    assert soup.select_one('a[href="/disclosure/info/1/"]').text == "现行文件名"
    assert "正文字样" not in soup.main.text


def test_tools_that_need_a_script_are_hidden_without_one() -> None:
    assert render_named("record").select_one("[data-tools]").has_attr("hidden")


@pytest.mark.parametrize(
    ("value", "minute", "chinese"),
    [
        (PUBLISHED, "2022-06-16 17:05", "2022年6月16日"),
        (datetime.datetime(2022, 6, 16, 20, 30, tzinfo=datetime.UTC), "2022-06-17 04:30", "2022年6月17日"),
        (datetime.date(2022, 6, 1), "2022-06-01", "2022年6月1日"),
        (None, "", ""),
        ("", "", ""),
    ],
)
def test_dates_are_written_in_local_time_without_seconds(value: Any, minute: str, chinese: str) -> None:
    assert (iso_minute(value), chinese_date(value)) == (minute, chinese)


def test_html_nobody_vouched_for_is_escaped() -> None:
    assert scrollable_tables("<table>") == "&lt;table&gt;"
