"""Who may do what with records, attachments and imports."""

from collections.abc import Mapping

from django.db.models import Model
from wagtail.models import WorkflowMixin

from disclosure.organs.enums import OFFICE_ROLES, ORGAN_ROLES, Role
from disclosure.organs.permissions import AnyUser, DepartmentPolicy, OfficePolicy, scope_of

EDITORS = frozenset({Role.EDITOR})


class RecordPolicy(DepartmentPolicy):
    """Editors of the owning organ write, reviewers act in the review screen, nobody publishes or deletes.

    The review screen is also open to the staff of a joint organ while the record is under review, and nothing else is.
    """

    rules: Mapping[str, frozenset[str]] = {
        "view": ORGAN_ROLES | OFFICE_ROLES,
        "review": ORGAN_ROLES | OFFICE_ROLES,
        "add": EDITORS,
        "change": EDITORS,
        "unschedule": frozenset({Role.SIGNER}),
        "lock": EDITORS,
        "unlock": EDITORS | {Role.REVIEWER},
        "withdraw": frozenset({Role.SIGNER, Role.DISCLOSURE_OFFICE}),
    }

    def user_has_permission_for_instance(self, user: AnyUser, action: str, instance: Model) -> bool:
        if action != "review":
            return super().user_has_permission_for_instance(user, action, instance)
        return super().user_has_permission_for_instance(user, "view", instance) or joins_review(user, instance)


def joins_review(user: AnyUser, record: Model) -> bool:
    """Say whether the record is under review and the person works for one of the joint organs its text names."""
    organ_ids = scope_of(user).organs_with(ORGAN_ROLES)
    if not organ_ids or not isinstance(record, WorkflowMixin) or not record.workflow_in_progress:
        return False
    task_state = record.current_workflow_state.current_task_state
    named = task_state.revision.content.get("joint_organs") or [] if task_state else []
    return bool(organ_ids.intersection(named))


class AttachmentPolicy(DepartmentPolicy):
    """Editors upload for their organ; a file is never changed afterwards."""

    rules: Mapping[str, frozenset[str]] = {
        "view": ORGAN_ROLES | OFFICE_ROLES,
        "choose": EDITORS,
        "add": EDITORS,
    }


class ImportPolicy(DepartmentPolicy):
    """Editors import for their organ and may take an import back; the office sees all."""

    rules: Mapping[str, frozenset[str]] = {
        "view": ORGAN_ROLES | OFFICE_ROLES,
        "undo": EDITORS,
    }


class LawPolicy(OfficePolicy):
    """Rows of law: the disclosure office keeps them, all staff read them, nobody deletes one."""

    rules: Mapping[str, frozenset[str]] = {
        action: roles for action, roles in OfficePolicy.rules.items() if action != "delete"
    }
