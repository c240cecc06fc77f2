"""Handing out what is due: records become items of the month's round, chunk by chunk.

Each chunk is one transaction that also stores how far it came, so that a sweep killed anywhere goes on behind the
last chunk. One lock keeps two sweeps apart: a record is never handed out twice.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, PublicationStatus
from disclosure.records.models import InformationRecord
from disclosure.review.enums import OPEN_ITEMS, ItemStatus
from disclosure.review.models import ReviewItem, ReviewRound, ReviewSettings
from disclosure.review.queries.selection import Rule, Subject, is_due, latest_basis
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.workdays import WorkdayTerm

Progress = Callable[[int, int], object]
"""Called after each chunk with the last record looked at and the last record there is."""
# SQLite takes some thirty thousand parameters in a statement.
ROWS_PER_INSERT: Final = 5000


def assign_due(
    *,
    review_round: ReviewRound,
    rules: Sequence[Rule],
    term: WorkdayTerm,
    on: date,
    chunk: int,
    progress: Progress | None = None,
) -> int:
    """Make an item of every record that is due on this day and has none open; return how many were made.

    Starts behind `swept_to` of the round and holds one chunk in memory at a time.
    """
    last = InformationRecord.objects.aggregate(last=Max("pk"))["last"] or 0
    made = 0
    is_more = True
    while is_more:
        is_more, here = _assign_chunk(round_id=review_round.pk, rules=rules, term=term, on=on, chunk=chunk)
        made += here
        if progress is not None:
            swept_to = ReviewRound.objects.values_list("swept_to", flat=True).get(pk=review_round.pk)
            progress(swept_to if is_more else last, last)
    return made


@transaction.atomic
def _assign_chunk(*, round_id: int, rules: Sequence[Rule], term: WorkdayTerm, on: date, chunk: int) -> tuple[bool, int]:
    """Look at the next records and return whether there may be more, and how many items were made."""
    lock_sweeps()
    review_round = ReviewRound.objects.select_for_update().get(pk=round_id)
    subjects = _next_subjects(review_round, rules=rules, on=on, limit=chunk)
    due = [subject for subject in subjects if is_due(subject, rules, on=on)]
    _insert_items([subject.record_id for subject in due], round_id=round_id, on=on, due_on=term.date)
    if subjects:
        review_round.swept_to = subjects[-1].record_id
        _extend(review_round, term=term if due else None)
        review_round.save(update_fields=["swept_to", "due_on", "is_due_provisional"])
    if due:
        by_organ = dict(sorted(Counter(str(subject.organ_id) for subject in due).items()))
        detail = {"on": on, "up_to": review_round.swept_to, "count": len(due), "by_organ": by_organ}
        record_audit(action="review.items_assigned", by=None, subject=review_round, detail=detail)
    return len(subjects) == chunk, len(due)


def lock_sweeps() -> None:
    """Wait for any other sweep's transaction; call inside a transaction."""
    list(ReviewSettings.objects.select_for_update().values_list("pk", flat=True))


def _next_subjects(review_round: ReviewRound, *, rules: Sequence[Rule], on: date, limit: int) -> list[Subject]:
    """Return the next records that may be due, by id; the rules have the last word."""
    # Two questions, because each has an index of its own; what this very sweep has made lies behind and is not asked.
    ahead = ReviewItem.objects.filter(record=OuterRef("pk"), record__gt=review_round.swept_to)
    waiting, in_round = ahead.filter(status__in=sorted(OPEN_ITEMS)), ahead.filter(round=review_round)
    basis = latest_basis(rules, on=on)
    next_day = timezone.make_aware(datetime.combine(basis + timedelta(days=1), time.min))
    by_rule = Q(review_state__reviewed_on__lte=basis) | Q(review_state__isnull=True, registered_at__lt=next_day)
    rows = (
        InformationRecord.objects.filter(
            Q(review_state__next_review_on__lte=on) | (Q(review_state__next_review_on__isnull=True) & by_rule),
            ~Exists(waiting),
            ~Exists(in_round),
            status=PublicationStatus.REGISTERED,
            attribute__in=sorted(NOT_OPEN_ATTRIBUTES),
            pk__gt=review_round.swept_to,
        )
        .order_by("pk")
        .values_list(
            "pk",
            "organ_id",
            "attribute",
            "ground",
            "registered_at",
            "review_state__reviewed_on",
            "review_state__next_review_on",
        )
    )
    return [
        Subject(pk, organ_id, attribute, ground, timezone.localdate(registered_at), reviewed_on, next_review_on)
        for pk, organ_id, attribute, ground, registered_at, reviewed_on, next_review_on in rows[:limit]
    ]


def _insert_items(record_ids: Sequence[int], *, round_id: int, on: date, due_on: date) -> None:
    """Make an item of each record within the database: two hundred thousand rows need not travel there."""
    items, records = ReviewItem._meta.db_table, InformationRecord._meta.db_table
    assigned, due = (connection.ops.adapt_datefield_value(day) for day in (on, due_on))
    with connection.cursor() as cursor:
        for start in range(0, len(record_ids), ROWS_PER_INSERT):
            here = record_ids[start : start + ROWS_PER_INSERT]
            # The names come from the models, every value is a parameter.
            cursor.execute(
                f"""INSERT INTO "{items}" (round_id, record_id, organ_id, attribute, ground, status, outcome, reason,
                    assigned_on, due_on)
                SELECT %s, id, organ_id, attribute, ground, %s, %s, %s, %s, %s FROM "{records}"
                WHERE id IN ({", ".join(["%s"] * len(here))}) ORDER BY id""",  # noqa: S608
                [round_id, ItemStatus.PENDING.value, "", "", assigned, due, *here],
            )


def _extend(review_round: ReviewRound, *, term: WorkdayTerm | None) -> None:
    """Let the round last as long as the last of its items."""
    if term is not None and term.date >= review_round.due_on:
        review_round.due_on = term.date
        review_round.is_due_provisional = term.provisional
