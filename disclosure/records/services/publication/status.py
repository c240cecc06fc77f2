"""The one writer of a record's publication status, and who must hear of a change."""

from typing import Final

from disclosure.records.enums import PublicationStatus
from disclosure.records.models import InformationRecord
from disclosure.records.transitions import PUBLICATION_TRANSITIONS
from zhifu_portal.kernel.epoch import bump_epoch
from zhifu_portal.kernel.outbox import enqueue
from zhifu_portal.kernel.transitions import ensure_transition
from zhifu_portal.search.indexing import mark_changed

CHANGED_TOPIC: Final = "record.changed"


def locked_record(*, record_id: int) -> InformationRecord:
    """Return the record with its row locked; call inside a transaction."""
    return InformationRecord.objects.select_for_update().get(pk=record_id)


def move_status(*, record: InformationRecord, status: PublicationStatus) -> None:
    """Set the status of a loaded record if the table allows the move; raise TransitionRefused otherwise."""
    ensure_transition(PUBLICATION_TRANSITIONS, PublicationStatus(record.status), status)
    record.status = status


def owe_followers(*, record: InformationRecord) -> None:
    """Owe the features above that wait for what becomes of this record a look at it, in the present transaction."""
    enqueue(topic=CHANGED_TOPIC, key=str(record.pk))


def announce(*, record: InformationRecord) -> None:
    """Tell the index, the page cache and who follows the record that what the public may see of it has changed."""
    mark_changed(f"record:{record.pk}")
    owe_followers(record=record)
    bump_epoch()
