"""Giving and taking roles: the one way into the book of who may edit, review and sign."""

from django.contrib.auth.models import User
from django.db import transaction

from disclosure.organs.enums import OFFICE_ROLES, ORGAN_ROLES, Role
from disclosure.organs.models import Organ, StaffRole
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if

ONLY_ADMINISTRATOR = "岗位由系统管理员设置，请联系系统管理员。"


def role_refusals(*, user: User | None, organ: Organ | None, role: str) -> list[str]:
    """Return every reason why this person cannot hold this role in this organ (none: office-wide)."""
    reasons: list[str] = []
    if role in ORGAN_ROLES and organ is None:
        reasons.append("部门岗位须选择机关。")
    if role in OFFICE_ROLES and organ is not None:
        reasons.append("政务公开办和监督审计岗位不选机关。")
    if organ is not None and (organ.is_foreign or not organ.is_active):
        reasons.append(f"{organ.name}不是本区在用的机关，不设岗位。")
    if user is not None and StaffRole.objects.filter(user=user, organ=organ, role=role).exists():
        reasons.append("此人已经有这个岗位。")
    return reasons


@transaction.atomic
def grant_role(*, user: User, organ: Organ | None, role: Role, by: User) -> StaffRole:
    """Give a person a role in an organ, or office-wide without one; raise Refused with every reason."""
    refuse_if([*_actor_refusals(by), *role_refusals(user=user, organ=organ, role=role)])
    held = StaffRole.objects.create(user=user, organ=organ, role=role)
    record_audit(action="organs.role_granted", by=by, subject=held, scope=_scope(held), detail=_detail(held))
    return held


@transaction.atomic
def revoke_role(*, staff_role_id: int, by: User) -> None:
    """Take a role away; what the person decided while holding it stands. Raise Refused with every reason."""
    refuse_if(_actor_refusals(by))
    held = StaffRole.objects.select_for_update().get(pk=staff_role_id)
    record_audit(action="organs.role_revoked", by=by, subject=held, scope=_scope(held), detail=_detail(held))
    held.delete()


def _actor_refusals(by: User) -> list[str]:
    return [] if by.is_superuser and by.is_active else [ONLY_ADMINISTRATOR]


def _scope(held: StaffRole) -> str:
    return str(held.organ_id or "")


def _detail(held: StaffRole) -> dict[str, object]:
    return {"user": held.user.get_username(), "role": held.role, "organ": held.organ_id}
