"""All addresses of the portal."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from zhifu_portal.cms.views import site_image

urlpatterns = [
    path("cms/", include(wagtailadmin_urls)),
    path("disclosure/", include("disclosure.urls")),
    path("policies/", include("policies.urls")),
    path("api/v1/", include("disclosure.api_urls")),
    path("api/v1/", include("policies.api_urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("media/images/<str:name>", site_image, name="site_image"),
    path("search/", include("zhifu_portal.search.urls")),
    path("", include("zhifu_portal.cms.urls")),
    path("", include(wagtail_urls)),
]
