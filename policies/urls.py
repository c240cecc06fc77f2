"""Public addresses of the policy library."""

from django.urls import path

from policies.documents import views

app_name = "policies"

urlpatterns = [
    path("", views.policy_list, name="list"),
    path("export.<str:file_format>", views.policy_export, name="export"),
    path("feed/", views.policy_feed, name="feed"),
]
