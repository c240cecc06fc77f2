"""Public addresses of the disclosure platform."""

from django.urls import path

from disclosure.platform import views

app_name = "platform"

urlpatterns = [
    path("", views.platform_home, name="home"),
    path("catalog/", views.catalog_tree, name="catalog"),
    path("institutions/", views.institution_list, name="institutions"),
    path("guide/", views.guide_list, name="guides"),
    path("guide/<slug:slug>/", views.guide, name="guide"),
    path("annual-reports/", views.annual_report_list, name="annual_reports"),
    path("organs/", views.organ_list, name="organs"),
    path("organs/<slug:slug>/", views.organ_detail, name="organ"),
]
