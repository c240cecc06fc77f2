"""Addresses of the public search, included at /search/."""

from django.urls import path

from zhifu_portal.kernel.rate_limit import SEARCH_LIMIT, SUGGEST_LIMIT, limited
from zhifu_portal.search import views

app_name = "search"
urlpatterns = [
    path("", limited(SEARCH_LIMIT)(views.results), name="results"),
    path("suggest/", limited(SUGGEST_LIMIT, as_json=True)(views.suggest), name="suggest"),
]
