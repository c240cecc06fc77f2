"""Every public template, and every staff screen of ours, without a violation of axe's rules."""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from tests.journeys.steps import RECORDS, fetch, log_in, register_record
from tests.services.browser import AssertAccessible
from tests.services.portal import Portal

pytestmark = pytest.mark.browser

POLICIES = "/cms/snippets/policies/policydocument"
ATTACHMENTS = "/cms/snippets/disclosure/attachment"
# One address for each public template and each state of it.
FIXED = (
    "/",
    "/disclosure/",
    "/disclosure/catalog/",
    "/disclosure/institutions/",
    "/disclosure/guide/",
    "/disclosure/guide/civil-affairs/",
    "/disclosure/annual-reports/",
    "/disclosure/organs/",
    "/disclosure/organs/civil-affairs/",
    "/disclosure/info/",
    f"/disclosure/info/?q={quote('没有这样的词语')}",
    "/disclosure/info/?year=abc",
    "/policies/",
    f"/search/?q={quote('养老')}",
    f"/search/?q={quote('㐀㐁㐂')}",
    "/search/",
    "/feeds/",
    "/sitemap/",
    "/accessibility/",
    "/news/",
    "/news/one-matter/",
    "/key-areas/jobs/",
    "/work-points-2022/",
    "/about/",
    "/nothing-is-here/",
)
RECORD_ADDRESS = r'href="(/disclosure/info/[0-9A-Z]{18}/\d{4}-\d{5}/)"'
# What stock Wagtail breaks in its editor: rule and the place where it does.
OF_WAGTAIL = {
    # Its header names the record in a breadcrumb; the only level-one heading is the hidden one of a side panel.
    "page-has-heading-one": "html",
    # Draftail puts the label of the block beside the text field, not on it.
    "aria-input-field-name": ".public-DraftEditor-content",
    # Handsontable's hidden clipboard field, which nobody can reach.
    "label": "#HandsontableCopyPaste",
    "region": "#HandsontableCopyPaste",
}


def found_on(portal: Portal, page_path: str, pattern: str) -> str:
    """Return the first address on a page that fits the pattern."""
    _status, body = fetch(portal, page_path)
    match = re.search(pattern, body.decode())
    assert match, f"{pattern} is not on {page_path}"
    return match[1]


def withdrawn_address(portal: Portal) -> str:
    """Return the address of a tombstone: the first number of the organ that answers 410."""
    pattern = r"/disclosure/info/([0-9A-Z]{18}/\d{4})-"
    prefix = found_on(portal, f"/disclosure/info/?organ=civil-affairs&q={quote('拟纳入')}", pattern)
    addresses = [f"/disclosure/info/{prefix}-{number:05d}/" for number in range(1, 10)]
    return next(address for address in addresses if fetch(portal, address)[0] == 410)


@pytest.fixture(scope="module")
def paths(portal: Portal) -> list[str]:
    """Return an address for each public template."""
    return [
        *FIXED,
        found_on(portal, f"/disclosure/info/?q={quote('最低生活保障家庭公示')}", RECORD_ADDRESS),
        found_on(portal, f"/policies/?q={quote('2022年芝罘区政务公开工作要点')}", RECORD_ADDRESS),
        withdrawn_address(portal),
    ]


def check(page: Page, portal: Portal, paths: list[str], axe: AssertAccessible, contrasts: tuple[str, ...]) -> None:
    """Look at every address in the standard and the elder layout, and at the colours of each scheme.

    Nothing may stick out of the window sideways. The colour schemes change colours only, and at once.
    """
    page.emulate_media(reduced_motion="reduce")
    for mode in ("standard", "elder"):
        page.goto(f"{portal.url}/accessibility/mode/?mode={mode}&next=/accessibility/")
        for path in paths:
            page.goto(f"{portal.url}{path}")
            axe(page)
            overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert overflow <= 0, f"{path} is {overflow} px too wide"
            for contrast in contrasts if mode == "standard" else ():
                page.evaluate("contrast => document.documentElement.dataset.contrast = contrast", contrast)
                axe(page, only=["color-contrast"])


def test_wide(portal: Portal, page: Page, paths, axe, console_exceptions):
    console_exceptions += ["404", "410"]
    check(page, portal, paths, axe, ("high", "light"))


def test_phone(portal: Portal, phone_page: Page, paths, axe, console_exceptions):
    console_exceptions += ["404", "410"]
    check(phone_page, portal, paths, axe, ("high",))


def test_staff_screens(portal: Portal, page: Page, axe):
    page.goto(f"{portal.url}/cms/login/")
    axe(page)
    log_in(page, portal, "mzj-editor")
    record = register_record(page, portal, title="演示数据：关于无障碍检查的通知", text="演示数据。")
    screens = {
        "mzj-editor": [
            "/cms/",
            f"{RECORDS}/",
            f"{RECORDS}/add/",
            f"{RECORDS}/review/{record}/",
            f"{POLICIES}/import-file/",
            f"{POLICIES}/import-documents/",
            f"{ATTACHMENTS}/",
            f"{ATTACHMENTS}/add/",
            "/cms/snippets/disclosure/importbatch/",
            "/cms/operations/calendar/",
        ],
        "mzj-reviewer": ["/cms/", f"{RECORDS}/review/{record}/"],
        "mzj-signer": ["/cms/", f"{RECORDS}/withdraw/{record}/"],
        "disclosure-office": ["/cms/", "/cms/operations/calendar/"],
        "admin": ["/cms/", "/cms/operations/outbox/", "/cms/operations/audit/"],
    }
    for username, addresses in screens.items():
        log_in(page, portal, username)
        for address in addresses:
            page.goto(f"{portal.url}{address}")
            axe(page, except_for=OF_WAGTAIL if "/add/" in address else {})
