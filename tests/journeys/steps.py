"""Steps of the journeys: what a person does, in words of the office."""

import re
import time
from collections.abc import Callable
from http.client import HTTPConnection
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from tests.services.portal import Portal
from zhifu_portal.demo.logins import DEMO_LOGINS

PASSWORDS = {username: password for username, password, _role in DEMO_LOGINS}
RECORDS = "/cms/snippets/disclosure/informationrecord"
PATIENCE_SECONDS = 10.0
# The offices a text passes, in their order.
DECIDERS = ("mzj-reviewer", "mzj-secrecy", "mzj-signer")
# There is one portal in a run; who has logged in once stays so.
_sessions: dict[str, list[Any]] = {}


def log_in(page: Page, portal: Portal, username: str) -> None:
    """Open the CMS as this person."""
    page.context.clear_cookies()
    if username in _sessions:
        page.context.add_cookies(_sessions[username])
        page.goto(f"{portal.url}/cms/")
        return
    page.goto(f"{portal.url}/cms/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORDS[username])
    page.click("button[type=submit]")
    expect(page).to_have_url(f"{portal.url}/cms/")
    _sessions[username] = page.context.cookies()


def open_tab(page: Page, name: str) -> None:
    """Show a tab of the editor."""
    page.get_by_role("tab", name=name).click()


def fill_record(page: Page, portal: Portal, *, title: str, text: str) -> None:
    """Fill in a new record of the person's organ, proposed as open."""
    page.goto(f"{portal.url}{RECORDS}/add/")
    page.fill("[name=title]", title)
    page.fill("input[name=composed_on]", "2026-06-16")
    page.keyboard.press("Escape")
    page.select_option("select[name=genre]", "notice")
    page.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="文字").click()
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type(text)
    open_tab(page, "机关与分类")
    page.locator("input[name=catalog_entries]").first.check()
    open_tab(page, "公开属性与发布")
    page.select_option("select[name=attribute]", "open")


def register_record(page: Page, portal: Portal, *, title: str, text: str) -> int:
    """Fill in a new record, submit it for review and return its number in the CMS."""
    fill_record(page, portal, title=title, text=text)
    submit_for_review(page)
    return number_in_message(page)


def attach(page: Page, file: Path, *, title: str) -> None:
    """Upload a file from the dialogue that chooses one for the record in the editor."""
    page.locator("#id_attachment_links-ADD").click()
    page.get_by_role("button", name="选择附件").click()
    dialogue = page.get_by_role("dialog")
    dialogue.get_by_role("tab", name="上传新文件").click()
    dialogue.locator("[name=upload-title]").fill(title)
    dialogue.locator("[name=upload-file]").set_input_files(file)
    dialogue.get_by_role("button", name="上传").click()
    expect(dialogue).to_have_count(0)
    expect(page.get_by_text(title)).to_be_visible()


def number_in_message(page: Page) -> int:
    """Return the number of the record that the message above the list is about."""
    address = page.locator(".messages a").get_attribute("href") or ""
    match = re.search(r"/edit/(\d+)/", address)
    assert match, address
    return int(match[1])


def submit_for_review(page: Page) -> None:
    """Choose 送审 from the editor's menu."""
    press_in_footer(page, "action-submit")
    expect(page.locator(".messages")).to_contain_text("已送审")


def save_draft(page: Page) -> None:
    """Press 保存草稿."""
    page.locator("footer .action-save").first.click()


def press_in_footer(page: Page, name: str) -> None:
    """Press an entry of the menu beside 保存草稿."""
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator(f"button[name={name}]").click()


def decide(page: Page, portal: Portal, *, username: str, record: int, outcome: str, reason: str = "") -> None:
    """Decide the step the record waits at, in the review screen."""
    log_in(page, portal, username)
    page.goto(f"{portal.url}{RECORDS}/review/{record}/")
    page.check(f"input[name=outcome][value={outcome}]")
    page.fill("[name=reason]", reason)
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator(".messages")).to_contain_text("已记录")


def approve(page: Page, portal: Portal, *, username: str, record: int) -> None:
    """Approve the step the record waits at; the secrecy reviewer says that it may go out."""
    if username.endswith("-secrecy"):
        clear(page, portal, username=username, record=record)
        return
    decide(page, portal, username=username, record=record, outcome="approved")


def clear(page: Page, portal: Portal, *, username: str, record: int) -> None:
    """Say in the secrecy review that the text may go out."""
    log_in(page, portal, username)
    page.goto(f"{portal.url}{RECORDS}/review/{record}/")
    page.check("input[name=result][value=cleared]")
    page.get_by_role("button", name="提交审查结论").click()
    expect(page.locator(".messages")).to_contain_text("保密审查：可公开，已记录")


def publish(page: Page, portal: Portal, *, record: int) -> None:
    """Take a submitted record through all its steps."""
    for username in DECIDERS:
        approve(page, portal, username=username, record=record)


def withdraw(page: Page, portal: Portal, *, username: str, record: int, explanation: str) -> None:
    """Take a record off the site."""
    log_in(page, portal, username)
    page.goto(f"{portal.url}{RECORDS}/withdraw/{record}/")
    page.fill("[name=explanation]", explanation)
    page.get_by_role("button", name="确认撤下").click()
    expect(page.locator(".messages")).to_contain_text("已撤下，原网址显示撤下说明")


def fetch(portal: Portal, path: str) -> tuple[int, bytes]:
    """Return status and body as an anonymous program gets them."""
    connection = HTTPConnection("127.0.0.1", portal.port, timeout=30)
    try:
        connection.request("GET", path, headers={"Host": f"localhost:{portal.port}"})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def public_address(portal: Portal, words: str) -> str:
    """Return the address of the one public record that has these words in its title."""
    listed = fetch(portal, f"/disclosure/info/?q={quote(words)}")[1].decode()
    found = set(re.findall(r'href="(/disclosure/info/[0-9A-Z]{18}/\d{4}-\d{5}/)"', listed))
    assert len(found) == 1, f"{words}: {found}"
    return found.pop()


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
