"""What an installation starts with: home page, groups that follow from roles, the workflow of pages."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Site, WorkflowPage

from disclosure.organs.enums import Role
from disclosure.organs.models import StaffRole
from disclosure.records.models import DisclosureLimit, Ground, InformationRecord
from disclosure.records.official import OFFICIAL_GROUNDS, OFFICIAL_LIMITS
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, make_staff
from zhifu_portal.cms.models import ColumnPage, HomePage
from zhifu_portal.cms.services import OFFICE_GROUP, sync_cms_groups
from zhifu_portal.cms.setup import ensure_home_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    call_command("setup_site", stdout=StringIO())
    return HomePage.objects.get()


def add_column(home, organ, slug="column"):
    return home.add_child(instance=ColumnPage(title="演示栏目", slug=slug, organ=organ))


def page_grants(group):
    grants = GroupPagePermission.objects.filter(group=group).select_related("page", "permission")
    return {(grant.page.slug, grant.permission.codename.removesuffix("_page")) for grant in grants}


def image_grants(group):
    grants = GroupCollectionPermission.objects.filter(group=group).select_related("collection", "permission")
    return {(grant.collection.name, grant.permission.codename.removesuffix("_image")) for grant in grants}


def test_the_home_page_takes_the_place_of_the_welcome_page(home, client):
    site = Site.objects.get()

    assert (home.slug, home.live, site.root_page_id, site.is_default_site) == ("home", True, home.pk, True)
    assert list(Page.objects.filter(depth=2)) == [home.page_ptr]
    response = client.get("/")
    assert response.status_code == 200
    assert [block.block_type for block in home.body] == ["hero", "entry_points", "record_list", "record_list"]


def test_a_second_run_changes_nothing(home):
    home.title = "改过的标题"
    home.save()
    before = list(GroupPagePermission.objects.order_by("pk").values_list("pk", flat=True))

    call_command("setup_site", stdout=StringIO())

    assert HomePage.objects.get().title == "改过的标题"
    assert list(GroupPagePermission.objects.order_by("pk").values_list("pk", flat=True)) == before


def test_an_emptied_database_gets_its_roots_again():
    Site.objects.all().delete()
    Page.objects.all().delete()
    Collection.objects.all().delete()

    home = ensure_home_page()

    assert (home.depth, Site.objects.get().root_page_id) == (2, home.pk)
    assert Collection.get_first_root_node().name == "Root"


def test_the_rows_of_law_are_there_and_the_limits_stand_at_their_catalog_entries(home):
    assert Ground.objects.count() == len(OFFICIAL_GROUNDS)
    placed = {
        limit.code: sorted(limit.catalog_entries.values_list("slug", flat=True))
        for limit in DisclosureLimit.objects.all()
    }
    assert placed == {limit.code: sorted(limit.entries) for limit in OFFICIAL_LIMITS}


def test_records_have_their_workflow_and_pages_theirs(home):
    assert InformationRecord().get_workflow() == PolicyDocument().get_workflow() is not None
    assert [task.name for task in home.get_workflow().tasks] == ["网站内容审核"]
    assert list(WorkflowPage.objects.values_list("page_id", flat=True)) == [home.pk]


def test_the_groups_that_wagtail_brings_may_do_nothing(home):
    for group in Group.objects.filter(name__in=["Editors", "Moderators"]):
        assert (page_grants(group), image_grants(group), group.permissions.count()) == (set(), set(), 0)


def test_the_office_group_holds_the_disclosure_office_and_no_one_else(home):
    office = make_staff(None, Role.DISCLOSURE_OFFICE)
    make_staff(None, Role.AUDITOR)
    group = Group.objects.get(name=OFFICE_GROUP)
    stranger = make_staff(OrganFactory(), Role.EDITOR)
    group.user_set.add(stranger)

    sync_cms_groups()

    assert list(group.user_set.all()) == [office]
    assert page_grants(group) == {("home", action) for action in ("add", "change", "publish", "lock", "unlock")}
    assert image_grants(group) == {("Root", action) for action in ("add", "change", "choose")}


def test_editors_of_an_organ_arrange_its_columns_and_no_others(home):
    organ, other = OrganFactory(), OrganFactory()
    editor = make_staff(organ, Role.EDITOR)
    make_staff(organ, Role.REVIEWER)
    column, foreign = add_column(home, organ, "own"), add_column(home, other, "foreign")

    sync_cms_groups()

    group = Group.objects.get(name=f"栏目编辑：{organ.name}")
    assert list(group.user_set.all()) == [editor]
    assert page_grants(group) == {("own", "add"), ("own", "change")}
    assert image_grants(group) == {(organ.name, "add"), (organ.name, "choose")}
    assert column.permissions_for_user(editor).can_edit()
    assert not column.permissions_for_user(editor).can_publish()
    assert not foreign.permissions_for_user(editor).can_edit()
    assert not home.permissions_for_user(editor).can_edit()


def test_what_no_longer_follows_from_roles_and_columns_is_taken_back(home):
    organ = OrganFactory()
    editor = make_staff(organ, Role.EDITOR)
    kept, moved = add_column(home, organ, "kept"), add_column(home, organ, "moved")
    sync_cms_groups()
    group = Group.objects.get(name=f"栏目编辑：{organ.name}")

    StaffRole.objects.filter(user=editor).delete()
    ColumnPage.objects.filter(pk=moved.pk).update(organ=None)
    first, second = sync_cms_groups(), sync_cms_groups()

    assert (first.given, first.taken, second.changed) == (0, 3, False)
    assert (page_grants(group), group.user_set.count()) == ({("kept", "add"), ("kept", "change")}, 0)

    ColumnPage.objects.filter(pk=kept.pk).update(organ=None)
    assert sync_cms_groups().removed_groups == 1
    assert not Group.objects.filter(pk=group.pk).exists()


def test_the_office_publishes_the_text_it_approved_not_a_later_one(home):
    organ = OrganFactory()
    editor, office = make_staff(organ, Role.EDITOR), make_staff(None, Role.DISCLOSURE_OFFICE)
    column = add_column(home, organ)
    sync_cms_groups()
    column.introduction = "送审的文字"
    column.save_revision(user=editor)
    state = home.get_workflow().start(column, editor)
    column.introduction = "后来的文字"
    column.save_revision(user=editor)

    state.current_task_state.specific.approve(user=office)

    assert ColumnPage.objects.get(pk=column.pk).introduction == "送审的文字"
