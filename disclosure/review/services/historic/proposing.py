"""Proposals for historic documents: made, brought up to the rules, or dropped; nothing is decided here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from disclosure.records.models import InformationRecord
from disclosure.review.enums import ProposalStatus
from disclosure.review.models import AttributeRule, HistoricProposal
from disclosure.review.queries.historic import undetermined_records
from disclosure.review.queries.rule_matching import Proposal, Subject, propose
from disclosure.review.transitions import PROPOSAL_TRANSITIONS
from zhifu_portal.kernel.outbox import enqueue
from zhifu_portal.kernel.transitions import ensure_transition

TOPIC: Final = "review.historic"
EVERY_ORGAN: Final = "all"
DROPPED_AT_ONCE: Final = 500
_PROPOSED: Final = ("rule_id", "rule_name", "attribute", "ground", "reason", "discretion_reason", "matched", "is_clear")
_WRITTEN: Final = (*_PROPOSED, "organ_id", "status", "note", "decided_by_id", "decided_at", "proposed_at")
OnProgress = Callable[[int], None]


@dataclass
class ProposalReport:
    """What a run did: documents looked at, proposals made, changed and dropped."""

    looked_at: int = 0
    made: int = 0
    changed: int = 0
    dropped: int = 0

    def summary(self) -> str:
        """Return one line in Chinese with every counter."""
        return f"比对 {self.looked_at} 件，新提出建议 {self.made} 件，更新 {self.changed} 件，移出 {self.dropped} 件。"


@transaction.atomic
def owe_proposals(*, organ_id: int | None) -> None:
    """Owe the worker a look at the historic documents of an organ (None: of every organ)."""
    enqueue(topic=TOPIC, key=str(organ_id or EVERY_ORGAN))


def propose_attributes(
    *, organ_id: int | None = None, now: datetime, chunk: int = 200, on_progress: OnProgress | None = None
) -> ProposalReport:
    """Bring the proposals for undetermined documents up to the rules, `chunk` documents per transaction.

    Memory does not grow with their number; a run that was killed is simply run again, and a second run changes
    nothing. What a person decided stays: only a rejected proposal comes back when the rules now say something else.
    Waiting proposals for documents that are being determined otherwise are dropped.
    """
    rules = list(AttributeRule.objects.filter(is_active=True))
    report = ProposalReport()
    for records in _chunks(organ_id, chunk):
        _write(records, rules=rules, now=now, report=report)
        if on_progress is not None:
            on_progress(report.looked_at)
    report.dropped = _drop_stale(organ_id)
    return report


def _chunks(organ_id: int | None, chunk: int) -> Iterator[list[InformationRecord]]:
    last = 0
    while records := list(undetermined_records(organ_id=organ_id).filter(pk__gt=last).order_by("pk")[:chunk]):
        last = records[-1].pk
        yield records


@transaction.atomic
def _write(
    records: Iterable[InformationRecord], *, rules: list[AttributeRule], now: datetime, report: ProposalReport
) -> None:
    records = list(records)
    locked = HistoricProposal.objects.select_for_update().filter(record__in=records).order_by("pk")
    known = {row.record_id: row for row in locked}
    new: list[HistoricProposal] = []
    changed: list[HistoricProposal] = []
    for record in records:
        values = _values(propose(_subject(record), rules))
        row = known.get(record.pk)
        if row is None:
            new.append(HistoricProposal(record=record, organ_id=record.organ_id, proposed_at=now, **values))
        elif _says_something_else(row, values):
            changed.append(_renewed(row, values, record=record, now=now))
    # Another run may have been quicker: its row says the same.
    HistoricProposal.objects.bulk_create(new, ignore_conflicts=True)
    HistoricProposal.objects.bulk_update(changed, [name.removesuffix("_id") for name in _WRITTEN])
    report.looked_at += len(records)
    report.made += len(new)
    report.changed += len(changed)


def _says_something_else(row: HistoricProposal, values: dict[str, Any]) -> bool:
    """Say whether the rules now propose something else: for a rejected proposal, another attribute or ground."""
    compared = {
        ProposalStatus.PENDING: _PROPOSED,
        ProposalStatus.REJECTED: ("attribute", "ground"),
        ProposalStatus.CONFIRMED: (),
    }[ProposalStatus(row.status)]
    return any(getattr(row, name) != values[name] for name in compared)


def _subject(record: InformationRecord) -> Subject:
    """Return the latest text: an import has written none but the row itself."""
    latest: Any = record.get_latest_revision_as_object() if record.latest_revision_id else record
    return Subject(title=latest.title, genre=latest.genre, text=latest.body_text(), composed_on=latest.composed_on)


def _values(proposal: Proposal) -> dict[str, Any]:
    rule = proposal.rule
    return {
        "rule_id": rule.pk if rule else None,
        "rule_name": rule.name if rule else "",
        "attribute": proposal.attribute,
        "ground": proposal.ground,
        "reason": proposal.reason,
        "discretion_reason": proposal.discretion_reason,
        "matched": proposal.matched,
        "is_clear": proposal.is_clear,
    }


def _renewed(
    row: HistoricProposal, values: dict[str, Any], *, record: InformationRecord, now: datetime
) -> HistoricProposal:
    """Return the row with what the rules say now; one that was rejected waits again."""
    if row.status != ProposalStatus.PENDING:
        ensure_transition(PROPOSAL_TRANSITIONS, ProposalStatus(row.status), ProposalStatus.PENDING)
    for name, value in values.items():
        setattr(row, name, value)
    row.organ_id, row.status, row.proposed_at = record.organ_id, ProposalStatus.PENDING, now
    row.note, row.decided_by, row.decided_at = "", None, None
    return row


def _drop_stale(organ_id: int | None) -> int:
    waiting = HistoricProposal.objects.filter(status=ProposalStatus.PENDING)
    if organ_id is not None:
        waiting = waiting.filter(organ_id=organ_id)
    stale = waiting.exclude(record__in=undetermined_records(organ_id=organ_id).values("pk"))
    dropped = 0
    while ids := list(stale.order_by("pk").values_list("pk", flat=True)[:DROPPED_AT_ONCE]):
        dropped += HistoricProposal.objects.filter(pk__in=ids, status=ProposalStatus.PENDING).delete()[0]
    return dropped
