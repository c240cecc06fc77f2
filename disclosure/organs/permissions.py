"""Who may do what with a row that belongs to an organ: the one policy every staff screen uses.

Deny by default: an action no rule names is refused to everyone, the superuser included. A superuser
administers the system (organs, roles, site); content decisions need a role like everyone else's.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final, TypeAlias

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.permission_policies.base import BasePermissionPolicy

from disclosure.organs.enums import OFFICE_ROLES, ORGAN_ROLES, Role
from disclosure.organs.models import StaffRole

AnyUser: TypeAlias = AbstractBaseUser | AnonymousUser
SCOPE_CACHE: Final = "_staff_scope"


def acting_user(request: HttpRequest) -> User:
    """Return the person who acts; raise PermissionDenied for an anonymous reader."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@dataclass(frozen=True)
class StaffScope:
    """What one person holds: roles by organ id, and office-wide roles."""

    by_organ: Mapping[int, frozenset[str]]
    office_wide: frozenset[str]
    is_superuser: bool

    def has(self, roles: Collection[str], organ_id: int | None) -> bool:
        """Say whether one of these roles is held in this organ (or office-wide, for office roles)."""
        if self.office_wide.intersection(roles):
            return True
        return organ_id is not None and bool(self.by_organ.get(organ_id, frozenset()).intersection(roles))

    def organs_with(self, roles: Collection[str]) -> set[int]:
        """Return the ids of the organs in which one of these roles is held."""
        return {organ_id for organ_id, held in self.by_organ.items() if held.intersection(roles)}

    @property
    def is_staff(self) -> bool:
        """Say whether the person holds any role at all."""
        return bool(self.by_organ or self.office_wide or self.is_superuser)

    @property
    def reads_everything(self) -> bool:
        """The disclosure office, the auditor and the system administrator see every organ's rows."""
        return self.is_superuser or bool(self.office_wide)


EMPTY_SCOPE = StaffScope(by_organ={}, office_wide=frozenset(), is_superuser=False)


def scope_of(user: AnyUser) -> StaffScope:
    """Return the scope of this person, read once per loaded user object (so once per request)."""
    if not user.is_authenticated or not user.is_active:
        return EMPTY_SCOPE
    # By getattr and setattr: the user of a request is a proxy, and backends are handed what is behind it.
    cached = getattr(user, SCOPE_CACHE, None)
    if isinstance(cached, StaffScope):
        return cached
    by_organ: dict[int, set[str]] = {}
    office_wide: set[str] = set()
    for organ_id, role in StaffRole.objects.filter(user_id=user.pk).values_list("organ_id", "role"):
        if not organ_id:
            office_wide.add(role)
        else:
            by_organ.setdefault(organ_id, set()).add(role)
    scope = StaffScope(
        by_organ={organ_id: frozenset(roles) for organ_id, roles in by_organ.items()},
        office_wide=frozenset(office_wide),
        is_superuser=bool(getattr(user, "is_superuser", False)),
    )
    setattr(user, SCOPE_CACHE, scope)
    return scope


def holds_role(user: AnyUser, role: Role, *, organ_id: int | None) -> bool:
    """Say whether this person holds exactly this role in this organ (a superuser does not by being one)."""
    return scope_of(user).has({role}, organ_id)


def users_holding(roles: Iterable[str], *, organ_id: int | None = None) -> QuerySet[Any]:
    """Return the active people who hold one of these roles, in this organ when one is given."""
    held = Q(staff_roles__role__in=list(roles))
    if organ_id is not None:
        held &= Q(staff_roles__organ_id=organ_id) | Q(staff_roles__organ_id__isnull=True)
    return get_user_model().objects.filter(held, is_active=True).distinct()


