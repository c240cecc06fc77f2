"""Registration of the app with Django."""

from datetime import timedelta
from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from zhifu_portal.kernel.outbox_handlers import register_handler

# A mail server may take its time over every mail of a batch.
MAIL_LEASE = timedelta(minutes=10)


class KernelConfig(AppConfig):
    name = "zhifu_portal.kernel"
    label = "kernel"
    verbose_name = "平台基础"

    def ready(self) -> None:
        """Register the tasks, because a web process must know the tasks it sends, the handlers and the checks."""
        autodiscover_modules("tasks")
        register_handler("kernel.epoch", "zhifu_portal.kernel.epoch.deliver_bumps", transactional=False, collapse=True)
        notices = "zhifu_portal.kernel.notices.mailing"
        register_handler(
            "notices.mail", f"{notices}.deliver_notices", transactional=False, batch_size=20, lease=MAIL_LEASE
        )
        register_handler(
            "notices.digest", f"{notices}.deliver_digests", transactional=False, batch_size=20, lease=MAIL_LEASE
        )
        # By name: the checks look at the whole installation and stand above this floor.
        import_module("zhifu_portal.checks")
