"""Registration of the handlers, as every app of the project does it."""

from datetime import timedelta

from django.apps import AppConfig

from zhifu_portal.kernel.outbox_handlers import register_handler


class WorkerAppConfig(AppConfig):
    name = "tests.kernel.worker_app"
    label = "worker_app"

    def ready(self):
        register_handler("counted", "tests.kernel.worker_app.handlers.count", transactional=True, batch_size=20)
        register_handler(
            "leased", "tests.kernel.worker_app.handlers.note", transactional=False, lease=timedelta(seconds=3)
        )
