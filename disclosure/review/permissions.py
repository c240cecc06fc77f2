"""Who may do what in review."""

from collections.abc import Mapping

from disclosure.organs.enums import OFFICE_ROLES, ORGAN_ROLES, Role
from disclosure.organs.permissions import DepartmentPolicy, OfficePolicy


class ReviewItemPolicy(DepartmentPolicy):
    """All staff of the organ see its items; its reviewers decide, and nobody adds, changes or deletes one."""

    rules: Mapping[str, frozenset[str]] = {
        "view": ORGAN_ROLES | OFFICE_ROLES,
        "decide": frozenset({Role.REVIEWER}),
    }


class ReviewRoundPolicy(OfficePolicy):
    """Rounds belong to the whole district: everybody sees them, the system alone opens and closes them."""

    rules: Mapping[str, frozenset[str]] = {"view": ORGAN_ROLES | OFFICE_ROLES}


class ReviewSettingsPolicy(OfficePolicy):
    """The disclosure office alone sets how often and how much is reviewed; no superuser does it for them."""

    rules: Mapping[str, frozenset[str]] = {"change": frozenset({Role.DISCLOSURE_OFFICE})}
    superuser_writes = False


class HistoricPolicy(DepartmentPolicy):
    """All staff of the organ see its historic documents; its reviewers determine them and take that back."""

    rules: Mapping[str, frozenset[str]] = {
        "view": ORGAN_ROLES | OFFICE_ROLES,
        "confirm": frozenset({Role.REVIEWER}),
        "undo": frozenset({Role.REVIEWER}),
        "refresh": frozenset({Role.EDITOR, Role.REVIEWER, Role.DISCLOSURE_OFFICE}),
    }


class ConversionPolicy(DepartmentPolicy):
    """Evidence is noted by the organ's editors and reviewers and by the office; its reviewers alone decide."""

    rules: Mapping[str, frozenset[str]] = {
        "view": ORGAN_ROLES | OFFICE_ROLES,
        "note": frozenset({Role.EDITOR, Role.REVIEWER, Role.DISCLOSURE_OFFICE}),
        "resolve": frozenset({Role.REVIEWER}),
    }
