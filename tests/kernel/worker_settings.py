"""Settings of the workers that tests kill: those of the project, the counting handlers, and a faster beat."""

from zhifu_portal.settings.local import *  # noqa: F403
from zhifu_portal.settings.local import INSTALLED_APPS as PROJECT_APPS

INSTALLED_APPS = [*PROJECT_APPS, "tests.kernel.worker_app"]
CELERY_BEAT_SCHEDULE = {"drain-outbox": {"task": "kernel.drain_outbox", "schedule": 0.5, "options": {"expires": 10}}}
