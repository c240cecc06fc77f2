"""API addresses of the app."""

from django.urls import path

from disclosure.catalog.api import CatalogEntryListView, TopicListView
from disclosure.organs.api import OrganListView
from disclosure.records.api import RecordDetailView, RecordListView

urlpatterns = [
    path("records/", RecordListView.as_view(), name="api_records"),
    path("records/<str:code>/<str:serial>/", RecordDetailView.as_view(), name="api_record"),
    path("organs/", OrganListView.as_view(), name="api_organs"),
    path("topics/", TopicListView.as_view(), name="api_topics"),
    path("catalog/", CatalogEntryListView.as_view(), name="api_catalog"),
]