class DepartmentPolicy(BasePermissionPolicy):
    """Wagtail permission policy of a model whose rows belong to an organ.

    `rules` maps an action to the roles that may do it: organ roles count in the row's organ only,
    office roles everywhere. `organ_paths` are the lookups from the row to its organ.
    `shared` rows (organ empty) may be read by all staff and written by office roles.
    """

    organ_paths: tuple[str, ...] = ("organ",)
    rules: Mapping[str, frozenset[str]] = {"view": ORGAN_ROLES | OFFICE_ROLES}

    def roles_for(self, action: str) -> frozenset[str]:
        """Return the roles that may do this; an unknown action has none."""
        return self.rules.get(action, frozenset())

    def organ_ids_of(self, instance: models.Model) -> set[int]:
        """Return the ids of the organs the row belongs to."""
        found: set[int] = set()
        for path in self.organ_paths:
            value: Any = instance
            for part in path.split("__"):
                value = getattr(value, part, None)
            if value is not None:
                found.add(value.pk)
        return found

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        scope = scope_of(user)
        roles = self.roles_for(action)
        if action == "view" and scope.reads_everything:
            return True
        return bool(scope.office_wide & roles) or bool(scope.organs_with(roles))

    def user_has_any_permission(self, user: AnyUser, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: AnyUser, action: str, instance: models.Model) -> bool:
        scope = scope_of(user)
        roles = self.roles_for(action)
        if scope.office_wide & roles or (action == "view" and scope.reads_everything):
            return True
        return bool(scope.organs_with(roles) & self.organ_ids_of(instance))

    def instances_user_has_any_permission_for(self, user: AnyUser, actions: Iterable[str]) -> QuerySet[Any]:
        scope = scope_of(user)
        roles: frozenset[str] = frozenset()
        for action in actions:
            roles |= self.roles_for(action)
            if action == "view" and scope.reads_everything:
                return self.model._default_manager.all()
        if scope.office_wide & roles:
            return self.model._default_manager.all()
        organ_ids = scope.organs_with(roles)
        if not organ_ids:
            return self.model._default_manager.none()
        mine = reduce(or_, (Q(**{f"{path}__in": organ_ids}) for path in self.organ_paths))
        return self.model._default_manager.filter(mine)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[Any]:
        roles: frozenset[str] = frozenset()
        for action in actions:
            roles |= self.roles_for(action)
        return users_holding(roles)

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: models.Model) -> QuerySet[Any]:
        users = get_user_model().objects.none()
        for organ_id in self.organ_ids_of(instance):
            roles = frozenset[str]().union(*(self.roles_for(action) for action in actions))
            users = users | users_holding(roles, organ_id=organ_id)
        return users.distinct()


class OfficePolicy(DepartmentPolicy):
    """Policy of rows that belong to the whole district: named office roles write, all staff read."""

    rules: Mapping[str, frozenset[str]] = {
        "view": ORGAN_ROLES | OFFICE_ROLES,
        "choose": ORGAN_ROLES | OFFICE_ROLES,
        "add": frozenset({Role.DISCLOSURE_OFFICE}),
        "change": frozenset({Role.DISCLOSURE_OFFICE}),
        "delete": frozenset({Role.DISCLOSURE_OFFICE}),
    }
    superuser_writes = True

    def user_has_permission(self, user: AnyUser, action: str) -> bool:
        scope = scope_of(user)
        if self.superuser_writes and scope.is_superuser and action in self.rules:
            return True
        roles = self.roles_for(action)
        held = scope.office_wide.union(*scope.by_organ.values())
        return bool(held & roles)

    def user_has_permission_for_instance(self, user: AnyUser, action: str, instance: models.Model) -> bool:
        return self.user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: AnyUser, actions: Iterable[str]) -> QuerySet[Any]:
        if self.user_has_any_permission(user, actions):
            return self.model._default_manager.all()
        return self.model._default_manager.none()

    def users_with_any_permission_for_instance(self, actions: Iterable[str], instance: models.Model) -> QuerySet[Any]:
        return self.users_with_any_permission(actions)


class StaffRolePolicy(OfficePolicy):
    """Roles decide who may sign: the system administrator gives and takes them, the office sees who holds which."""

    rules: Mapping[str, frozenset[str]] = {
        "view": OFFICE_ROLES,
        "add": frozenset(),
        "delete": frozenset(),
    }
