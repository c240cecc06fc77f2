"""Reading without a mouse, without scripts, with weak eyes and on paper."""

from io import BytesIO
from unicodedata import normalize
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.steps import public_address
from tests.services.portal import Portal

pytestmark = pytest.mark.browser

LONG_TITLE = "2022年芝罘区政务公开工作要点"
A4_POINTS = (595, 842)
MOST_STOPS = 60


def press_tab_until(page: Page, name: str) -> None:
    """Move on by the keyboard until the link or button with this text has the focus, which must be visible."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        # Within the parts of a date field nothing of the page itself has the focus.
        if focused.count() and name in focused.inner_text():
            assert focused.evaluate("element => getComputedStyle(element).outlineStyle") != "none", name
            expect(focused).to_be_in_viewport()
            return
    raise AssertionError(f"{name}: not within {MOST_STOPS} stops on {page.url}")


def test_the_keyboard_is_enough(portal: Portal, page: Page):
    # Narrowed: other journeys of the same run may have imported a library of laws.
    page.goto(f"{portal.url}/policies/?q={quote('政务公开')}")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_attribute("id", "content")
    press_tab_until(page, "跳过筛选条件")
    page.keyboard.press("Enter")
    press_tab_until(page, LONG_TITLE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(LONG_TITLE)

    page.reload()
    press_tab_until(page, "芝罘区政务公开平台")
    page.keyboard.press("Tab")
    page.keyboard.type("养老服务")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    press_tab_until(page, "跳过筛选条件")
    page.keyboard.press("Enter")
    press_tab_until(page, "养老服务补贴实施办法")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("养老服务补贴实施办法")


def test_reading_needs_no_javascript(portal: Portal, plain_page: Page):
    page = plain_page
    page.goto(f"{portal.url}/")
    page.get_by_role("search", name="查找政府信息").get_by_role("searchbox").fill("演示数据 养老服务补贴")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    page.get_by_role("navigation", name="筛选条件").get_by_role("link", name="区民政局").click()
    page.locator(".result-list").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto(f"{portal.url}/disclosure/info/")
    page.get_by_role("link", name="下一页").click()
    expect(page.get_by_text("第 2 页")).to_be_visible()
    page.get_by_role("navigation", name="筛选条件").get_by_role("link", name="区教育和体育局").click()
    page.get_by_label("标题或文号").fill("招生")
    page.get_by_label("排序").select_option(label="成文日期从近到远")
    page.get_by_role("button", name="查找").click()
    assert "organ=education-sports" in page.url
    expect(page.locator(".record-list").get_by_role("link").first).to_contain_text("招生")


def test_the_elder_layout_stays_on_every_page_until_it_is_left(portal: Portal, plain_page: Page):
    page = plain_page
    page.goto(f"{portal.url}/disclosure/organs/")
    page.get_by_role("link", name="长者模式", exact=True).click()
    expect(page).to_have_url(f"{portal.url}/disclosure/organs/")
    for address in ("/", "/disclosure/info/", public_address(portal, LONG_TITLE), f"/search/?q={quote('养老')}"):
        page.goto(f"{portal.url}{address}")
        expect(page.locator("html")).to_have_attribute("data-mode", "elder")
        assert page.locator("main").evaluate("main => parseFloat(getComputedStyle(main).fontSize)") >= 18
    page.get_by_role("link", name="退出长者模式").click()
    expect(page.locator("html")).to_have_attribute("data-mode", "standard")


def test_a_record_is_printed_on_a4_without_the_site_around_it(portal: Portal, page: Page):
    page.goto(f"{portal.url}{public_address(portal, LONG_TITLE)}")
    reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    sizes = {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in reader.pages}
    assert sizes == {A4_POINTS}
    # A PDF may spell 工 as the radical ⼯.
    text = normalize("NFKC", "".join("".join(sheet.extract_text().split()) for sheet in reader.pages))
    assert LONG_TITLE in text
    assert "烟芝政办发〔2022〕3号" in text
    assert [
        words for words in ("网站栏目", "长者模式", "高对比度", "扫一扫", "复制链接", "网站地图") if words in text
    ] == []
