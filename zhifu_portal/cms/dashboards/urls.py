"""Addresses of the dashboards, under /cms/dashboards/."""

from django.urls import path

from zhifu_portal.cms.dashboards.views import AttributesView, CoverageView, GroundsView, TimelinessView

app_name = "dashboards"
urlpatterns = [
    path("attributes/", AttributesView.as_view(), name="attributes"),
    path("grounds/", GroundsView.as_view(), name="grounds"),
    path("timeliness/", TimelinessView.as_view(), name="timeliness"),
    path("coverage/", CoverageView.as_view(), name="coverage"),
]
