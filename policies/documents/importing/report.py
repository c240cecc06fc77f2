"""What an import did or would do, in numbers; rejected lines are reported one by one as they come."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True)
class RejectedLine:
    """A line that was not imported: its number, all reasons and the beginning of what it says."""

    number: int
    reasons: list[str]
    excerpt: str


@dataclass
class ImportReport:
    """Counters of a run; `left_as_drafts` are documents of our own organs, which wait for the normal review."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    published: int = 0
    left_as_drafts: int = 0
    rejected: int = 0
    lines: int = 0
    was_stopped: bool = False

    def summary(self) -> str:
        """Return one line in Chinese with every counter."""
        text = (
            f"新增 {self.created} 件，更新 {self.updated} 件，未变化 {self.unchanged} 件，"
            f"公开 {self.published} 件，未导入 {self.rejected} 行。"
        )
        if self.left_as_drafts:
            text += f"其中本区机关制发的 {self.left_as_drafts} 件保留为草稿，请按审签流程办理。"
        return text


@dataclass(frozen=True)
class ChunkReport:
    """What one transaction did: counters, and the lines it rejected."""

    counts: ImportReport = field(default_factory=ImportReport)
    rejected: list[RejectedLine] = field(default_factory=list)

    def reject(self, number: int, reasons: list[str], excerpt: str) -> None:
        """Note a line that is not imported."""
        self.rejected.append(RejectedLine(number, reasons, excerpt))
        self.counts.rejected += 1


def add_counts(total: ImportReport, more: ImportReport) -> None:
    """Add the counters of a chunk to those of the run."""
    for name in ("created", "updated", "unchanged", "published", "left_as_drafts", "rejected", "lines"):
        setattr(total, name, getattr(total, name) + getattr(more, name))


OnProgress: TypeAlias = Callable[[int], None]
"""Called after every transaction with the number of bytes read so far."""
OnRejected: TypeAlias = Callable[[RejectedLine], None]
"""Called for every line that is not imported."""
