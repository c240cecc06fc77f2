"""All addresses of the portal."""

from django.urls import include, path
from django.views.i18n import JavaScriptCatalog
from drf_spectacular.views import SpectacularAPIView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from zhifu_portal.cms.views import site_image

urlpatterns = [
    # In place of Wagtail's own, with the words that its translation lacks.
    path(
        "cms/jsi18n/",
        JavaScriptCatalog.as_view(packages=["wagtail.admin", "zhifu_portal.cms"]),
        name="wagtailadmin_javascript_catalog",
    ),
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
