"""Reading the chain again from its first row, in constant memory."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Max

from zhifu_portal.kernel.audit.chain import GENESIS_HASH
from zhifu_portal.kernel.audit.models import AuditHead, AuditRow
from zhifu_portal.kernel.audit.rows import row_hash

CHUNK_SIZE = 1000
LISTED_FAULTS = 100


@dataclass(frozen=True)
class ChainFault:
    """One place where the chain does not hold; `kind` is a machine word, `message` Chinese."""

    sequence: int
    kind: str
    message: str


@dataclass
class ChainReport:
    """What reading the chain found; lists the first faults and counts them all."""

    rows: int = 0
    head_hash: str = GENESIS_HASH
    fault_count: int = 0
    faults: list[ChainFault] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Tell whether the chain holds."""
        return self.fault_count == 0

    def add(self, fault: ChainFault) -> None:
        """Count the fault, and list it while there is room."""
        self.fault_count += 1
        if len(self.faults) < LISTED_FAULTS:
            self.faults.append(fault)


def verify_chain(*, anchor: tuple[int, str] | None = None) -> ChainReport:
    """Read every audit row and report each that was altered, deleted, inserted, reordered or cut off.

    `anchor` is a (sequence, hash) noted earlier outside the database: it finds a chain that was recomputed as a
    whole. Rows appended while this runs are left for the next run.
    """
    report = ChainReport()
    # The rows' end before the head's: whatever is appended in between moves the head past it.
    last_row = AuditRow.objects.aggregate(last=Max("sequence"))["last"] or 0
    head = AuditHead.objects.first() or AuditHead()
    rows = AuditRow.objects.filter(sequence__lte=max(head.last_sequence, last_row)).order_by("sequence")
    previous_sequence, previous_hash = 0, GENESIS_HASH
    for row in rows.iterator(chunk_size=CHUNK_SIZE):
        for fault in _row_faults(row, previous_sequence, previous_hash, head, anchor):
            report.add(fault)
        previous_sequence, previous_hash = row.sequence, row.hash
        report.rows += 1
    report.head_hash = previous_hash
    for fault in _tail_faults(previous_sequence, previous_hash, head, anchor):
        report.add(fault)
    return report


def _row_faults(
    row: AuditRow, previous_sequence: int, previous_hash: str, head: AuditHead, anchor: tuple[int, str] | None
) -> Iterator[ChainFault]:
    expected = previous_sequence + 1
    if row.sequence > head.last_sequence:
        yield ChainFault(row.sequence, "inserted", f"第{row.sequence}行在链尾之后，是另行插入的")
    if row.sequence != expected:
        yield ChainFault(expected, "deleted", f"第{expected}行至第{row.sequence - 1}行缺失")
    elif row.previous_hash != previous_hash:
        yield ChainFault(row.sequence, "unlinked", f"第{row.sequence}行与前一行不衔接，其中一行被改动、插入或者调换")
    if row_hash(row) != row.hash:
        yield ChainFault(row.sequence, "altered", f"第{row.sequence}行的内容被改动")
    if anchor is not None and anchor[0] == row.sequence and anchor[1] != row.hash:
        yield ChainFault(row.sequence, "rewritten", f"第{row.sequence}行与留存的校验值不符，整条链可能被重写")


def _tail_faults(
    last_sequence: int, last_hash: str, head: AuditHead, anchor: tuple[int, str] | None
) -> Iterator[ChainFault]:
    if last_sequence < head.last_sequence:
        yield ChainFault(last_sequence + 1, "truncated", f"第{last_sequence + 1}行至第{head.last_sequence}行缺失")
    elif last_sequence == head.last_sequence and last_hash != head.last_hash:
        yield ChainFault(last_sequence, "head", f"第{last_sequence}行与链尾登记的校验值不符")
    if anchor is not None and anchor[0] > last_sequence:
        yield ChainFault(anchor[0], "rewritten", f"留存校验值的第{anchor[0]}行已不存在")
