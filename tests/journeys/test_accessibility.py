"""Every public template without a violation of axe's rules, wide and narrow, in every mode."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.journeys.steps import fetch
from tests.services.portal import Portal

pytestmark = pytest.mark.browser

FIXED = (
    "/",
    "/disclosure/",
    "/disclosure/catalog/",
    "/disclosure/institutions/",
    "/disclosure/guide/",
    "/disclosure/annual-reports/",
    "/disclosure/organs/",
    "/disclosure/info/",
    f"/disclosure/info/?q={quote('没有这样的词语')}",
    "/policies/",
    f"/search/?q={quote('养老')}",
    f"/search/?q={quote('㐀㐁㐂')}",
    "/search/",
    "/feeds/",
    "/sitemap/",
    "/accessibility/",
    "/nothing-is-here/",
)


def found_in(portal: Portal, page_path: str, pattern: str) -> str:
    """Return the first address on a page that fits the pattern."""
    _status, body = fetch(portal, page_path)
    match = re.search(pattern, body.decode())
    assert match, f"{pattern} is not on {page_path}"
    return match[1]


@pytest.fixture(scope="module")
def paths(portal: Portal) -> list[str]:
    """Return one address for each public template."""
    sitemap = fetch(portal, "/sitemap-pages.xml")[1].decode()
    pages = [match.partition(f":{portal.port}")[2] or "/" for match in re.findall(r"<loc>([^<]+)</loc>", sitemap)]
    return [
        *FIXED,
        found_in(portal, "/disclosure/info/", r'href="(/disclosure/info/[0-9A-Z]{18}/\d{4}-\d{5}/)"'),
        found_in(portal, "/policies/", r'href="(/disclosure/info/[0-9A-Z]{18}/\d{4}-\d{5}/)"'),
        found_in(portal, "/disclosure/organs/", r'href="(/disclosure/organs/[a-z0-9-]+/)"'),
        found_in(portal, "/disclosure/guide/", r'href="(/disclosure/guide/[a-z0-9-]+/)"'),
        *pages,
    ]


def check(page: Page, portal: Portal, paths: list[str], axe) -> None:
    """Look at every address; nothing may stick out of the window sideways."""
    for path in paths:
        page.goto(f"{portal.url}{path}")
        axe(page)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{path} is {overflow} px too wide"


def test_wide(portal: Portal, page: Page, paths, axe, console_exceptions):
    console_exceptions.append("404")
    check(page, portal, paths, axe)


def test_phone(portal: Portal, phone_page: Page, paths, axe, console_exceptions):
    console_exceptions.append("404")
    check(phone_page, portal, paths, axe)


@pytest.mark.parametrize("choice", ["mode=elder", "contrast=high", "contrast=light"])
def test_modes(portal: Portal, page: Page, paths, axe, console_exceptions, choice):
    console_exceptions.append("404")
    page.goto(f"{portal.url}/accessibility/mode/?{choice}&next=/")
    check(page, portal, paths[::3], axe)


def test_reading_needs_no_javascript(portal: Portal, plain_page: Page, paths):
    plain_page.goto(f"{portal.url}/")
    plain_page.fill("input[name=q] >> nth=0", "养老服务")
    plain_page.keyboard.press("Enter")
    plain_page.wait_for_url("**/search/**")
    plain_page.locator(".result-list a, .result a").first.click()
    assert plain_page.locator("h1").count() == 1
