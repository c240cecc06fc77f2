"""The publication workflow as Wagtail knows it; the rules are in services.review.

The stock workflow views load a step by its own id and act on whatever it belongs to, so these tasks
offer them no action at all: a step is decided in the review screen (办理) alone.
"""

from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from wagtail.models import Task, TaskState, WorkflowState

from disclosure.organs.permissions import scope_of
from disclosure.records.enums import ReviewStep
from disclosure.records.queries.blockers import STEP_ROLES
from disclosure.records.queries.joint import joint_organs_of
from zhifu_portal.kernel.refusals import Refused


class RecordTask(Task):
    """A step before publication; the text is locked for everyone while it stands here."""

    step: ClassVar[ReviewStep]

    class Meta:
        abstract = True

    def get_actions(self, obj: Model, user: User) -> list[tuple[str, str, bool]]:
        return []

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        raise Refused(["请在“办理”页面处理审核、保密审查和签发。"])

    def locked_for_user(self, obj: Model, user: User) -> bool:
        return True

    def get_task_states_user_can_moderate(self, user: User, **kwargs: Any) -> QuerySet[TaskState]:
        """Return the open steps of this kind in organs where the person holds the role."""
        if not scope_of(user).organs_with({STEP_ROLES[self.step]}):
            return TaskState.objects.none()
        return TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task_id=self.pk)

    @classmethod
    def get_description(cls) -> str:
        return f"{cls.step.label}：由本机关{STEP_ROLES[cls.step].label}在办理页面处理，拟稿人不能办理。"


class DeterminationTask(RecordTask):
    """公开属性认定 by the organ's reviewer."""

    step = ReviewStep.DETERMINATION

    class Meta:
        verbose_name = "公开属性认定"
        verbose_name_plural = "公开属性认定"


class JointAgreementTask(RecordTask):
    """联合机关会签 by the reviewer of every joint organ; passed at once where no organ joins."""

    step = ReviewStep.JOINT_AGREEMENT

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        """Begin the step; where no organ joins it is over at once, and Wagtail goes on to the next."""
        task_state: TaskState = super().start(workflow_state, user=user)
        if not joint_organs_of(task_state.revision.as_object()):
            task_state.approve(user=user, update=False, comment="没有需要会签的联合机关。")
        return task_state

    @classmethod
    def get_description(cls) -> str:
        return f"{cls.step.label}：由联合机关的{STEP_ROLES[cls.step].label}在办理页面处理；没有联合机关的自动通过。"

    class Meta:
        verbose_name = "联合机关会签"
        verbose_name_plural = "联合机关会签"


class SecrecyReviewTask(RecordTask):
    """保密审查 by the organ's secrecy reviewer (条例第十七条)."""

    step = ReviewStep.SECRECY_REVIEW

    class Meta:
        verbose_name = "保密审查"
        verbose_name_plural = "保密审查"


class SignOffTask(RecordTask):
    """签发 by the organ's signer; the last step."""

    step = ReviewStep.SIGN_OFF

    class Meta:
        verbose_name = "签发"
        verbose_name_plural = "签发"
