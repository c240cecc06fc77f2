"""The publication workflow as rows: made once, found again by every later call."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from disclosure.records.workflow import DeterminationTask, JointAgreementTask, SecrecyReviewTask, SignOffTask

WORKFLOW_NAME = "公开审签"
STEP_TASKS = (DeterminationTask, JointAgreementTask, SecrecyReviewTask, SignOffTask)


@transaction.atomic
def ensure_publication_workflow(*, models: list[type[Model]]) -> Workflow:
    """Return the workflow of the steps in their order, assigned to these record models; make what is missing."""
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW_NAME)
    for order, task_class in enumerate(STEP_TASKS):
        task, _created = task_class.objects.get_or_create(name=str(task_class.step.label))
        WorkflowTask.objects.update_or_create(workflow=workflow, task=task, defaults={"sort_order": order})
    for model in models:
        content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
        WorkflowContentType.objects.get_or_create(content_type=content_type, defaults={"workflow": workflow})
    return workflow
