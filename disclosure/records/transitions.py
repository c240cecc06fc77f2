"""Which publication status may follow which: a table, total over the enum."""

from typing import Final

from disclosure.records.enums import PublicationStatus
from zhifu_portal.kernel.transitions import TransitionTable

PUBLICATION_TRANSITIONS: Final[TransitionTable[PublicationStatus]] = {
    PublicationStatus.DRAFT: frozenset(
        {PublicationStatus.SCHEDULED, PublicationStatus.PUBLISHED, PublicationStatus.REGISTERED}
    ),
    PublicationStatus.SCHEDULED: frozenset({PublicationStatus.PUBLISHED, PublicationStatus.DRAFT}),
    # A correction publishes again; a list that names people expires by itself.
    PublicationStatus.PUBLISHED: frozenset(
        {PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN, PublicationStatus.EXPIRED}
    ),
    # 条例第十八条: what was withheld or on request may be opened after a review.
    PublicationStatus.REGISTERED: frozenset(
        {PublicationStatus.REGISTERED, PublicationStatus.SCHEDULED, PublicationStatus.PUBLISHED}
    ),
    PublicationStatus.WITHDRAWN: frozenset({PublicationStatus.SCHEDULED, PublicationStatus.PUBLISHED}),
    PublicationStatus.EXPIRED: frozenset({PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN}),
}
