"""One document goes the whole way: in, registered, reviewed, signed, found, withdrawn, gone."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.corpus import documents_to_import
from tests.journeys.steps import (
    DECIDERS,
    RECORDS,
    approve,
    fetch,
    log_in,
    register_record,
    unpacked,
    wait_until,
    withdraw,
)
from tests.services.portal import Portal

pytestmark = pytest.mark.browser

TITLE = "演示数据：关于开展滨海步道亮化工程的通知"
WORD = "滨海步道亮化工程"
# Where a citizen or a program meets a published record; the last four are the same for everybody and cached.
PLACES = {
    "list": f"/disclosure/info/?q={quote(WORD)}",
    "search": f"/search/?q={quote(WORD)}",
    "suggestion": f"/search/suggest/?q={quote(WORD)}",
    "feed": f"/disclosure/info/feed/?q={quote(WORD)}",
    "csv": f"/disclosure/info/export.csv?q={quote(WORD)}",
    "xlsx": f"/disclosure/info/export.xlsx?q={quote(WORD)}",
    "api": f"/api/v1/records/?q={quote(WORD)}",
    "sitemap": "/sitemap-records.xml",
    "whole list": "/disclosure/info/",
    "organ page": "/disclosure/organs/civil-affairs/",
    "home": "/",
}


def shows(portal: Portal, path: str, what: str) -> bool:
    """Say whether a public address, which must answer 200, holds this text."""
    status, body = fetch(portal, path)
    assert status == 200, f"{path}: {status}"
    return what.encode() in unpacked(body)


def test_a_document_goes_in_and_a_citizen_finds_it(portal: Portal, page: Page, tmp_path, console_exceptions):
    console_exceptions.append("410")
    path, count = documents_to_import(tmp_path)
    report = portal.manage("import_documents", str(path), "--publish")
    assert f"新增 {count} 件" in report

    log_in(page, portal, "mzj-editor")
    number = register_record(page, portal, title=TITLE, text="演示数据。滨海步道亮化工程自即日起实施。")
    for username in DECIDERS:
        approve(page, portal, username=username, record=number)
        if username != DECIDERS[-1]:
            assert [name for name, place in PLACES.items() if shows(portal, place, WORD + "的通知")] == []

    wait_until(lambda: shows(portal, PLACES["list"], TITLE), what="live in the list")
    page.context.clear_cookies()
    page.goto(f"{portal.url}{PLACES['list']}")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    address = page.url.removeprefix(portal.url)
    for name, place in PLACES.items():
        wait_until(lambda place=place: shows(portal, place, address), what=f"live in {name}")
    page.goto(f"{portal.url}{PLACES['search']}")
    page.locator("main").get_by_role("link", name=WORD).click()
    expect(page.get_by_text("滨海步道亮化工程自即日起实施。")).to_be_visible()

    withdraw(page, portal, username="mzj-signer", record=number, explanation="内容需要核实，核实后重新发布。")

    for name, place in PLACES.items():
        wait_until(lambda place=place: not shows(portal, place, address), what=f"gone from {name}")
    status, body = fetch(portal, address)
    assert status == 410
    assert "内容需要核实，核实后重新发布。" in body.decode()
    assert "自即日起实施" not in body.decode()


def test_the_drafter_cannot_approve_the_own_record(portal: Portal, page: Page):
    log_in(page, portal, "mzj-editor")
    number = register_record(page, portal, title="演示数据：关于自拟自审的试验", text="演示数据。")
    page.goto(f"{portal.url}{RECORDS}/review/{number}/")
    expect(page.get_by_text("您参与了拟稿，公开属性认定须由其他人办理。")).to_be_visible()
    expect(page.get_by_role("button", name="提交意见")).to_have_count(0)


def test_the_system_administrator_decides_nothing(portal: Portal, page: Page):
    log_in(page, portal, "mzj-editor")
    number = register_record(page, portal, title="演示数据：关于管理员代办的试验", text="演示数据。")
    log_in(page, portal, "admin")
    page.goto(f"{portal.url}{RECORDS}/review/{number}/")
    expect(page.get_by_text("您不是区民政局的审核人，不能办理公开属性认定。")).to_be_visible()
    expect(page.get_by_role("button", name="提交意见")).to_have_count(0)


def test_another_department_finds_nothing(portal: Portal, page: Page, console_exceptions):
    console_exceptions.append("404")
    log_in(page, portal, "mzj-editor")
    number = register_record(page, portal, title="演示数据：别的部门看不到的草稿", text="演示数据。")
    log_in(page, portal, "jtj-editor")
    response = page.goto(f"{portal.url}{RECORDS}/edit/{number}/")
    assert response is not None
    assert response.status == 404
    page.goto(f"{portal.url}{RECORDS}/?q={quote('别的部门看不到')}")
    expect(page.get_by_text("别的部门看不到的草稿")).to_have_count(0)
