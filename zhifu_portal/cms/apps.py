"""Registration of the app with Django."""

from django.apps import AppConfig

from disclosure.organs.enums import Role


class CmsConfig(AppConfig):
    name = "zhifu_portal.cms"
    label = "cms"
    verbose_name = "网站内容"

    def ready(self) -> None:
        """Let the disclosure office edit navigation and footer; models exist only now, hence the import here."""
        from disclosure.organs.auth_backend import grant_to_roles
        from zhifu_portal.cms.notices.page_events import register_page_events
        from zhifu_portal.cms.search_source import KINDS, load_entries, public_ids
        from zhifu_portal.search.entries import registry

        registry.register_source("page", load=load_entries, all_ids=public_ids, kinds=KINDS)
        # Before Wagtail's own app is ready, which would connect its mails.
        register_page_events()
        grant_to_roles("cms.change_sitechrome", frozenset({Role.DISCLOSURE_OFFICE}))
