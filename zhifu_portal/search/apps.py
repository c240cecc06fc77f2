"""Registration of the app with Django."""

from datetime import timedelta

from django.apps import AppConfig

from zhifu_portal.kernel.outbox_handlers import register_handler


class SearchConfig(AppConfig):
    """The public index; its sources register in the `ready()` of the upper apps."""

    name = "zhifu_portal.search"
    label = "search"
    verbose_name = "站内检索"

    def ready(self) -> None:
        """Let the outbox feed the index."""
        register_handler(
            "search.entry",
            "zhifu_portal.search.indexing.deliver",
            transactional=False,
            batch_size=200,
            collapse=True,
            lease=timedelta(minutes=5),
        )
