"""Roles are given and taken by the system administrator alone, and every change is in the audit trail."""

import pytest
from django.urls import reverse

from disclosure.organs.enums import Role
from disclosure.organs.models import Organ, StaffRole
from disclosure.organs.services import grant_role, revoke_role
from tests.disclosure.factories import OrganFactory, Staff, UserFactory, make_draft, make_staff
from zhifu_portal.kernel.audit import AuditRow
from zhifu_portal.kernel.refusals import Refused

pytestmark = pytest.mark.django_db

ROLES = "wagtailsnippets_disclosure_staffrole"


@pytest.fixture
def administrator():
    return UserFactory(is_superuser=True)


def test_a_role_is_given_and_written_down(administrator):
    organ, person = OrganFactory(), UserFactory()

    held = grant_role(user=person, organ=organ, role=Role.SIGNER, by=administrator)

    row = AuditRow.objects.get()
    assert (row.action, row.scope, row.actor) == ("organs.role_granted", str(organ.pk), administrator)
    assert row.detail == {"user": person.username, "role": "signer", "organ": organ.pk}
    assert list(StaffRole.objects.all()) == [held]


def test_a_role_is_taken_and_written_down(administrator):
    signer = make_staff(OrganFactory(), Role.SIGNER)

    revoke_role(staff_role_id=signer.staff_roles.get().pk, by=administrator)

    assert AuditRow.objects.get().action == "organs.role_revoked"
    assert not StaffRole.objects.exists()


@pytest.mark.parametrize("role", [Role.DISCLOSURE_OFFICE, Role.AUDITOR, Role.SIGNER])
def test_nobody_else_gives_roles(role):
    organ = OrganFactory()
    person = make_staff(None if role != Role.SIGNER else organ, role)

    with pytest.raises(Refused, match="岗位由系统管理员设置"):
        grant_role(user=person, organ=organ, role=Role.EDITOR, by=person)
    with pytest.raises(Refused, match="岗位由系统管理员设置"):
        revoke_role(staff_role_id=person.staff_roles.get().pk, by=person)


@pytest.mark.parametrize(
    ("role", "place", "reason"),
    [
        (Role.EDITOR, None, "部门岗位须选择机关"),
        (Role.AUDITOR, "own", "政务公开办和监督审计岗位不选机关"),
        (Role.EDITOR, "foreign", "不设岗位"),
        (Role.SIGNER, "own", "此人已经有这个岗位"),
    ],
)
def test_what_does_not_fit_is_refused_on_the_screen_with_the_reason(client, administrator, role, place, reason):
    own, foreign = OrganFactory(), OrganFactory(foreign=True)
    person = make_staff(own, Role.SIGNER)
    organ = {"own": own, "foreign": foreign}.get(place)
    with pytest.raises(Refused, match=reason):
        grant_role(user=person, organ=organ, role=role, by=administrator)
    client.force_login(administrator)

    response = client.post(
        reverse(f"{ROLES}:add"), {"user": person.pk, "organ": organ.pk if organ else "", "role": role.value}
    )

    text = response.content.decode()
    assert reason in text or (place == "foreign" and "选择一个有效的选项" in text)
    assert StaffRole.objects.count() == 1


def test_the_screens_give_and_take_through_the_service(client, administrator):
    organ, person = OrganFactory(), UserFactory()
    client.force_login(administrator)

    client.post(reverse(f"{ROLES}:add"), {"user": person.pk, "organ": organ.pk, "role": "editor"})
    held = StaffRole.objects.get()
    client.post(reverse(f"{ROLES}:delete", args=[held.pk]))

    assert not StaffRole.objects.exists()
    actions = list(AuditRow.objects.order_by("sequence").values_list("action", flat=True))
    assert [action for action in actions if action.startswith("organs.")] == [
        "organs.role_granted",
        "organs.role_revoked",
    ]


def test_an_organ_in_use_is_not_deleted_and_the_screen_says_why(client, administrator):
    staff = Staff(OrganFactory())
    make_draft(staff)
    client.force_login(administrator)

    response = client.post(reverse("wagtailsnippets_disclosure_organ:delete", args=[staff.organ.pk]), follow=True)

    assert "仍在使用，不能删除" in response.content.decode()
    assert Organ.objects.filter(pk=staff.organ.pk).exists()
