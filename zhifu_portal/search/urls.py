"""Addresses of the public search, included at /search/."""

from django.urls import path

from zhifu_portal.search import views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("suggest/", views.suggest, name="suggest"),
]
