"""Pages under review: people are told by notices, and Wagtail's own mails, which name titles, never leave."""

import pytest
from django.core import mail
from wagtail.models import TaskState

from disclosure.organs.enums import Role
from disclosure.records.enums import DecisionOutcome
from disclosure.records.models import InformationRecord
from disclosure.records.services.review import submit_record
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from tests.disclosure.factories import OrganFactory, Staff, UserFactory, decide, make_draft, make_staff
from zhifu_portal.cms.models import ArticlePage, ColumnPage
from zhifu_portal.cms.services import sync_cms_groups
from zhifu_portal.cms.setup import ensure_home_page, ensure_page_workflow
from zhifu_portal.kernel.notices import Notice

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page_under_review():
    """Return an article of an organ's column, its editor, and the office that must approve it."""
    home = ensure_home_page()
    workflow = ensure_page_workflow(home)
    organ = OrganFactory()
    staff, office = Staff(organ), make_staff(None, Role.DISCLOSURE_OFFICE)
    column = home.add_child(instance=ColumnPage(title="政务动态", organ=organ))
    page = column.add_child(instance=ArticlePage(title="还没公开的标题", source="来源", live=False))
    page.save_revision(user=staff.editor)
    sync_cms_groups()
    workflow.start(page, user=staff.editor)
    return page, staff.editor, office


def told():
    return list(Notice.objects.order_by("created_at").values_list("event", "recipient", "subject"))


def decide_page(action, by):
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    getattr(state, action)(user=by)


def test_the_office_is_told_of_a_page_and_its_editor_of_the_outcome(page_under_review):
    page, editor, office = page_under_review
    decide_page("reject", office)
    page.current_workflow_state.resume(user=editor)
    decide_page("approve", office)

    assert told() == [
        ("cms.page_submitted", office.pk, "“政务动态”有页面等待审核"),
        ("cms.page_returned", editor.pk, "“政务动态”的页面已退回"),
        ("cms.page_submitted", office.pk, "“政务动态”有页面等待审核"),
        ("cms.page_approved", editor.pk, "“政务动态”的页面已通过审核"),
    ]
    assert [sent for sent in mail.outbox if "标题" in f"{sent.subject}{sent.body}"] == []


def test_no_mail_names_the_title_of_a_record_on_its_way():
    UserFactory(is_superuser=True)
    ensure_publication_workflow(models=[InformationRecord])
    staff = Staff(OrganFactory())
    record = make_draft(staff, title="不能外传的标题")
    submit_record(record_id=record.pk, by=staff.editor)
    decide(record, staff, outcome=DecisionOutcome.RETURNED, reason="请补充依据")

    assert [sent for sent in mail.outbox if "不能外传的标题" in f"{sent.subject}{sent.body}"] == []
