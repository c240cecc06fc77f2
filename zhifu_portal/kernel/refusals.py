"""Refusals: why a service did not do what it was asked, every reason at once."""

from collections.abc import Sequence


class Refused(Exception):
    """A service declined a request; `reasons` holds every reason, in Chinese, ready to be shown to the user."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons: list[str] = list(reasons)
        super().__init__("；".join(self.reasons))


def refuse_if(reasons: Sequence[str]) -> None:
    """Raise `Refused` with all the reasons given; do nothing when there is none."""
    if reasons:
        raise Refused(reasons)
