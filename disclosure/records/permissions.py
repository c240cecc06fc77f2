"""Who may do what with records, attachments and imports."""

from collections.abc import Mapping

from disclosure.organs.enums import OFFICE_ROLES, ORGAN_ROLES, Role
from disclosure.organs.permissions import DepartmentPolicy

EDITORS = frozenset({Role.EDITOR})


class RecordPolicy(DepartmentPolicy):
    """Editors of the owning organ write, reviewers act in the review screen, nobody publishes or deletes."""

    rules: Mapping[str, frozenset[str]] = {
        "view": ORGAN_ROLES | OFFICE_ROLES,
        "add": EDITORS,
        "change": EDITORS,
        "unschedule": frozenset({Role.SIGNER}),
        "lock": EDITORS,
        "unlock": EDITORS | {Role.REVIEWER},
        "withdraw": frozenset({Role.SIGNER, Role.DISCLOSURE_OFFICE}),
    }


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
