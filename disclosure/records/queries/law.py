"""Whether a row of law has decided something: from then on its words stay as they are."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from disclosure.records.models import DeterminationGround, DisclosureLimit, Ground, InformationRecord, RecordGround


@dataclass(frozen=True)
class Use:
    """What rests on a row of law: whether anything does, and the last day on which it decided something."""

    is_used: bool
    last_on: date | None = None


def use_of_ground(ground: Ground) -> Use:
    """Return what rests on a wording: determinations that name it, or records of its code while it is in force."""
    last = DeterminationGround.objects.filter(ground=ground).aggregate(last=Max("determination__decided_at"))["last"]
    if last is not None:
        return Use(is_used=True, last_on=timezone.localdate(last))
    if ground.effective_on > timezone.localdate():
        return Use(is_used=False)
    of_records = InformationRecord.objects.filter(ground=ground.code)
    return Use(is_used=of_records.exists() or RecordGround.objects.filter(ground=ground.code).exists())


def use_of_limit(limit: DisclosureLimit) -> Use:
    """Return what rests on a limit: the due dates of the records that have it."""
    return Use(is_used=InformationRecord.objects.filter(disclosure_limit=limit).exists())
