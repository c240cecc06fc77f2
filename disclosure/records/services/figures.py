"""Count the records anew for the dashboards."""

from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Coalesce, ExtractYear

from disclosure.records.models import FiguresState, InformationRecord, RecordFigure
from disclosure.records.queries.figures import RECORD_FIGURES

UNKNOWN_YEAR: Final = 0
_BATCH: Final = 1000


class _Key(NamedTuple):
    organ_id: int
    year: int
    attribute: str
    is_severed: bool
    ground: str
    status: str


class _Counted(NamedTuple):
    records: int
    late: int


def refresh_record_figures(*, now: datetime) -> int:
    """Bring the figures in line with the records as they are; return how many figures changed.

    The same whenever and however often it is called: figures are counted, never added to. Counting holds no lock;
    of two countings at once the one that began later stays.
    """
    counted = _count()
    with transaction.atomic():
        FiguresState.objects.get_or_create(name=RECORD_FIGURES, defaults={"computed_at": now})
        state = FiguresState.objects.select_for_update().get(name=RECORD_FIGURES)
        if state.computed_at > now:
            return 0
        FiguresState.objects.filter(name=RECORD_FIGURES).update(computed_at=now)
        return _write(counted)


def _count() -> dict[_Key, _Counted]:
    rows = (
        InformationRecord.objects.order_by()
        .values("organ_id", "attribute", "is_severed", "ground", "status")
        .annotate(
            year=Coalesce(ExtractYear("composed_on"), UNKNOWN_YEAR),
            count=Count("pk"),
            late=Count("pk", filter=Q(late_workdays__gt=0)),
        )
    )
    return {
        _Key(*(row[name] for name in _Key._fields)): _Counted(row["count"], row["late"])
        for row in rows.iterator(chunk_size=_BATCH)
    }


def _write(counted: dict[_Key, _Counted]) -> int:
    """Write what differs from what is there: a quiet night writes nothing."""
    stored = {
        _Key(*(getattr(figure, name) for name in _Key._fields)): figure
        for figure in RecordFigure.objects.all().iterator(chunk_size=_BATCH)
    }
    gone = [figure.pk for key, figure in stored.items() if key not in counted]
    new = [
        RecordFigure(**key._asdict(), count=values.records, late=values.late)
        for key, values in counted.items()
        if key not in stored
    ]
    changed = [
        figure
        for key, figure in stored.items()
        if key in counted and _Counted(figure.count, figure.late) != counted[key]
    ]
    for figure in changed:
        key = _Key(*(getattr(figure, name) for name in _Key._fields))
        figure.count, figure.late = counted[key]
    for start in range(0, len(gone), _BATCH):
        RecordFigure.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    RecordFigure.objects.bulk_create(new, batch_size=_BATCH)
    RecordFigure.objects.bulk_update(changed, ["count", "late"], batch_size=_BATCH)
    return len(gone) + len(new) + len(changed)
