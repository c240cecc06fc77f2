"""Public addresses of the app."""

from django.urls import include, path

urlpatterns = [
    path("info/", include("disclosure.records.urls")),
    path("", include("disclosure.platform.urls")),
]
