"""Deciding what each line asks for, without writing anything but issuers: the same for an import and its rehearsal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from disclosure.organs.models import Organ
from disclosure.records.enums import Attribute, PublicationStatus
from policies.documents.importing import matching
from policies.documents.importing.issuers import IssuerDirectory, names_too_long
from policies.documents.importing.lines import RawLine
from policies.documents.importing.matching import Known, Step, Target, known_records
from policies.documents.importing.source import LineRejected, SourceDocument, read_source_line

REPEATED_ID = "这个 id 在文件里已经出现过，没有重复导入。"
REPEATED_NUMBER = "这个发文字号在文件里已经出现过，没有重复导入。"
NAME_TOO_LONG = "制发机关（issuer）的名称过长，不能超过120字。"


@dataclass(frozen=True)
class ReadLine:
    """A line as read: its document, or why it is none."""

    number: int
    end: int
    document: SourceDocument | None
    reasons: list[str] = field(default_factory=list)
    excerpt: str = ""


@dataclass(frozen=True)
class Plan:
    """What is to be done for a document."""

    step: Step
    target: Target
    known: Known | None

    @property
    def is_public(self) -> bool:
        """Whether the record is public already."""
        return self.known is not None and self.known.status == PublicationStatus.PUBLISHED


def read_documents(lines: Iterable[RawLine], *, today: date) -> Iterator[ReadLine]:
    """Yield every line with its document or the reasons why it has none."""
    for line in lines:
        try:
            yield ReadLine(line.number, line.end, read_source_line(line, today=today))
        except LineRejected as rejected:
            yield ReadLine(line.number, line.end, None, rejected.reasons, rejected.excerpt)


class Planner:
    """Plans the lines of one file in their order; it remembers the ids and numbers that have gone by."""

    def __init__(self, *, organ: Organ, directory: IssuerDirectory, publishes: bool) -> None:
        self._organ = organ
        self._directory = directory
        self._publishes = publishes
        self._known: dict[str, Known] = {}
        # Hashes instead of texts: the memory for a million lines stays small.
        self._ids: set[int] = set()
        self._numbers: set[int] = set()

    def pass_over(self, lines: Iterable[ReadLine]) -> None:
        """Note lines an earlier run has dealt with."""
        for line in lines:
            if line.document is not None:
                _repeats(self._ids, line.document.external_id)

    def look_up(self, lines: Iterable[ReadLine]) -> None:
        """Load what is here already under the ids of these lines; call before planning them."""
        ids = [line.document.external_id for line in lines if line.document is not None]
        self._known = dict(known_records(organ=self._organ, external_ids=ids))

    def plan(self, line: ReadLine) -> Plan:
        """Return what a line asks for; raise LineRejected with every reason against it."""
        document = line.document
        if document is None:
            raise LineRejected(line.reasons, line.excerpt)
        if names_too_long(self._directory.names_in(document.issuer)):
            raise LineRejected([NAME_TOO_LONG], document.title)
        target = Target(document, self._directory.organs_for(document.issuer))
        known = self._known.get(document.external_id)
        if repeated := self._repeated(target):
            raise LineRejected(repeated, document.title)
        reasons = matching.number_blockers(target, organ=self._organ, known=known)
        reasons += matching.ground_blockers(target)
        step = matching.step_for(target, known, publishes=self._publishes)
        if step is Step.UPDATE and known is not None:
            reasons += matching.update_blockers(target, known)
        if reasons:
            raise LineRejected(reasons, document.title)
        return Plan(step, target, known)

    def settle(self, *, kept: bool) -> None:
        """Tell whether what was written for the last line stays; organs made for a line rolled back are forgotten."""
        self._directory.settle(kept=kept)

    def publishes(self, plan: Plan) -> bool:
        """Say whether the document goes public with this import."""
        if not self._publishes or plan.target.is_made_here or plan.target.attribute != Attribute.OPEN:
            return False
        return plan.step in {Step.CREATE, Step.PUBLISH} or (plan.step is Step.UPDATE and not plan.is_public)

    def _repeated(self, target: Target) -> list[str]:
        document = target.document
        if _repeats(self._ids, document.external_id):
            return [REPEATED_ID]
        number = document.document_number if target.is_made_here else ""
        return [REPEATED_NUMBER] if number and _repeats(self._numbers, number) else []


def _repeats(known: set[int], text: str) -> bool:
    """Note a text; say whether it has been noted before."""
    mark = hash(text)
    repeated = mark in known
    known.add(mark)
    return repeated
