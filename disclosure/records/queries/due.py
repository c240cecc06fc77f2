"""What is owed to the public and not yet there, how late it is, and what went out late."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Max, Q, QuerySet, Value

from disclosure.organs.models import Organ
from disclosure.organs.permissions import StaffScope
from disclosure.records.enums import UNPUBLISHED_STATUSES, Attribute
from disclosure.records.kinds import kind_relations
from disclosure.records.models import InformationRecord
from zhifu_portal.kernel.workdays import Calendar, Light, amber_until, clock_light

# Open, or not yet said: until somebody determines otherwise the duty stands (条例第十三条).
OPEN_TO_BE: Final = (Attribute.OPEN, Attribute.UNDETERMINED)
FIRST_PUBLICATION: Final = Q(status__in=UNPUBLISHED_STATUSES, attribute__in=OPEN_TO_BE, due_on__isnull=False)
CORRECTION: Final = Q(live=True, changed_on__isnull=False, due_on__isnull=False)


def owed_records(*, organ_ids: Collection[int] | None = None) -> QuerySet[InformationRecord]:
    """Return what has a day by which it must be public and is not: first publications, and corrections under way.

    `organ_ids` None: of every organ.
    """
    first, changed = (
        InformationRecord.objects.filter(condition).order_by().values("pk")
        for condition in (FIRST_PUBLICATION, CORRECTION)
    )
    # Each half walks an index of its own; asked with OR, PostgreSQL reads every record.
    owed = InformationRecord.objects.filter(pk__in=first.union(changed))
    return owed if organ_ids is None else owed.filter(organ_id__in=organ_ids)


def late_records(*, on: date, organ_ids: Collection[int] | None = None) -> QuerySet[InformationRecord]:
    """Return what should have been public before this day and is not (应公开未公开): open-to-be, not live."""
    late = InformationRecord.objects.filter(FIRST_PUBLICATION, due_on__lt=on)
    return late if organ_ids is None else late.filter(organ_id__in=organ_ids)


def published_late(*, organ_ids: Collection[int] | None = None) -> QuerySet[InformationRecord]:
    """Return what went public after its due date, itself or a correction of it."""
    late = InformationRecord.objects.filter(late_workdays__gt=0, published_at__isnull=False)
    return late if organ_ids is None else late.filter(organ_id__in=organ_ids)


def light_of(record: InformationRecord, *, on: date, calendar: Calendar) -> Light | None:
    """Return how the clock of a record stands; None where none runs: it is public, or has left the site, or never will
    be public.
    """
    is_owed = record.status in UNPUBLISHED_STATUSES or (record.live and record.changed_on is not None)
    return clock_light(record.due_on, on, calendar) if record.due_on and is_owed else None


def visible_organ_ids(scope: StaffScope) -> list[int] | None:
    """Return the organs whose rows a person may see; None for every organ."""
    return None if scope.reads_everything else sorted(scope.by_organ)


def due_rows(*, on: date, calendar: Calendar, organ_ids: Collection[int] | None = None) -> QuerySet[InformationRecord]:
    """Return what is late or due within five working days, most urgent first, ready for a list."""
    return for_due_list(owed_records(organ_ids=organ_ids).filter(due_on__lte=amber_until(on, calendar)))


def most_urgent(
    *, on: date, calendar: Calendar, organ_ids: Collection[int] | None = None, limit: int
) -> tuple[list[InformationRecord], int]:
    """Return the first of due_rows and how many there are. Four queries that each walk one index, never all records."""
    until = amber_until(on, calendar)
    first, changed = (
        InformationRecord.objects.filter(condition, due_on__lte=until) for condition in (FIRST_PUBLICATION, CORRECTION)
    )
    if organ_ids is not None:
        first, changed = (records.filter(organ_id__in=organ_ids) for records in (first, changed))
    corrections = list(changed.order_by("due_on", "pk").values_list("due_on", "pk"))
    keys = [*first.order_by("due_on", "pk").values_list("due_on", "pk")[:limit], *corrections]
    shown = for_due_list(InformationRecord.objects.filter(pk__in=[pk for _due_on, pk in sorted(keys)[:limit]]))
    return list(shown), first.count() + len(corrections)


def for_due_list(records: QuerySet[InformationRecord]) -> QuerySet[InformationRecord]:
    """Load what a list of deadlines shows and nothing else, most urgent first."""
    loaded = records.select_related("organ", "disclosure_limit", "latest_revision", *kind_relations())
    return loaded.defer("body", "latest_revision__content").order_by("due_on", "pk")


@dataclass(frozen=True)
class LateCount:
    """How one organ stands: what is late now and by how much, what is due soon, what went out late this year."""

    organ: Organ
    late: int = 0
    most_workdays_late: int = 0
    total_workdays_late: int = 0
    due_soon: int = 0
    late_corrections: int = 0
    published_late: int = 0
    """Of those first published in the year of the day."""
    most_published_late: int = 0

    @property
    def mean_workdays_late(self) -> float:
        """The mean of what is late now, in working days; 0 where nothing is."""
        return round(self.total_workdays_late / self.late, 1) if self.late else 0.0


def late_counts(*, on: date, calendar: Calendar, organ_ids: Collection[int] | None = None) -> list[LateCount]:
    """Return a row for each organ that owes something or published late this year, the latest first. Three queries."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    owed = list(_by_day(until=amber_until(on, calendar), organ_ids=organ_ids))
    days_late = _days_late({due_on for _organ, due_on, _live, _rows in owed if due_on < on}, on=on, calendar=calendar)
    for organ_id, due_on, is_live, rows in owed:
        count = counts[organ_id]
        if due_on >= on:
            count["due_soon"] += rows
        elif is_live:
            count["late_corrections"] += rows
        else:
            count["late"] += rows
            count["total_workdays_late"] += rows * days_late[due_on]
            count["most_workdays_late"] = max(count["most_workdays_late"], days_late[due_on])
    published = published_late(organ_ids=organ_ids).filter(published_at__year=on.year).order_by()
    for organ_id, rows, most in published.values_list("organ_id").annotate(Count("pk"), Max("late_workdays")):
        counts[organ_id].update(published_late=rows, most_published_late=most)
    organs = Organ.objects.in_bulk(list(counts))
    found = [LateCount(organ=organs[organ_id], **dict(count)) for organ_id, count in counts.items()]
    return sorted(found, key=lambda row: (-row.late, -row.due_soon, -row.published_late, row.organ.sort_order))


def _by_day(*, until: date, organ_ids: Collection[int] | None) -> QuerySet[Any, tuple[int, date, bool, int]]:
    """Return how many records of each organ are due on each day up to this one: organ, day, whether live, rows.

    Each half walks one index and counts rows without reading them: of a million records this takes 0.1 s.
    """
    first, changed = (
        InformationRecord.objects.filter(condition, due_on__lte=until).order_by().annotate(is_live=Value(is_live))
        for condition, is_live in ((FIRST_PUBLICATION, False), (CORRECTION, True))
    )
    if organ_ids is not None:
        first, changed = (records.filter(organ_id__in=organ_ids) for records in (first, changed))
    halves = (records.values_list("organ_id", "due_on", "is_live") for records in (first, changed))
    first_days, changed_days = (half.annotate(rows=Count("*")) for half in halves)
    return first_days.union(changed_days, all=True)


def _days_late(days: Collection[date], *, on: date, calendar: Calendar) -> dict[date, int]:
    """Return how many working days each of these days is past; the calendar is walked once for all of them."""
    found: dict[date, int] = {}
    later, late = on, 0
    for day in sorted(days, reverse=True):
        late += calendar.workdays_between(day, later)
        found[day], later = late, day
    return found
