"""Who may arrange which pages: Wagtail groups that follow from roles and from the organs that own columns."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from disclosure.organs.enums import Role
from disclosure.organs.models import Organ
from disclosure.organs.permissions import users_holding
from zhifu_portal.cms.models import ColumnPage, HomePage
from zhifu_portal.kernel.audit import record_audit

OFFICE_GROUP = "政务公开办（网站）"
COLUMN_GROUP_PREFIX = "栏目编辑："
OFFICE_PAGE_ACTIONS = ("add", "change", "publish", "lock", "unlock")
COLUMN_PAGE_ACTIONS = ("add", "change")
OFFICE_IMAGE_ACTIONS = ("add", "change", "choose")
COLUMN_IMAGE_ACTIONS = ("add", "choose")


@dataclass
class SyncReport:
    """What a run changed: grants and memberships given and taken, groups removed."""

    given: int = 0
    taken: int = 0
    removed_groups: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything was different before."""
        return bool(self.given or self.taken or self.removed_groups)


@transaction.atomic
def sync_cms_groups() -> SyncReport:
    """Bring groups, their members and grants in line with roles and columns; running it again changes nothing.

    The disclosure office arranges, publishes and locks every page. The editors of an organ add and change pages in
    the columns that the organ owns and see its images only; publishing goes through the office.
    """
    report = SyncReport()
    _sync_office(report)
    wanted = {_column_group_name(organ): organ for organ in _organs_with_columns()}
    for name, organ in wanted.items():
        _sync_column_editors(name, organ, report)
    stale = Group.objects.filter(name__startswith=COLUMN_GROUP_PREFIX).exclude(name__in=wanted)
    report.removed_groups = stale.count()
    stale.delete()
    if report.changed:
        detail = {"given": report.given, "taken": report.taken, "removed_groups": report.removed_groups}
        record_audit(action="cms.groups_synced", by=None, subject=Group.objects.get(name=OFFICE_GROUP), detail=detail)
    return report


def _column_group_name(organ: Organ) -> str:
    return f"{COLUMN_GROUP_PREFIX}{organ.name}"


def _organs_with_columns() -> QuerySet[Organ]:
    return Organ.objects.filter(pk__in=ColumnPage.objects.exclude(organ=None).values("organ_id"))


def _sync_office(report: SyncReport) -> None:
    group, _ = Group.objects.get_or_create(name=OFFICE_GROUP)
    _set_members(group, users_holding({Role.DISCLOSURE_OFFICE}), report)
    _set_page_grants(group, HomePage.objects.all(), OFFICE_PAGE_ACTIONS, report)
    _set_image_grants(group, Collection.get_first_root_node(), OFFICE_IMAGE_ACTIONS, report)


def _sync_column_editors(name: str, organ: Organ, report: SyncReport) -> None:
    group, _ = Group.objects.get_or_create(name=name)
    editors = User.objects.filter(staff_roles__organ=organ, staff_roles__role=Role.EDITOR, is_active=True).distinct()
    _set_members(group, editors, report)
    _set_page_grants(group, ColumnPage.objects.filter(organ=organ), COLUMN_PAGE_ACTIONS, report)
    _set_image_grants(group, _image_collection(organ), COLUMN_IMAGE_ACTIONS, report)


def _image_collection(organ: Organ) -> Collection:
    """Return the organ's own collection of images, below the root."""
    root = Collection.get_first_root_node()
    found: Collection | None = root.get_children().filter(name=organ.name).first()
    return found if found is not None else root.add_child(name=organ.name)


def _set_members(group: Group, users: Iterable[User], report: SyncReport) -> None:
    wanted = {user.pk for user in users}
    present = set(group.user_set.values_list("pk", flat=True))
    group.user_set.set(wanted)
    report.given += len(wanted - present)
    report.taken += len(present - wanted)


def _set_page_grants(group: Group, pages: Iterable[Page], actions: Iterable[str], report: SyncReport) -> None:
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore",
        content_type__model="page",
        codename__in=[f"{action}_page" for action in actions],
    )
    wanted = {(page.pk, permission.pk) for page in pages for permission in permissions}
    present = GroupPagePermission.objects.filter(group=group)
    kept: set[tuple[int, int]] = set()
    for grant in present:
        place = (grant.page_id, grant.permission_id)
        if place in wanted:
            kept.add(place)
        else:
            grant.delete()
            report.taken += 1
    for page_id, permission_id in sorted(wanted - kept):
        GroupPagePermission.objects.create(group=group, page_id=page_id, permission_id=permission_id)
        report.given += 1


def _set_image_grants(group: Group, collection: Collection, actions: Iterable[str], report: SyncReport) -> None:
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailimages", codename__in=[f"{action}_image" for action in actions]
    )
    wanted = {(collection.pk, permission.pk) for permission in permissions}
    kept: set[tuple[int, int]] = set()
    for grant in GroupCollectionPermission.objects.filter(group=group):
        place = (grant.collection_id, grant.permission_id)
        if place in wanted:
            kept.add(place)
        else:
            grant.delete()
            report.taken += 1
    for collection_id, permission_id in sorted(wanted - kept):
        GroupCollectionPermission.objects.create(group=group, collection_id=collection_id, permission_id=permission_id)
        report.given += 1
