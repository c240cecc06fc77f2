"""The Celery application: clocks and owed work run here, every task is a thin call to one service."""

import os
from pathlib import Path
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhifu_portal.settings.base")

app = Celery("zhifu_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "zhifu_portal.kernel",
        "zhifu_portal.search",
        "disclosure.records",
        "disclosure.review",
        "policies",
        "zhifu_portal.cms",
    ]
)


@app.on_after_configure.connect
def make_broker_folders(sender: Any, **kwargs: Any) -> None:
    """Make the folders of the file-system broker: it does not make them itself."""
    options = sender.conf.broker_transport_options
    for name in ("data_folder_in", "data_folder_out", "control_folder"):
        if name in options:
            Path(options[name]).mkdir(parents=True, exist_ok=True)
