"""Start-up lines of Wagtail's widgets under a content security policy that runs no inline script.

Wagtail ends its date fields, choosers and inline panels with `<script>new SnippetChooser("id", {…});</script>`.
The middleware turns such a block into data before it leaves the server; `static/js/staff-start.js` reads the data
and makes the call when it is one of Wagtail's own. Text of a person is escaped wherever it stands on a page, so an
inline block that somebody smuggles in stays dead as well.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from zhifu_portal.cms.staff_gate import STAFF_PREFIX

INLINE = b"<script>"
# Without quotation marks: the dialogues of choosers carry their HTML in JSON.
INERT = b"<script type=text/plain data-start>"
CONTENT_TYPES = ("text/html", "application/json")


class InertScriptsMiddleware:
    """Turns inline scripts of the CMS into data."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (
            isinstance(response, HttpResponse)
            and request.path_info.startswith(STAFF_PREFIX)
            and response.get("Content-Type", "").startswith(CONTENT_TYPES)
        ):
            response.content = response.content.replace(INLINE, INERT)
        return response


def start_script() -> SafeString:
    """Return the elements that load the reader of the start-up lines and, before it, the words of the table editor.

    Hook `insert_global_admin_js`. Deferred: they run after the libraries of the page, before Wagtail's editor starts.
    """
    names = ("js/staff-table.js", "js/staff-start.js")
    return format_html_join("\n", '<script src="{}" defer></script>', ((static(name),) for name in names))
