"""The strict content security policy inside the CMS: Wagtail's few inline initialisers get this response's nonce.

Wagtail starts choosers, date fields and inline panels by an inline script beside the field. Such a script is let
through only when it is exactly one of these calls with plain data as arguments; any other inline script, one
that somebody smuggled into a text included, stays without a nonce and is refused by the browser.
"""

import json
import re
from collections.abc import Callable
from typing import Final

from csp.constants import NONCE
from django.http import HttpRequest, HttpResponse, HttpResponseBase

STAFF_PREFIX: Final = "/cms/"
INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
CALL: Final = re.compile(r"(?:new [A-Z]\w*Chooser|init(?:Date|DateTime|Time)Chooser)\((.*)\);", re.DOTALL)
# The argument is a string literal made by `escapejs`: no quote, bracket or backslash but as \uXXXX.
PANEL: Final = re.compile(
    r"\(function\(\) \{\s*var panel = new (?:Inline|MultipleChooser)Panel\("
    r'JSON\.parse\("(?:[^"\\<>]|\\u[0-9A-F]{4})*"\)\);\s*\}\)\(\);'
)


def is_initialiser(script: str) -> bool:
    """Say whether an inline script does nothing but start one of Wagtail's widgets with plain data."""
    code = script.strip()
    if PANEL.fullmatch(code):
        return True
    call = CALL.fullmatch(code)
    if call is None:
        return False
    try:
        json.loads(f"[{call[1]}]")
    except ValueError:
        return False
    return True


def with_nonce(html: str, nonce: Callable[[], str]) -> str:
    """Return the page with the nonce on its initialisers; the nonce is asked for only when there is one."""

    def mark(match: re.Match[str]) -> str:
        return f'<script nonce="{nonce()}">{match[1]}</script>' if is_initialiser(match[1]) else match[0]

    return INLINE_SCRIPT.sub(mark, html)


class StaffScriptMiddleware:
    """Marks the initialisers of pages under /cms/; stands inside the CSP middleware, which writes the header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (
            request.path_info.startswith(STAFF_PREFIX)
            and isinstance(response, HttpResponse)
            and response.get("Content-Type", "").startswith("text/html")
            and b"<script>" in response.content
        ):
            page = with_nonce(response.content.decode(response.charset), lambda: str(request.csp_nonce))  # type: ignore[attr-defined]  # set by django-csp
            if request.csp_nonce:  # type: ignore[attr-defined]  # true once the nonce was used
                response.content = page.encode(response.charset)
                response._csp_update = {"script-src": [NONCE]}  # type: ignore[attr-defined]  # read by django-csp
        return response
