"""Site-wide public addresses."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import path

from zhifu_portal.cms import views
from zhifu_portal.cms.sitemaps import SITEMAPS

urlpatterns = [
    path("accessibility/", views.accessibility, name="accessibility"),
    path("accessibility/mode/", views.display_mode, name="display_mode"),
    path("sitemap/", views.site_map, name="site_map"),
    path("feeds/", views.feed_index, name="feeds"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path(
        "sitemap.xml",
        sitemap_views.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap_section"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", sitemap_views.sitemap, {"sitemaps": SITEMAPS}, name="sitemap_section"),
]
