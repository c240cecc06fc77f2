"""Notices of what happens to pages under review, in the place of Wagtail's own mails.

Wagtail mails the title of whatever is submitted to every administrator, and the outcome to who submitted it, from
within the request. A record's title may be what is withheld, so none of these mails may leave. Of pages people are
told by notices that name the column; of records their own services tell.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from zhifu_portal.kernel.notice_events import NoticeField, register_event
from zhifu_portal.kernel.notices import notify

SUBMITTED: Final = "cms.page_submitted"
RETURNED: Final = "cms.page_returned"
APPROVED: Final = "cms.page_approved"
COLUMN: Final = NoticeField("column", "页面所在的栏目", "政务动态")


def register_page_events() -> None:
    """Declare the events, and take the places at which Wagtail connects its mails: whoever is there first stays."""
    register_event(
        SUBMITTED,
        label="栏目页面送审",
        subject="“{column}”有页面等待审核",
        body="“{column}”栏目有一个页面送审，请审核。",
        fields=[COLUMN],
    )
    register_event(
        RETURNED,
        label="栏目页面退回",
        subject="“{column}”的页面已退回",
        body="您送审的“{column}”栏目页面已退回，请按审核意见修改后重新送审。",
        fields=[COLUMN],
    )
    register_event(
        APPROVED,
        label="栏目页面通过审核",
        subject="“{column}”的页面已通过审核",
        body="您送审的“{column}”栏目页面已通过审核。",
        fields=[COLUMN],
    )
    places = (
        (task_submitted, _tell_of_task, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, _no_mail, WorkflowState, "workflow_state_submitted_email_notification"),
        (workflow_rejected, _tell_of_return, WorkflowState, "workflow_state_rejected_email_notification"),
        (workflow_approved, _tell_of_approval, WorkflowState, "workflow_state_approved_email_notification"),
    )
    for signal, receiver, sender, place in places:
        signal.connect(receiver, sender=sender, dispatch_uid=place, weak=False)


def _tell_of_task(sender: Any, instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """Tell those who may approve that a page waits for them; not who submitted it."""
    task = instance.task.specific
    if isinstance(task, AbstractGroupApprovalTask):
        people = User.objects.filter(groups__in=task.groups.all())
        if user is not None:
            people = people.exclude(pk=user.pk)
        key = f"task:{instance.pk}"
        _tell(SUBMITTED, instance.workflow_state, key, people.values_list("pk", flat=True).distinct())


def _no_mail(sender: Any, **kwargs: Any) -> None:
    """The first task tells."""


def _tell_of_return(sender: Any, instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    _tell_requester(RETURNED, instance, user)


def _tell_of_approval(sender: Any, instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    _tell_requester(APPROVED, instance, user)


def _tell_requester(event: str, state: WorkflowState, user: User | None) -> None:
    if state.requested_by is not None and state.requested_by != user:
        # A page that was returned and goes on in the same workflow may be returned again, at another step.
        _tell(event, state, f"workflow:{state.pk}:{state.current_task_state_id}", [state.requested_by.pk])


def _tell(event: str, state: WorkflowState, key: str, people: Iterable[int]) -> None:
    page = state.content_object
    if not isinstance(page, Page):
        return
    column = page.get_parent()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    with transaction.atomic():
        notify(
            event=event,
            key=key,
            recipients=people,
            context={"column": column.title if column else page.title},
            url=url,
            now=timezone.now(),
        )
