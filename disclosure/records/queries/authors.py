"""Whose work a text is: they never decide on it (four eyes, superuser included)."""

from wagtail.models import Revision

from disclosure.records.enums import DeterminationStage
from disclosure.records.models import Determination, InformationRecord
from disclosure.records.queries.digests import content_digest


def author_ids(record: InformationRecord) -> set[int]:
    """Return the people whose work is under review: the drafter and every editor since the last publication."""
    revisions = Revision.objects.for_instance(record)
    if record.live_revision_id:
        revisions = revisions.filter(pk__gt=record.live_revision_id)
    ids = set(revisions.exclude(user_id=None).values_list("user_id", flat=True))
    if record.drafted_by_id:
        ids.add(record.drafted_by_id)
    return ids


def proposer_id(revision: Revision) -> int | None:
    """Return who sent exactly this text on its way: their proposal is what the others decide on."""
    proposed = Determination.objects.filter(
        revision=revision, stage=DeterminationStage.PROPOSED, content_digest=content_digest(revision)
    )
    return proposed.order_by("decided_at", "id").values_list("decided_by_id", flat=True).last()
