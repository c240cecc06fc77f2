"""The pages of the suite notice what a visitor's browser would complain about."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from tests.services.browser import AssertAccessible, watched

pytestmark = pytest.mark.browser

POLICY = "default-src 'self'"
GOOD = "<!doctype html><html lang=zh-CN><title>公开</title><main><h1>政务公开</h1></main>"
PAGES = {
    "/good": GOOD,
    "/inline": f"{GOOD}<p style='color: red'>红字</p>",
    "/script": f"{GOOD}<script src=/broken.js></script>",
    "/broken.js": "nowhere.at.all()",
    "/favicon.ico": GOOD,
    "/image": f"{GOOD}<img src=/good>",
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PAGES.get(self.path, GOOD)
        self.send_response(200 if self.path in PAGES else 404)
        kind = "text/javascript" if self.path.endswith(".js") else "text/html; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_page_shows_chinese_in_a_chinese_font(page: Page, site: str) -> None:
    page.goto(f"{site}/good")
    assert page.get_by_role("heading", name="政务公开").is_visible()
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    document = session.send("DOM.getDocument")["root"]["nodeId"]
    heading = session.send("DOM.querySelector", {"nodeId": document, "selector": "h1"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": heading})["fonts"]
    assert sum(font["glyphCount"] for font in fonts) == 4


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("/inline", "console: .*Content Security Policy"),
        ("/script", "script: .*nowhere is not defined"),
        ("/missing", "console: .*404"),
    ],
)
def test_page_fails_the_test_on_a_complaint(browser: Browser, site: str, address: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint), watched(browser.new_context(), []) as context:
        context.new_page().goto(site + address)


def test_page_fails_the_test_on_a_request_that_leaves_the_machine(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.route("**://elsewhere.example/**", lambda route: route.fulfill(body="caught"))
    with pytest.raises(AssertionError, match="foreign request"), watched(context, []):
        context.new_page().goto("http://elsewhere.example/")


def test_expected_complaints_are_named(page: Page, site: str, console_exceptions: list[str]) -> None:
    console_exceptions.append("404")
    answer = page.goto(f"{site}/missing")
    assert answer is not None
    assert answer.status == 404


def test_plain_page_runs_no_script(plain_page: Page, site: str) -> None:
    plain_page.goto(f"{site}/script")
    assert plain_page.get_by_role("heading").is_visible()


@pytest.mark.parametrize(("fixture", "width"), [("page", 1280), ("phone_page", 360)])
def test_pages_have_their_widths(fixture: str, width: int, site: str, request: pytest.FixtureRequest) -> None:
    page = request.getfixturevalue(fixture)
    page.goto(f"{site}/good")
    assert page.evaluate("window.innerWidth") == width


def test_axe_passes_a_good_page_and_names_what_is_wrong(page: Page, site: str, axe: AssertAccessible) -> None:
    page.goto(f"{site}/good")
    axe(page)
    page.goto(f"{site}/image")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
