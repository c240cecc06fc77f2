"""All addresses of the portal."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("cms/", include(wagtailadmin_urls)),
    path("disclosure/", include("disclosure.urls")),
    path("policies/", include("policies.urls")),
    path("search/", include("zhifu_portal.search.urls")),
    path("", include("zhifu_portal.cms.urls")),
    path("", include(wagtail_urls)),
]
