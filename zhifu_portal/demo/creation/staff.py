"""The staff of the demo and their roles; only those with a published password can log in."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from disclosure.organs.models import Organ, StaffRole
from disclosure.records.enums import ReviewStep
from zhifu_portal.demo.content import DemoUser, Role, load_users
from zhifu_portal.demo.logins import DEMO_LOGINS

STEP_ROLES: Mapping[ReviewStep, Role] = {
    ReviewStep.DETERMINATION: Role.REVIEWER,
    ReviewStep.JOINT_AGREEMENT: Role.REVIEWER,
    ReviewStep.SECRECY_REVIEW: Role.SECRECY_REVIEWER,
    ReviewStep.SIGN_OFF: Role.SIGNER,
}


@dataclass(frozen=True)
class StaffList:
    """Who holds which role where: the person by organ slug (empty for office-wide roles) and role."""

    people: Mapping[tuple[str, Role], User]

    def holder(self, organ: str, role: Role) -> User:
        """Return the person with this role in this organ."""
        return self.people[organ, role]

    def for_step(self, organ: str, step: ReviewStep) -> User:
        """Return the person who decides this step in this organ."""
        return self.people[organ, STEP_ROLES[step]]


def create_staff(organs: Mapping[str, Organ]) -> StaffList:
    """Make the people who are missing, with their roles; a person who exists keeps password and roles."""
    passwords = {username: password for username, password, _label in DEMO_LOGINS}
    people: dict[tuple[str, Role], User] = {}
    for demo in load_users():
        user = User.objects.filter(username=demo.username).first()
        people[demo.organ, demo.role] = user or _create_user(demo, passwords.get(demo.username), organs)
    return StaffList(people)


@transaction.atomic
def _create_user(demo: DemoUser, password: str | None, organs: Mapping[str, Organ]) -> User:
    is_superuser = demo.role is Role.SUPERUSER
    user = User(username=demo.username, first_name=demo.display_name, is_superuser=is_superuser, is_staff=is_superuser)
    user.set_password(password)
    user.save()
    if not is_superuser:
        StaffRole.objects.create(user=user, organ=organs.get(demo.organ), role=str(demo.role))
    return user
