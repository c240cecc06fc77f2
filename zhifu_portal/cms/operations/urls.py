"""Addresses of the operation screens, under /cms/operations/."""

from django.urls import path

from zhifu_portal.cms.operations.views import AuditView, CalendarView, OutboxView, ReviveView

app_name = "operations"
urlpatterns = [
    path("calendar/", CalendarView.as_view(), name="calendar"),
    path("outbox/", OutboxView.as_view(), name="outbox"),
    path("outbox/<int:pk>/revive/", ReviveView.as_view(), name="revive"),
    path("audit/", AuditView.as_view(), name="audit"),
]
