"""Addresses of the notice screens, under /cms/notices/."""

from django.urls import path

from zhifu_portal.cms.notices import template_views, views

app_name = "notices"
urlpatterns = [
    path("", views.NoticeList.as_view(), name="list"),
    path("read/", views.ReadAll.as_view(), name="read_all"),
    path("preferences/", views.Preferences.as_view(), name="preferences"),
    path("templates/", template_views.TemplateList.as_view(), name="templates"),
    path("templates/<str:event>/", template_views.TemplateEditor.as_view(), name="template"),
    path("templates/<str:event>/reset/", template_views.TemplateReset.as_view(), name="template_reset"),
    path("<uuid:pk>/", views.NoticeDetail.as_view(), name="detail"),
    path("<uuid:pk>/read/", views.ReadOne.as_view(), name="read"),
]
