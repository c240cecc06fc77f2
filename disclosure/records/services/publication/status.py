"""The one writer of a record's publication status, and who must hear of a change."""

from disclosure.records.enums import PublicationStatus
from disclosure.records.models import InformationRecord
from disclosure.records.transitions import PUBLICATION_TRANSITIONS
from zhifu_portal.kernel.epoch import bump_epoch
from zhifu_portal.kernel.transitions import ensure_transition
from zhifu_portal.search.indexing import mark_changed


def locked_record(*, record_id: int) -> InformationRecord:
    """Return the record with its row locked; call inside a transaction."""
    return InformationRecord.objects.select_for_update().get(pk=record_id)


def move_status(*, record: InformationRecord, status: PublicationStatus) -> None:
    """Set the status of a loaded record if the table allows the move; raise TransitionRefused otherwise."""
    ensure_transition(PUBLICATION_TRANSITIONS, PublicationStatus(record.status), status)
    record.status = status


def announce(*, record: InformationRecord) -> None:
    """Tell the index and the page cache that what the public may see of this record has changed."""
    mark_changed(f"record:{record.pk}")
    bump_epoch()
