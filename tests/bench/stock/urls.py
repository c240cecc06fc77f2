"""A bare view and Wagtail's pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail import urls as wagtail_urls


def plain(request: HttpRequest) -> HttpResponse:
    """Answer without database and template."""
    return HttpResponse("ok")


urlpatterns = [path("plain/", plain), path("", include(wagtail_urls))]
