"""What the strict content security policy allows inside the CMS beyond the public site: styles with a nonce.

The text editor makes two style elements in the browser. `static/js/staff-styles.js`, which alone knows the nonce
of the page, puts it on what trusted scripts make; a style that somebody smuggles into a page has none.
"""

from collections.abc import Callable
from typing import Final

from csp.constants import NONCE
from django.http import HttpRequest, HttpResponseBase

STAFF_PREFIX: Final = "/cms/"


class StaffStyleMiddleware:
    """Names the nonce in the header of the pages that used it; stands inside the CSP middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # True once a template asked for it: templates/wagtailadmin/admin_base.html.
        if request.path_info.startswith(STAFF_PREFIX) and request.csp_nonce:  # type: ignore[attr-defined]  # by django-csp
            response._csp_update = {"style-src": [NONCE]}  # type: ignore[attr-defined]  # read by django-csp
        return response
