"""All addresses of the portal."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("cms/", include(wagtailadmin_urls)),
    path("disclosure/info/", include("disclosure.records.urls")),
    path("search/", include("zhifu_portal.search.urls")),
    path("", include(wagtail_urls)),
]
