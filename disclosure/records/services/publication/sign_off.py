"""What the last signature sets going."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from wagtail.models import Revision

from disclosure.records.enums import Attribute
from disclosure.records.models import InformationRecord
from disclosure.records.queries.blockers import publication_blockers
from disclosure.records.queries.determinations import fixed_draft
from disclosure.records.services.publication.going_live import go_live, register_not_open
from disclosure.records.services.publication.schedule import schedule_revision
from disclosure.records.services.publication.status import locked_record
from zhifu_portal.kernel.refusals import refuse_if


@transaction.atomic
def complete_sign_off(*, record_id: int, revision: Revision, by: User, now: datetime) -> InformationRecord:
    """Carry out a signed revision with the attribute its signer fixed: publish or schedule it, or register it.

    Raise Refused with every reason when a step is missing or was decided on another text.
    """
    record = locked_record(record_id=record_id)
    draft = fixed_draft(revision)
    if draft.attribute != Attribute.OPEN:
        return register_not_open(record=record, revision=revision, by=by, now=now)
    refuse_if(publication_blockers(record=record, revision=revision))
    if draft.go_live_at and draft.go_live_at > now:
        return schedule_revision(record=record, revision=revision, at=draft.go_live_at, by=by)
    return go_live(record=record, revision=revision, by=by, now=now)
