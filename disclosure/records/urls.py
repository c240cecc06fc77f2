"""Public addresses of records."""

from django.urls import path

from disclosure.records import views

app_name = "records"

urlpatterns = [
    path("", views.record_list, name="list"),
    path("export.<str:file_format>", views.record_export, name="export"),
    path("feed/", views.record_feed, name="feed"),
    path("attachments/<int:pk>/", views.attachment_file, name="attachment"),
    path("<str:code>/<str:serial>/", views.record_detail, name="detail"),
    path("<str:code>/<str:serial>/qr.svg", views.record_qr, name="qr"),
]
