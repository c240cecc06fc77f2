"""Registration of the app with Django."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from zhifu_portal.kernel.outbox_handlers import register_handler


class KernelConfig(AppConfig):
    name = "zhifu_portal.kernel"
    label = "kernel"
    verbose_name = "平台基础"

    def ready(self) -> None:
        """Register the tasks, because a web process must know the tasks it sends, the handlers and the checks."""
        autodiscover_modules("tasks")
        register_handler("kernel.epoch", "zhifu_portal.kernel.epoch.deliver_bumps", transactional=False, collapse=True)
        # By name: the checks look at the whole installation and stand above this floor.
        import_module("zhifu_portal.checks")
