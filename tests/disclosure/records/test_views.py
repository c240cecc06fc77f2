"""The public pages of records as an anonymous reader gets them: content, order, links, feeds and files."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from defusedxml import ElementTree
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from disclosure.records.enums import Genre
from disclosure.records.models import InformationRecord
from disclosure.records.services.publication import replace_record, withdraw_record
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, Staff, TopicFactory, make_draft, make_public, sign_and_publish

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = datetime(2026, 6, 16, 1, 5, 59, tzinfo=UTC)


@pytest.fixture
def staff(db):
    return Staff(OrganFactory(name="演示区卫生健康局", short_name="区卫健局", slug="health"))


@pytest.fixture
def record(staff):
    """A public record with everything its head can show, published at 09:05 in Beijing."""
    parent = TopicFactory(name="民生")
    draft = make_draft(
        staff,
        title="演示数据：关于<测试>的通知",
        document_number="烟芝卫发〔2026〕3号",
        genre=Genre.NOTICE,
        topics=[TopicFactory(name="养老", parent=parent), parent],
        keywords="养老、服务",
        summary="概述",
        author="张演示",
        visible_until=date(2999, 1, 1),
    )
    draft.joint_organs = [OrganFactory(name="演示区民政局")]
    draft.save()
    draft.save_revision(user=staff.editor)
    published = sign_and_publish(InformationRecord.objects.get(pk=draft.pk), staff)
    InformationRecord.objects.filter(pk=published.pk).update(published_at=MOMENT)
    return InformationRecord.objects.get(pk=published.pk)


def soup_of(address, **headers):
    response = Client().get(address, **headers)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def metas(soup):
    return [(tag["name"], tag["content"]) for tag in soup.select("meta[name]") if tag["name"][0].isupper()]


def test_the_head_of_a_record_has_the_statutory_order(record):
    head = soup_of(record.get_absolute_url()).select(".metadata .metadata__row")
    assert [tuple(cell.get_text() for cell in row.find_all(["dt", "dd"])) for row in head] == [
        ("索引号", record.index_number),
        ("主题分类", "民生；民生／养老"),
        ("体裁", "通知"),
        ("发文机关", "演示区卫生健康局、演示区民政局"),
        ("发文字号", "烟芝卫发〔2026〕3号"),
        ("成文日期", "2026-06-16"),
        ("发布日期", "2026-06-16 09:05"),
        ("公示截止", "2999-01-01"),
        ("公开方式", "主动公开"),
        ("关键词", "养老、服务"),
    ]


def test_the_head_of_a_policy_says_whether_it_is_in_force(staff):
    policy = make_public(
        staff,
        model=PolicyDocument,
        register_number="ZFDR-2026-001",
        effective_on=date(2020, 1, 1),
        lapses_on=date(2999, 12, 31),
    )
    soup = soup_of(policy.get_absolute_url())
    rows = {row.dt.get_text(): row.dd.get_text() for row in soup.select(".metadata .metadata__row")}
    assert list(rows)[-5:] == ["统一登记号", "施行日期", "有效期至", "有效性", "公开方式"]
    assert (rows["有效期至"], rows["有效性"]) == ("2999-12-31", "有效")
    assert soup.select_one(".badge--in_force").get_text() == "有效"
    assert [link.get_text() for link in soup.select(".breadcrumb a")] == ["首页", "政府信息公开", "政策文件"]


def test_the_tags_of_a_record_page_are_complete_and_none_is_invented(record, settings):
    settings.SITE_NAME, settings.SITE_DOMAIN, settings.SITE_ID_CODE = "演示平台", "demo.example", ""
    soup = soup_of(record.get_absolute_url())
    assert metas(soup) == [
        ("SiteName", "演示平台"),
        ("SiteDomain", "demo.example"),
        ("ColumnName", "政府信息公开"),
        ("ColumnDescription", "政府信息公开：演示平台"),
        ("ColumnKeywords", "政府信息公开"),
        ("ColumnType", "信息公开目录"),
        ("ArticleTitle", "演示数据：关于<测试>的通知"),
        ("PubDate", "2026-06-16 09:05"),
        ("ContentSource", "演示区卫生健康局"),
        ("Keywords", "养老、服务"),
        ("Author", "张演示"),
        ("Description", "概述"),
        ("Url", f"http://testserver{record.get_absolute_url()}"),
    ]
    assert soup.select_one("link[rel=canonical]")["href"] == f"http://testserver{record.get_absolute_url()}"


def test_a_list_page_has_the_tags_of_its_column(record, settings):
    settings.SITE_ID_CODE = "0000000000"
    names = [name for name, _content in metas(soup_of("/disclosure/info/"))]
    assert names == [
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnDescription",
        "ColumnKeywords",
        "ColumnType",
    ]


def test_the_title_is_text_and_the_history_is_public(record):
    soup = soup_of(record.get_absolute_url())
    assert soup.h1.get_text() == "演示数据：关于<测试>的通知"
    assert [item.get_text(" ", strip=True)[17:] for item in soup.select(".timeline li")] == ["发布"]
    assert soup.select_one(".qr img")["src"] == f"{record.get_absolute_url()}qr.svg"


def test_old_and_new_point_at_each_other_while_both_are_public(staff, record):
    new = make_public(staff, title="演示数据：新文件")
    replace_record(record_id=record.pk, replaced_by_id=new.pk, by=staff.editor, now=timezone.now())

    old_page, new_page = (Client().get(one.get_absolute_url()).content.decode() for one in (record, new))
    assert "本文件已被新的文件替代" in old_page
    assert "被《演示数据：新文件》替代。" in old_page
    assert "本文件替代的文件" in new_page

    withdraw_record(record_id=new.pk, explanation="有误。", by=staff.signer, now=timezone.now())
    old_page = Client().get(record.get_absolute_url()).content.decode()
    assert "演示数据：新文件" not in old_page
    assert "被新文件替代" in old_page


def test_the_qr_code_is_a_picture_of_a_public_record_only(record, staff):
    response = Client().get(f"{record.get_absolute_url()}qr.svg")
    assert (response.status_code, response["Content-Type"]) == (200, "image/svg+xml")
    assert response.content.startswith(b"<svg")
    assert Client().get(f"{make_draft(staff).get_absolute_url()}qr.svg").status_code == 404


@pytest.mark.parametrize("serial", ["x", "2026-1", "2026-00001\x00", "2026-00001 ", "%00", "2026-99999"])
def test_an_address_that_is_no_record_is_not_found_in_chinese(record, serial):
    code = record.index_number.partition("/")[0]
    for address in (f"/disclosure/info/{code}/{serial}/", f"/disclosure/info/{code}/{serial}/qr.svg"):
        response = Client().get(address)
        assert response.status_code == 404
        assert "没有找到这个页面" in response.content.decode()
    assert Client().get(f"/api/v1/records/{code}/{serial}/").status_code == 404


def lists(kind):
    return {
        "page": "/policies/" if kind is PolicyDocument else "/disclosure/info/",
        "feed": "/policies/feed/" if kind is PolicyDocument else "/disclosure/info/feed/",
        "csv": "/policies/export.csv" if kind is PolicyDocument else "/disclosure/info/export.csv",
        "xlsx": "/policies/export.xlsx" if kind is PolicyDocument else "/disclosure/info/export.xlsx",
        "api": "/api/v1/policies/" if kind is PolicyDocument else "/api/v1/records/",
    }


def queries_of(address):
    with CaptureQueriesContext(connection) as captured:
        response = Client().get(address)
        if response.streaming:
            list(response.streaming_content)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize("kind", [InformationRecord, PolicyDocument])
def test_a_list_costs_the_same_few_queries_with_one_row_and_with_three(staff, kind):
    topic = TopicFactory(parent=TopicFactory())
    others = Staff(OrganFactory())
    make_public(staff, model=kind, topics=[topic])
    for address in lists(kind).values():
        queries_of(address)  # what is kept for all pages is read now
    with_one = {name: queries_of(address) for name, address in lists(kind).items()}
    for n in range(2):
        make_public(others, model=kind, title=f"演示数据：{n}", topics=[topic])
    with_three = {name: queries_of(address) for name, address in lists(kind).items()}

    assert with_three == with_one
    assert with_one == {"page": 10 if kind is PolicyDocument else 8, "feed": 1, "csv": 1, "xlsx": 1, "api": 2}


def test_a_list_of_forty_one_has_three_pages(staff):
    first = make_public(staff)
    for n in range(40):
        copy_public(first, n)
    soup = soup_of("/disclosure/info/?organ=health&page=2")
    assert soup.select_one(".list-summary strong").get_text() == "41"
    assert len(soup.select(".record-item")) == 20
    assert [link["href"] for link in soup.select(".pagination a[rel]")] == [
        "?organ=health&page=1",
        "?organ=health&page=3",
    ]
    api = Client().get("/api/v1/records/?organ=health&page=3").json()
    assert (api["count"], len(api["results"]), api["next"]) == (41, 1, None)
    assert Client().get("/api/v1/records/?page=4").status_code == 404


def copy_public(record, n):
    """Put a copy of a public record beside it, as an import in bulk does."""
    copy = InformationRecord.objects.get(pk=record.pk)
    copy.pk = copy.id = None
    copy.index_number = f"{record.index_number.partition('-')[0]}-{90000 + n}"
    copy.title = f"演示数据：第{n}件"
    copy.latest_revision = copy.live_revision = None
    copy.save()


def test_a_list_shows_facets_links_and_downloads_of_this_very_selection(record):
    soup = soup_of("/disclosure/info/?genre=notice&page=1")
    facets = {
        facet.h2.get_text(): [
            (link.span.find(string=True), link["href"]) for link in facet.select("a") if link.select(".count")
        ]
        for facet in soup.select(".facet")
    }
    assert facets["机关"] == [("区卫健局", "?genre=notice&organ=health")]
    assert facets["体裁"] == [("通知", "?genre=notice")]
    assert facets["年份"] == [("2026年", "?genre=notice&year=2026")]
    links = {link.get_text(): link["href"] for link in soup.select(".list-links a")}
    assert links["CSV"].startswith("/disclosure/info/export.csv?genre=notice")
    assert links["订阅更新"].startswith("/disclosure/info/feed/?genre=notice")


def test_the_feed_is_valid_atom(record):
    response = Client().get("/disclosure/info/feed/")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    assert feed.tag == f"{ATOM}feed"
    assert [feed.findtext(f"{ATOM}{name}") for name in ("title", "id")] == [
        "政府信息",
        "http://testserver/disclosure/info/",
    ]
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "http://testserver/disclosure/info/feed/"
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "演示数据：关于<测试>的通知"
    assert entry.findtext(f"{ATOM}id") == f"http://testserver{record.get_absolute_url()}"
    assert entry.findtext(f"{ATOM}published").startswith("2026-06-16T01:05:59")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "演示区卫生健康局"
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated")).tzinfo is not None


def test_control_characters_in_a_title_break_neither_feed_nor_files(record):
    InformationRecord.objects.filter(pk=record.pk).update(title="垂直\x0b制表\x1f符")
    feed = ElementTree.fromstring(Client().get("/disclosure/info/feed/").content)
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "垂直制表符"
    assert Client().get("/disclosure/info/export.xlsx").status_code == 200


def test_exports_hold_the_list_and_run_nothing(record):
    InformationRecord.objects.filter(pk=record.pk).update(title='=HYPERLINK("http://x")')
    expected = [
        ["索引号", "标题", "公开机关", "发文字号", "体裁", "成文日期", "发布日期", "网址"],
        [
            record.index_number,
            '\'=HYPERLINK("http://x")',
            "演示区卫生健康局",
            "烟芝卫发〔2026〕3号",
            "通知",
            "2026-06-16",
            "2026-06-16 09:05",
            f"http://testserver{record.get_absolute_url()}",
        ],
    ]
    response = Client().get("/disclosure/info/export.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == expected
    assert response["Content-Disposition"] == 'attachment; filename="records.csv"'

    response = Client().get("/disclosure/info/export.xlsx")
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert [[cell.value for cell in row] for row in sheet] == expected
    assert {cell.data_type for row in sheet for cell in row} == {"s"}
    assert Client().get("/disclosure/info/export.pdf").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_public_pages_are_for_reading(record, method):
    for address in ("/disclosure/info/", record.get_absolute_url(), "/policies/", "/disclosure/"):
        assert getattr(Client(), method)(address).status_code == 405


def test_a_head_request_gets_the_same_headers_and_no_body(record):
    for address in (record.get_absolute_url(), "/disclosure/info/"):
        client = Client()
        get, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (200, b"")
        assert head["Content-Type"] == get["Content-Type"]
        assert head["Content-Length"] == get["Content-Length"]


def test_the_address_of_a_record_is_the_one_its_page_has(record):
    code, serial = record.index_number.split("/")
    assert record.get_absolute_url() == reverse("records:detail", args=[code, serial])
