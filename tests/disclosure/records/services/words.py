"""Words on an attribute for tests, and who says them."""

from django.utils import timezone

from disclosure.records.enums import Attribute, DecisionOutcome, ReviewStep, ThirdPartyPosition
from disclosure.records.models import Determination, InformationRecord
from disclosure.records.queries.statements import AttributeStatement, GroundStatement
from disclosure.records.queries.steps import current_step
from disclosure.records.services.review import decide_step, submit_record
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import decide

INTERNAL = GroundStatement("E16-1", "内部事务。", discretion_reason="公开会影响内部管理。")
SECRET = GroundStatement("E14-1", "依法定密。")
PRIVATE = GroundStatement(
    "E15", "涉及商业秘密。", third_party=ThirdPartyPosition.REFUSED, third_party_reason="第三方书面不同意。"
)
TO_OPEN = AttributeStatement(Attribute.OPEN)
TO_ON_REQUEST = AttributeStatement(Attribute.ON_REQUEST, grounds=(INTERNAL,))
TO_WITHHELD = AttributeStatement(Attribute.WITHHELD, grounds=(SECRET, PRIVATE))


def reload(record):
    return type(record).objects.get(pk=record.pk)


def submit(record, staff, *, until=None):
    """Send a draft on its way and on to a step by agreement."""
    ensure_publication_workflow(models=[InformationRecord, PolicyDocument])
    submit_record(record_id=record.pk, by=staff.editor)
    while until is not None and current_step(reload(record)) != until:
        decide(record, staff)
    return reload(record)


def say(record, by, statement=None, *, reason="", outcome=DecisionOutcome.APPROVED, now=None):
    """Decide the step the record waits at, with other words where a statement is given."""
    record = InformationRecord.objects.get(pk=record.pk)
    return decide_step(
        record_id=record.pk,
        step=current_step(record) or ReviewStep.DETERMINATION,
        outcome=outcome,
        reason=reason,
        revision_id=record.current_workflow_state.current_task_state.revision_id,
        by=by,
        now=now or timezone.now(),
        statement=statement,
    )


def said(record):
    """Return every determination of a record as (stage, outcome, from, to, codes)."""
    words = Determination.objects.filter(record_id=record.pk).order_by("pk").prefetch_related("grounds__ground")
    return [
        (
            word.stage,
            word.outcome,
            word.from_attribute,
            word.to_attribute,
            [ground.ground.code for ground in word.grounds.all()],
        )
        for word in words
    ]
