"""The one writer of determinations (公开属性认定): who may say a word and what follows is for the verb that calls."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import Revision

from disclosure.organs.models import Organ
from disclosure.records.enums import Attribute, DeterminationOutcome, DeterminationStage
from disclosure.records.models import Determination, DeterminationGround, InformationRecord
from disclosure.records.queries.determinations import settled_attribute
from disclosure.records.queries.digests import content_digest
from disclosure.records.queries.grounds import grounds_in_force
from disclosure.records.queries.statement_gaps import statement_gaps
from disclosure.records.queries.statements import AttributeStatement, GroundStatement
from zhifu_portal.kernel.refusals import refuse_if


def state_determination(
    *,
    record: InformationRecord,
    revision: Revision | None,
    stage: DeterminationStage,
    outcome: DeterminationOutcome,
    attribute: Attribute,
    is_severed: bool,
    grounds: Sequence[GroundStatement],
    reason: str,
    organ: Organ,
    by: User | None,
    now: datetime,
    evidence: str = "",
    from_attribute: Attribute | None = None,
) -> Determination:
    """Write one word on the attribute of a locked record, its grounds in the wording in force on the day of `now`.

    It starts from what was fixed before, unless `from_attribute` says what that was. Raise Refused with everything
    the word lacks (条例第十四条至第十六条); only a historic determination may be taken back to undetermined.
    """
    on = timezone.localdate(now)
    is_taken_back = stage == DeterminationStage.HISTORIC and attribute == Attribute.UNDETERMINED
    statement = AttributeStatement(attribute, is_severed, tuple(grounds))
    refuse_if([] if is_taken_back else statement_gaps(statement, on=on))
    wordings = grounds_in_force(on=on)
    word = Determination.objects.create(
        record_id=record.pk,
        revision=revision,
        content_digest=content_digest(revision) if revision else "",
        stage=stage,
        outcome=outcome,
        organ=organ,
        from_attribute=settled_attribute(record) if from_attribute is None else from_attribute,
        to_attribute=attribute,
        is_severed=is_severed,
        reason=reason.strip(),
        evidence=evidence,
        decided_by=by,
        decided_at=now,
    )
    rows = [
        DeterminationGround(
            determination=word,
            ground=wordings[said.code],
            reason=said.reason,
            discretion_reason=said.discretion_reason,
            third_party=said.third_party,
            third_party_reason=said.third_party_reason,
        )
        for said in grounds
    ]
    DeterminationGround.objects.bulk_create(rows)
    return word
