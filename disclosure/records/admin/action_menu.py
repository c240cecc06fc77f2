"""The footer of the record editor: save, send on its way, take back. Publication has no button of its own."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from wagtail.models import WorkflowState
from wagtail.snippets.action_menu import ActionMenuItem, CancelWorkflowMenuItem, SubmitForModerationMenuItem

STOCK_ITEMS_IN_USE: Final = frozenset({"action-save", "action-locked"})


class SendItem(SubmitForModerationMenuItem):
    """送审; a returned record starts again at the first step."""

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        record = parent_context.get("instance")
        state = record.current_workflow_state if record else None
        returned = state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES
        return context | {"label": "重新送审" if returned else "送审"}


class TakeBackItem(CancelWorkflowMenuItem):
    """撤回送审, for the person who sent it."""

    label = "撤回送审"

    def is_shown(self, context: Mapping[str, Any]) -> bool:
        """Say whether there is anything under way to take back."""
        record = context.get("instance")
        return bool(super().is_shown(context) and record and record.workflow_in_progress)


def record_actions(menu_items: Iterable[ActionMenuItem], context: Mapping[str, Any]) -> list[ActionMenuItem]:
    """Return the items of a record's editor that can be used now.

    Records go public through review and sign-off alone: the stock buttons would only be refused.
    """
    kept = [item for item in menu_items if item.name in STOCK_ITEMS_IN_USE]
    ours: list[ActionMenuItem] = [TakeBackItem(order=40), SendItem(order=60)]
    return [*kept, *(item for item in ours if item.is_shown(context))]
