"""What severing takes and returns, and how it refuses."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from zhifu_portal.kernel.files.kinds import FileKind
from zhifu_portal.kernel.refusals import Refused


class SeveringRefused(Refused):
    """The file cannot be severed as asked; the reasons tell staff, in Chinese, what to do next."""


@dataclass(frozen=True)
class Box:
    """A part of a page to black out: page from 1, edges in percent of the page as it is shown, from the top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class SeveredFile:
    """The public form of a file: bytes, kind, its text (marks in place of the passages), notes for staff in Chinese."""

    content: bytes
    kind: FileKind
    text: str
    notes: Sequence[str] = field(default_factory=tuple)
