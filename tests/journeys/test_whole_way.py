"""One document goes the whole way: in, registered, reviewed, signed, found, withdrawn, gone."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.corpus import documents_to_import
from tests.journeys.steps import (
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
PLACES = {
    "list": f"/disclosure/info/?q={quote(WORD)}",
    "search": f"/search/?q={quote(WORD)}",
    "feed": f"/disclosure/info/feed/?q={quote(WORD)}",
    "csv": f"/disclosure/info/export.csv?q={quote(WORD)}",
    "xlsx": f"/disclosure/info/export.xlsx?q={quote(WORD)}",
    "api": f"/api/v1/records/?q={quote(WORD)}",
}


def is_in(portal: Portal, path: str, what: str) -> bool:
    """Say whether a public address answers 200 and shows this text."""
    status, body = fetch(portal, path)
    return status == 200 and what.encode() in unpacked(body)


def test_a_document_goes_in_and_a_citizen_finds_it(portal: Portal, page: Page, tmp_path, console_exceptions):
    console_exceptions.append("410")
    path, count = documents_to_import(tmp_path)
    report = portal.manage("import_documents", str(path), "--publish")
    assert str(count) in report

    log_in(page, portal, "mzj-editor")
    number = register_record(page, portal, title=TITLE, text="演示数据。滨海步道亮化工程自即日起实施。")
    for username in ("mzj-reviewer", "mzj-secrecy", "mzj-signer"):
        assert not is_in(portal, PLACES["list"], TITLE)
        approve(page, portal, username=username, record=number)

    for name, place in PLACES.items():
        wait_until(lambda place=place: is_in(portal, place, TITLE), what=f"live in {name}")
    page.context.clear_cookies()
    page.goto(f"{portal.url}{PLACES['search']}")
    page.get_by_role("link", name=WORD).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    address = page.url.removeprefix(portal.url).partition("?")[0]
    wait_until(lambda: is_in(portal, "/sitemap-records.xml", address), what="live in the sitemap")

    withdraw(page, portal, username="mzj-signer", record=number, explanation="内容需要核实，核实后重新发布。")

    for name, place in PLACES.items():
        wait_until(lambda place=place: not is_in(portal, place, TITLE), what=f"gone from {name}")
    wait_until(lambda: not is_in(portal, "/sitemap-records.xml", address), what="gone from the sitemap")
    status, body = fetch(portal, address)
    assert status == 410
    assert "内容需要核实，核实后重新发布。" in body.decode()
    assert "自即日起实施" not in body.decode()


def test_the_drafter_cannot_approve_the_own_record(portal: Portal, page: Page):
    log_in(page, portal, "mzj-editor")
    number = register_record(page, portal, title="演示数据：关于自拟自审的试验", text="演示数据。")
    page.goto(f"{portal.url}{RECORDS}/review/{number}/")
    expect(page.get_by_text("您不是", exact=False).first).to_be_visible()
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
