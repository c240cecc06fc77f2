"""Where the determinations of a record came from, as links: a periodic review, a batch of historic documents …"""

from dataclasses import dataclass

from django.urls import reverse

from disclosure.records.kinds import origin_of
from disclosure.records.models import Determination, InformationRecord


@dataclass(frozen=True)
class Origin:
    """What made somebody determine the record again, and its staff screen."""

    label: str
    url: str


def origins_of(record: InformationRecord) -> list[Origin]:
    """Return every origin of the record's determinations once, oldest first."""
    words = Determination.objects.filter(record_id=record.pk).exclude(evidence="").order_by("decided_at", "id")
    found = [origin_of(evidence) for evidence in dict.fromkeys(words.values_list("evidence", flat=True))]
    return [Origin(label, reverse(url_name, args=[pk])) for label, url_name, pk in filter(None, found)]
