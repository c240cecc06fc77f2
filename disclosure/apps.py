"""Registration of the app with Django: permission policies, the search source and the outbox handlers."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "disclosure"
    label = "disclosure"
    verbose_name = "政府信息公开"

    def ready(self) -> None:
        """Fill the registries of the floors below; models exist only now, hence the import here."""
        from disclosure.registration import register_all

        register_all()
