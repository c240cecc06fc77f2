"""Where a record stands on its way to publication."""

from wagtail.models import WorkflowState

from disclosure.records.enums import ReviewStep
from disclosure.records.models import InformationRecord


def current_step(record: InformationRecord) -> ReviewStep | None:
    """Return the step the record waits at, or None when it is not under review."""
    state = record.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS or state.current_task_state is None:
        return None
    step = getattr(state.current_task_state.task.specific, "step", None)
    return ReviewStep(step) if step else None
