"""Django permissions that follow from roles: nobody keeps a second book of who may enter the CMS."""

from typing import Any, Final

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import User
from django.db.models import Model

from disclosure.organs.enums import Role
from disclosure.organs.permissions import scope_of

ENTER_CMS: Final = "wagtailadmin.access_admin"

_permission_roles: dict[str, frozenset[str]] = {}


def grant_to_roles(permission: str, roles: frozenset[Role]) -> None:
    """Let holders of these roles have a Django permission such as `cms.change_sitechrome`; for AppConfig.ready()."""
    _permission_roles[permission] = frozenset(str(role) for role in roles)


class RoleBackend(BaseBackend):
    """Everyone with a role may enter the CMS; further permissions follow from the office-wide roles."""

    def get_user_permissions(self, user_obj: Any, obj: Model | None = None) -> set[str]:
        """Return the permissions the person's roles bring."""
        scope = scope_of(user_obj)
        if not scope.is_staff or obj is not None:
            return set()
        held = scope.office_wide.union(*scope.by_organ.values())
        return {ENTER_CMS} | {name for name, roles in _permission_roles.items() if roles & held}

    def has_perm(self, user_obj: Any, perm: str, obj: Model | None = None) -> bool:
        """Say whether a role brings this permission."""
        return isinstance(user_obj, User) and perm in self.get_user_permissions(user_obj, obj)
