"""Which status may follow which, for publication and for imports: tables, total over their enums."""

from typing import Final

from disclosure.records.enums import ImportState, PublicationStatus
from zhifu_portal.kernel.transitions import TransitionTable

PUBLICATION_TRANSITIONS: Final[TransitionTable[PublicationStatus]] = {
    PublicationStatus.DRAFT: frozenset(
        {PublicationStatus.SCHEDULED, PublicationStatus.PUBLISHED, PublicationStatus.REGISTERED}
    ),
    PublicationStatus.SCHEDULED: frozenset(
        {
            PublicationStatus.SCHEDULED,
            PublicationStatus.PUBLISHED,
            PublicationStatus.REGISTERED,
            PublicationStatus.DRAFT,
        }
    ),
    # A correction publishes again; a list that names people expires by itself.
    PublicationStatus.PUBLISHED: frozenset(
        {PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN, PublicationStatus.EXPIRED}
    ),
    # 条例第十八条: what was withheld or on request may be opened after a review. A historic determination that is
    # taken back leaves a draft.
    PublicationStatus.REGISTERED: frozenset(
        {
            PublicationStatus.REGISTERED,
            PublicationStatus.SCHEDULED,
            PublicationStatus.PUBLISHED,
            PublicationStatus.DRAFT,
        }
    ),
    # What has left the site may come back, or turn out not to be open at all.
    PublicationStatus.WITHDRAWN: frozenset(
        {PublicationStatus.SCHEDULED, PublicationStatus.PUBLISHED, PublicationStatus.REGISTERED}
    ),
    PublicationStatus.EXPIRED: frozenset(
        {
            PublicationStatus.SCHEDULED,
            PublicationStatus.PUBLISHED,
            PublicationStatus.WITHDRAWN,
            PublicationStatus.REGISTERED,
        }
    ),
}

IMPORT_TRANSITIONS: Final[TransitionTable[ImportState]] = {
    # An import that runs stops when it is taken back.
    ImportState.RUNNING: frozenset({ImportState.FINISHED, ImportState.UNDONE}),
    ImportState.FINISHED: frozenset({ImportState.UNDONE}),
    # Again: for what could not be taken back the first time.
    ImportState.UNDONE: frozenset({ImportState.UNDONE}),
}
