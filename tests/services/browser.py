"""Fixtures: Chromium, pages that fail the test on any console error, and the accessibility check."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Protocol
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    WebError,
    sync_playwright,
)

from tests.services.chromium import HOW_TO_INSTALL, find_chromium

# Chromium looks for updates and the like by itself; nothing here may leave the machine.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
NO_EXCEPTIONS: Mapping[str, str] = MappingProxyType({})


class AssertAccessible(Protocol):
    """The check of the fixture `axe`."""

    def __call__(self, page: Page, *, only: Sequence[str] = (), except_for: Mapping[str, str] = NO_EXCEPTIONS) -> None:
        """Fail on any violation, or of the rules `only`; `except_for`: rule → selector where it may break."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield one Chromium for the run; fails with the way to install it when there is none."""
    path = find_chromium()
    if path is None:
        raise RuntimeError(HOW_TO_INSTALL)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def console_exceptions() -> list[str]:
    """Return the list of patterns of console errors that this test provokes on purpose (a 404 page, say)."""
    return []


@pytest.fixture
def page(browser: Browser, console_exceptions: list[str]) -> Iterator[Page]:
    """Yield a page of 1280 pixels."""
    with watched(_context(browser, DESKTOP), console_exceptions) as context:
        yield context.new_page()


@pytest.fixture
def phone_page(browser: Browser, console_exceptions: list[str]) -> Iterator[Page]:
    """Yield a page of 360 pixels, touched rather than clicked."""
    with watched(_context(browser, PHONE), console_exceptions) as context:
        yield context.new_page()


@pytest.fixture
def plain_page(browser: Browser, console_exceptions: list[str]) -> Iterator[Page]:
    """Yield a page of 1280 pixels without JavaScript."""
    with watched(_context(browser, DESKTOP, scripts=False), console_exceptions) as context:
        yield context.new_page()


@pytest.fixture(scope="session")
def axe() -> AssertAccessible:
    """Return the check that the page as it stands has no violation of axe's rules."""
    checker = Axe()

    def is_excepted(page: Page, target: str, selector: str) -> bool:
        return selector != "" and bool(page.locator(target).evaluate("(node, css) => node.matches(css)", selector))

    def assert_accessible(
        page: Page, *, only: Sequence[str] = (), except_for: Mapping[str, str] = NO_EXCEPTIONS
    ) -> None:
        options = {"runOnly": list(only)} if only else None
        found = [
            f"{each['id']}: {node['html']}"
            for each in checker.run(page, options=options).response["violations"]
            for node in each["nodes"]
            if not is_excepted(page, node["target"][0], except_for.get(each["id"], ""))
        ]
        assert found == [], f"{page.url}\n" + "\n".join(found)

    return assert_accessible


def _context(browser: Browser, size: ViewportSize, *, scripts: bool = True) -> BrowserContext:
    return browser.new_context(
        viewport=size,
        has_touch=size is PHONE,
        java_script_enabled=scripts,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )


@contextmanager
def watched(context: BrowserContext, exceptions: list[str]) -> Iterator[BrowserContext]:
    """Close the context at the end and fail on what it met: console and script errors (a breach of the content
    security policy is one), and requests that leave this machine."""
    errors: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"console: {message.text} ({message.location.get('url')})")

    def on_script_error(error: WebError) -> None:
        errors.append(f"script: {error.error}")

    def on_request(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in LOOPBACK:
            errors.append(f"foreign request: {request.url}")

    context.on("console", on_console)
    context.on("weberror", on_script_error)
    context.on("request", on_request)
    yield context
    context.close()
    unexpected = [error for error in errors if not any(re.search(pattern, error) for pattern in exceptions)]
    assert unexpected == []
