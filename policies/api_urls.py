"""API addresses of the app."""

from django.urls import path

from policies.documents.api import PolicyListView

urlpatterns = [path("policies/", PolicyListView.as_view(), name="api_policies")]
