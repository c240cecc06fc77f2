"""Who may see and do what in the operation screens: one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views import View

from disclosure.organs.enums import Role
from disclosure.organs.permissions import AnyUser, scope_of


class Operation(Enum):
    """What can be done there."""

    VIEW_CALENDAR = "view_calendar"
    EDIT_CALENDAR = "edit_calendar"
    VIEW_OUTBOX = "view_outbox"
    REVIVE_OUTBOX = "revive_outbox"
    VIEW_AUDIT = "view_audit"
    VERIFY_AUDIT = "verify_audit"


@dataclass(frozen=True)
class Allowed:
    """Office-wide roles that may, and whether the system administrator and every other role may too."""

    roles: frozenset[Role]
    administrator: bool = True
    every_role: bool = False


OFFICE: Final = frozenset({Role.DISCLOSURE_OFFICE})
OFFICE_AND_AUDITOR: Final = frozenset({Role.DISCLOSURE_OFFICE, Role.AUDITOR})
ALLOWED: Final[Mapping[Operation, Allowed]] = {
    Operation.VIEW_CALENDAR: Allowed(OFFICE_AND_AUDITOR),
    Operation.EDIT_CALENDAR: Allowed(OFFICE),
    Operation.VIEW_OUTBOX: Allowed(OFFICE_AND_AUDITOR),
    Operation.REVIVE_OUTBOX: Allowed(OFFICE),
    # Departments see the rows of their own organs (operations.audit_trail).
    Operation.VIEW_AUDIT: Allowed(OFFICE_AND_AUDITOR, every_role=True),
    Operation.VERIFY_AUDIT: Allowed(OFFICE_AND_AUDITOR),
}


def may(user: AnyUser, operation: Operation) -> bool:
    """Say whether this person may do this."""
    scope = scope_of(user)
    allowed = ALLOWED[operation]
    if scope.is_superuser and allowed.administrator:
        return True
    if allowed.every_role and scope.by_organ:
        return True
    return bool(scope.office_wide & allowed.roles)


class OperationView(View):
    """Base of the screens: what is needed to read, and what is needed to write."""

    reads: Operation
    writes: Operation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may(request.user, self.writes if request.method == "POST" else self.reads):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
