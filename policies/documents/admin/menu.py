"""Menu items of the import screens, shown to those who may use them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem

from disclosure.organs.permissions import acting_user
from disclosure.organs.scoping import policy_of
from policies.documents.models import PolicyDocument


class ImportMenuItem(MenuItem):
    """Leads to a screen of the policy documents that needs the right to add one."""

    def __init__(self, label: str, *, view_name: str, **kwargs: Any) -> None:
        url = reverse_lazy(f"wagtailsnippets_policies_policydocument:{view_name}")
        super().__init__(label, url, name=view_name.replace("_", "-"), **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the person may register documents."""
        return policy_of(PolicyDocument).user_has_permission(acting_user(request), "add")
