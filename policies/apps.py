"""Registration of the app with Django."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "policies"
    label = "policies"
    verbose_name = "政策"

    def ready(self) -> None:
        """Fill the registries of the floors below; models exist only now, hence the import here."""
        from policies.registration import register_all

        register_all()
