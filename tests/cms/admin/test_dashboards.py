"""The home page of the CMS shows each person what waits for them."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu

from disclosure.organs.enums import Role
from disclosure.organs.permissions import scope_of
from disclosure.records.enums import Attribute, DecisionOutcome, ReviewStep
from disclosure.records.models import InformationRecord
from disclosure.records.services.review import submit_record
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import (
    OrganFactory,
    Staff,
    StaffRoleFactory,
    UserFactory,
    decide,
    make_draft,
    make_public,
    make_staff,
)
from zhifu_portal.cms.services import sync_cms_groups
from zhifu_portal.cms.setup import ensure_home_page
from zhifu_portal.cms.worklists import deadlines_for, drafts_of, tasks_for
from zhifu_portal.kernel.outbox import OutboxRow, OutboxStatus
from zhifu_portal.kernel.workdays import Calendar, load_calendar

pytestmark = pytest.mark.django_db

# A week without holidays: from Monday 8 to Friday 12 June 2026.
MONDAY = date(2026, 6, 8)
ORDINARY_YEAR = Calendar({}, frozenset({2026}))
# Without joint organs their step is passed at once.
STEPS = tuple(step for step in ReviewStep if step != ReviewStep.JOINT_AGREEMENT)


def submitted(staff, **fields):
    ensure_publication_workflow(models=[InformationRecord, PolicyDocument])
    record = make_draft(staff, **fields)
    submit_record(record_id=record.pk, by=staff.editor)
    return record


def due(staff, day, **fields):
    record = make_draft(staff, **fields)
    InformationRecord.objects.filter(pk=record.pk).update(due_on=day)
    return record


def titles(worklist):
    return [row.record.title for row in worklist.rows]


@pytest.mark.parametrize("model", [InformationRecord, PolicyDocument])
def test_a_step_waits_for_the_holder_of_its_role_only(model):
    staff, others = Staff(OrganFactory()), Staff(OrganFactory())
    record = submitted(staff, model=model, title="演示数据：在办")

    for step in STEPS:
        person = staff.for_step(step)
        [task] = tasks_for(person).rows
        assert (task.record.pk, task.step) == (record.pk, step)
        assert task.url == reverse(model.snippet_viewset.get_url_name("review"), args=[record.pk])
        for nobody in {staff.editor, others.for_step(step), *map(staff.for_step, set(STEPS) - {step})}:
            assert tasks_for(nobody).rows == []
        decide(record, staff)


def test_who_wrote_a_text_is_not_asked_to_decide_on_it():
    staff = Staff(OrganFactory())
    StaffRoleFactory(user=staff.editor, organ=staff.organ, role=Role.REVIEWER)
    StaffRoleFactory(user=staff.signer, organ=staff.organ, role=Role.EDITOR)
    record = make_draft(staff)
    record.get_latest_revision_as_object().save_revision(user=staff.signer)
    ensure_publication_workflow(models=[InformationRecord, PolicyDocument])
    submit_record(record_id=record.pk, by=staff.signer)
    decide(record, staff)
    decide(record, staff)

    assert tasks_for(staff.editor).rows == []
    assert tasks_for(staff.signer).rows == []


def test_who_wrote_the_public_text_may_decide_on_a_correction_by_others():
    staff = Staff(OrganFactory())
    corrector = make_staff(staff.organ, Role.EDITOR)
    helper = make_staff(staff.organ, Role.EDITOR)
    StaffRoleFactory(user=helper, organ=staff.organ, role=Role.REVIEWER)
    record = make_draft(staff)
    record.get_latest_revision_as_object().save_revision(user=helper)
    ensure_publication_workflow(models=[InformationRecord, PolicyDocument])
    submit_record(record_id=record.pk, by=staff.editor)
    for _step in STEPS:
        decide(record, staff)
    draft = InformationRecord.objects.get(pk=record.pk).get_latest_revision_as_object()
    draft.change_note = "更正一处文字。"
    draft.save_revision(user=corrector)
    submit_record(record_id=record.pk, by=corrector)

    assert titles(tasks_for(helper)) == [record.title]
    decide(record, staff, by=helper)


def test_own_drafts_are_listed_with_the_reason_of_their_return_first():
    staff = Staff(OrganFactory())
    returned = submitted(staff, title="演示数据：被退回")
    decide(returned, staff, outcome=DecisionOutcome.RETURNED, reason="请补充依据。")
    make_draft(staff, title="演示数据：新草稿")
    submitted(staff, title="演示数据：在办")
    make_public(staff, title="演示数据：已发布")

    rows = drafts_of(staff.editor).rows

    assert [(row.title, row.returned, row.step) for row in rows] == [
        ("演示数据：被退回", "请补充依据。", ReviewStep.DETERMINATION),
        ("演示数据：新草稿", "", None),
    ]
    assert drafts_of(make_staff(staff.organ, Role.EDITOR)).rows == []


@pytest.mark.parametrize(
    ("day", "left", "light"),
    [
        (date(2026, 6, 5), -1, "red"),
        (date(2026, 6, 7), -1, "red"),
        (MONDAY, 0, "amber"),
        (date(2026, 6, 9), 1, "amber"),
        (date(2026, 6, 15), 5, "amber"),
    ],
)
def test_deadlines_count_in_working_days(day, left, light):
    staff = Staff(OrganFactory())
    due(staff, day)

    [deadline] = deadlines_for(scope_of(staff.signer), today=MONDAY, calendar=ORDINARY_YEAR).rows

    assert (deadline.light.days_left, deadline.light.word) == (left, light)


def test_deadlines_of_the_own_organs_or_of_all():
    staff, others = Staff(OrganFactory()), Staff(OrganFactory())
    due(staff, date(2026, 6, 10), title="演示数据：本机关")
    due(others, date(2026, 6, 9), title="演示数据：其他机关")
    due(staff, date(2026, 6, 16), title="演示数据：六个工作日以后")
    due(
        staff,
        date(2026, 6, 9),
        title="演示数据：不公开",
        attribute=Attribute.WITHHELD,
        ground="E14-1",
        ground_reason="理由",
    )
    published = make_public(staff, title="演示数据：已发布")
    InformationRecord.objects.filter(pk=published.pk).update(due_on=date(2026, 6, 9))

    def shown(user):
        return titles(deadlines_for(scope_of(user), today=MONDAY, calendar=ORDINARY_YEAR))

    assert shown(staff.editor) == ["演示数据：本机关"]
    for role in (Role.DISCLOSURE_OFFICE, Role.AUDITOR):
        assert shown(make_staff(None, role)) == ["演示数据：其他机关", "演示数据：本机关"]
    assert shown(UserFactory()) == []


PANELS = {
    "editor": ["我的拟稿", "公开期限"],
    "reviewer": ["待我办理", "公开期限"],
    "secrecy_reviewer": ["待我办理", "公开期限"],
    "signer": ["待我办理", "公开期限"],
    "disclosure_office": ["运行提示", "公开期限"],
    "auditor": ["公开期限"],
    "superuser": ["运行提示"],
}


@pytest.mark.parametrize("role", PANELS)
def test_each_role_has_its_panels(client, role):
    organ = OrganFactory()
    if role == "superuser":
        person = UserFactory(is_superuser=True)
    else:
        person = make_staff(None if role in {"disclosure_office", "auditor"} else organ, role)
    OutboxRow.objects.create(
        topic="t", key="k", status=OutboxStatus.DEAD, created_at=timezone.now(), available_at=timezone.now()
    )
    client.force_login(person)

    page = client.get("/cms/").content.decode()

    assert [name for name in ("运行提示", "待我办理", "我的拟稿", "公开期限") if name in page] == PANELS[role]
    assert ("有 1 项后台工作多次失败" in page) == ("运行提示" in PANELS[role])


DECIDING = {"records", "policies", "operations-audit"}
OFFICE = DECIDING | {"attachments", "imports", "operations-calendar", "operations-outbox"}
MENUS = {
    "editor": DECIDING | {"attachments", "imports"},
    "reviewer": DECIDING,
    "secrecy_reviewer": DECIDING,
    "signer": DECIDING,
    "disclosure_office": OFFICE | {"settings", "explorer", "images"},
    "auditor": OFFICE,
    "superuser": OFFICE - {"attachments", "imports"} | {"settings", "explorer", "images"},
}


@pytest.mark.parametrize("role", MENUS)
def test_the_menu_shows_each_role_what_it_uses(rf, role):
    ensure_home_page()
    if role == "superuser":
        person = UserFactory(is_superuser=True)
    else:
        person = make_staff(None if role in {"disclosure_office", "auditor"} else OrganFactory(), role)
    sync_cms_groups()
    request = rf.get("/cms/")
    request.user = get_user_model().objects.get(pk=person.pk)

    names = {item.name for item in admin_menu.menu_items_for_request(request)}

    # Entries of other features come and go; these are ours and Wagtail's own.
    known = set().union(*MENUS.values(), {"documents", "help", "reports", "snippets"})
    assert names & known == MENUS[role]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_panels_cost_the_same_whatever_the_number_of_rows(client, django_assert_max_num_queries, rows):
    staff = Staff(OrganFactory())
    for role in (Role.REVIEWER, Role.EDITOR):
        StaffRoleFactory(user=staff.signer, organ=staff.organ, role=role)
    editor_too = make_staff(staff.organ, Role.EDITOR)
    for row in range(rows):
        submitted(staff)
        returned = submitted(staff, model=PolicyDocument if row % 2 else InformationRecord)
        decide(returned, staff, outcome=DecisionOutcome.RETURNED, reason="请补充。")
    InformationRecord.objects.update(drafted_by=editor_too, due_on=timezone.localdate())
    load_calendar()

    with django_assert_max_num_queries(12):
        tasks = tasks_for(staff.signer)
        drafts = drafts_of(staff.editor)
        deadlines_for(scope_of(staff.signer), today=timezone.localdate(), calendar=ORDINARY_YEAR)

    assert (len(tasks.rows), len(drafts.rows)) == (rows, rows)
