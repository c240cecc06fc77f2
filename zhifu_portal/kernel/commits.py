"""What must happen around a commit: guards that a transaction is open, and actions run once after it."""

import threading
from collections.abc import Callable

from django.db import transaction


def require_transaction(caller: str) -> None:
    """Raise `TransactionManagementError` outside `transaction.atomic()`; `caller` is named in the message."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(f"{caller} must run inside transaction.atomic()")


class OncePerCommit:
    """An action that runs once after the current transaction commits, however often it was asked for.

    A request made inside a savepoint that is rolled back is forgotten with it. Outside a transaction the
    action runs at once. An error in the action is logged by Django and never reaches the caller.
    """

    def __init__(self, action: Callable[[], None]) -> None:
        self._action = action
        self._thread = threading.local()

    def request(self) -> None:
        """Ask for the action after the commit of the current transaction."""
        # Every request registers a callback, because only Django knows which savepoints survive;
        # the first callback to run after the commit acts, the others find nothing owed.
        self._thread.owed = True
        transaction.on_commit(self._run, robust=True)

    def _run(self) -> None:
        if self._thread.owed:
            self._thread.owed = False
            self._action()
