"""The Celery application: clocks and owed work run here, every task is a thin call to one service."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhifu_portal.settings.base")

app = Celery("zhifu_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "zhifu_portal.kernel",
        "zhifu_portal.search",
        "disclosure.records",
    ]
)
