"""Steps of the journeys: what a person does, in words of the office."""

import re
import time
from collections.abc import Callable
from http.client import HTTPConnection
from io import BytesIO
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from tests.services.portal import Portal
from zhifu_portal.demo.logins import DEMO_LOGINS

PASSWORDS = {username: password for username, password, _role in DEMO_LOGINS}
RECORDS = "/cms/snippets/disclosure/informationrecord"
PATIENCE_SECONDS = 10.0


def log_in(page: Page, portal: Portal, username: str) -> None:
    """Open the CMS as this person."""
    page.context.clear_cookies()
    page.goto(f"{portal.url}/cms/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORDS[username])
    page.click("button[type=submit]")
    expect(page).to_have_url(f"{portal.url}/cms/")


def open_tab(page: Page, name: str) -> None:
    """Show a tab of the editor."""
    page.get_by_role("tab", name=name).click()


def register_record(page: Page, portal: Portal, *, title: str, text: str) -> int:
    """Fill in a new record, submit it for review and return its number in the CMS."""
    page.goto(f"{portal.url}{RECORDS}/add/")
    page.fill("[name=title]", title)
    page.fill("input[name=composed_on]", "2026-06-16")
    page.keyboard.press("Escape")
    page.select_option("select[name=genre]", "notice")
    page.locator("[data-streamfield-stream-container] button[data-streamblock-menu-opener], .c-sf-add-button").first.click()
    page.get_by_role("option", name=re.compile("文字")).first.click()
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type(text)
    open_tab(page, "机关与分类")
    page.locator("input[name=catalog_entries]").first.check()
    open_tab(page, "公开属性与发布")
    page.select_option("select[name=attribute]", "open")
    submit_for_review(page)
    match = re.search(r"/(?:edit|review)/(\d+)/", page.url)
    assert match, page.url
    return int(match[1])


def submit_for_review(page: Page) -> None:
    """Choose 送审 from the editor's menu."""
    page.locator("button[name=action-submit]").evaluate("button => button.click()")
    expect(page.get_by_text("已送审")).to_be_visible()


def approve(page: Page, portal: Portal, *, username: str, record: int) -> None:
    """Approve the step the record waits at, in the review screen."""
    log_in(page, portal, username)
    page.goto(f"{portal.url}{RECORDS}/review/{record}/")
    page.check("input[name=outcome][value=approved]")
    page.get_by_role("button", name="提交意见").click()
    expect(page.get_by_text("已记录")).to_be_visible()


def withdraw(page: Page, portal: Portal, *, username: str, record: int, explanation: str) -> None:
    """Take a record off the site."""
    log_in(page, portal, username)
    page.goto(f"{portal.url}{RECORDS}/withdraw/{record}/")
    page.fill("[name=explanation]", explanation)
    page.get_by_role("button", name="确认撤下").click()
    expect(page.get_by_text("已撤下，原网址显示撤下说明")).to_be_visible()


def fetch(portal: Portal, path: str) -> tuple[int, bytes]:
    """Return status and body as an anonymous program gets them."""
    connection = HTTPConnection("127.0.0.1", portal.port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{portal.port}"})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def unpacked(body: bytes) -> bytes:
    """Return a body with the members of a zip file (XLSX) laid open."""
    if not body.startswith(b"PK"):
        return body
    with ZipFile(BytesIO(body)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def wait_until(condition: Callable[[], bool], *, what: str) -> float:
    """Wait at most ten seconds for a condition; return the seconds it took."""
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < PATIENCE_SECONDS, f"not within {PATIENCE_SECONDS:.0f} s: {what}"
        time.sleep(0.2)
    return time.monotonic() - started
