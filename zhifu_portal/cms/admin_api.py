"""The CMS's own API: its page frame asks for the address of a document listing, and this site has no such library.

Files belong to records and are served by disclosure.records alone, so the listing answers 404 to everyone.
"""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from wagtail.api.v2.router import WagtailAPIRouter

from disclosure.records.models import Attachment


def no_listing(request: HttpRequest) -> NoReturn:
    """Answer 404."""
    raise Http404


class NoDocumentLibrary:
    """An endpoint without content, under the name the page frame looks for."""

    model = Attachment

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        """Return the one address."""
        return [path("", no_listing, name="listing")]


def register_without_documents(router: WagtailAPIRouter) -> None:
    """Give the page frame the address it reverses."""
    router.register_endpoint("documents", NoDocumentLibrary)
