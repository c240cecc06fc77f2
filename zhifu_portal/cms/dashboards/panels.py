"""Panels on the home page of the CMS: to each person what waits for them, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from disclosure.organs.enums import Role
from disclosure.organs.permissions import acting_user, scope_of
from disclosure.review.queries.duties import review_duties
from zhifu_portal.cms.dashboards.views import DASHBOARDS
from zhifu_portal.cms.operations.access import Operation, may
from zhifu_portal.cms.worklists import Worklist, deadlines_for, drafts_of, tasks_for
from zhifu_portal.kernel.outbox import OutboxRow
from zhifu_portal.kernel.workdays import load_calendar

PUBLICATION_WORKDAYS = 20
DECIDING_ROLES = frozenset({Role.REVIEWER, Role.SECRECY_REVIEWER, Role.SIGNER})


class StaffPanel(Component):
    """Base of the panels: a heading and a list, drawn from one template each."""

    name: ClassVar[str]
    order: ClassVar[int]

    def __init__(self, user: User) -> None:
        self.user = user

    @classmethod
    def is_for(cls, user: User) -> bool:
        """Say whether this person uses the panel."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"panel_id": self.name}


class TasksPanel(StaffPanel):
    """待我办理: steps that wait for this person's decision."""

    name = "my-tasks"
    order = 100
    template_name = "cms/admin/panels/tasks.html"

    @classmethod
    def is_for(cls, user: User) -> bool:
        return bool(scope_of(user).organs_with(DECIDING_ROLES))

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"tasks": tasks_for(self.user)}


class DraftsPanel(StaffPanel):
    """我的拟稿: own drafts, returned ones first with the reason."""

    name = "my-drafts"
    order = 110
    template_name = "cms/admin/panels/drafts.html"

    @classmethod
    def is_for(cls, user: User) -> bool:
        return bool(scope_of(user).organs_with({Role.EDITOR}))

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"drafts": drafts_of(self.user)}


class DeadlinesPanel(StaffPanel):
    """公开期限: publications that are late or due soon, of the own organs or of all."""

    name = "deadlines"
    order = 120
    template_name = "cms/admin/panels/deadlines.html"

    @classmethod
    def is_for(cls, user: User) -> bool:
        return bool(scope_of(user).by_organ or scope_of(user).office_wide)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        scope = scope_of(self.user)
        deadlines: Worklist = deadlines_for(scope, today=timezone.localdate(), calendar=load_calendar())
        shown = {"deadlines": deadlines, "shows_organ": scope.reads_everything}
        return super().get_context_data(parent_context) | shown


class ReviewDutiesPanel(StaffPanel):
    """审查待办: what periodic review, historic documents and conversions leave to the reviewers, and to the office."""

    name = "review-duties"
    order = 115
    template_name = "cms/admin/panels/review_duties.html"

    @classmethod
    def is_for(cls, user: User) -> bool:
        scope = scope_of(user)
        return bool(scope.office_wide or scope.organs_with({Role.REVIEWER}))

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        scope = scope_of(self.user)
        organ_ids = None if scope.reads_everything else scope.organs_with({Role.REVIEWER})
        duties = review_duties(organ_ids=organ_ids, on=timezone.localdate())
        return super().get_context_data(parent_context) | {"duties": duties}


@dataclass(frozen=True)
class SystemState:
    """What the people who run the system must notice."""

    dead_rows: int
    is_provisional: bool


class SystemPanel(StaffPanel):
    """运行提示: work given up, and a calendar that ends too soon."""

    name = "system"
    order = 90
    template_name = "cms/admin/panels/system.html"

    @classmethod
    def is_for(cls, user: User) -> bool:
        return may(user, Operation.REVIVE_OUTBOX)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        today = timezone.localdate()
        # 条例第二十六条: the term that every new record gets today.
        term = load_calendar().add_workdays(today, PUBLICATION_WORKDAYS)
        state = SystemState(dead_rows=OutboxRow.objects.dead().count(), is_provisional=term.provisional)
        return super().get_context_data(parent_context) | {"state": state, "year": term.date.year}


class FiguresPanel(StaffPanel):
    """统计看板: the ways to the dashboards."""

    name = "figures"
    order = 130
    template_name = "cms/admin/panels/figures.html"

    @classmethod
    def is_for(cls, user: User) -> bool:
        return scope_of(user).is_staff

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"dashboards": DASHBOARDS}


PANELS: tuple[type[StaffPanel], ...] = (
    SystemPanel,
    TasksPanel,
    DraftsPanel,
    ReviewDutiesPanel,
    DeadlinesPanel,
    FiguresPanel,
)


def show_own_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Hook construct_homepage_panels: ours in the place of the stock panels, which name other organs' texts."""
    user = acting_user(request)
    panels[:] = [panel(user) for panel in PANELS if panel.is_for(user)]


def show_no_summary(request: HttpRequest, items: list[Any]) -> None:
    """Hook construct_homepage_summary_items: numbers of pages and pictures help nobody here."""
    items.clear()
