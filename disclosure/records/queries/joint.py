"""联合机关会签: which organs must agree to the attribute of a joint document, and which have spoken.

Joint organs are part of the text, so the revision under review says which they are (条例第十条).
"""

from collections.abc import Collection
from typing import Final

from django.db.models import F
from wagtail.models import Revision, WorkflowState

from disclosure.organs.enums import Role
from disclosure.organs.models import Organ, StaffRole
from disclosure.organs.permissions import AnyUser, scope_of
from disclosure.records.enums import DeterminationStage
from disclosure.records.models import Determination, InformationRecord
from disclosure.records.queries.digests import content_digest

# Name of the model of the step (workflow.JointAgreementTask), which stands above queries.
JOINT_TASK_MODEL: Final = "jointagreementtask"


def joint_organs_of(draft: InformationRecord) -> list[Organ]:
    """Return the local organs besides the publishing one that must agree: those with somebody who can say so."""
    named = [organ.pk for organ in draft.joint_organs.all() if organ.pk != draft.organ_id]
    if not named:
        return []
    able = StaffRole.objects.filter(organ_id__in=named, role=Role.REVIEWER, user__is_active=True)
    return list(Organ.objects.local().filter(pk__in=able.values("organ_id")))


def spoken_organ_ids(*, record: InformationRecord, revision: Revision) -> set[int]:
    """Return the joint organs that have said their word on exactly this text."""
    words = Determination.objects.filter(
        record_id=record.pk,
        revision=revision,
        stage=DeterminationStage.JOINT,
        content_digest=content_digest(revision),
    )
    return set(words.values_list("organ_id", flat=True))


def silent_joint_organs(*, record: InformationRecord, revision: Revision) -> list[Organ]:
    """Return the joint organs whose word on exactly this text is still missing."""
    draft: InformationRecord = revision.as_object()
    organs = joint_organs_of(draft)
    if not organs:
        return []
    spoken = spoken_organ_ids(record=record, revision=revision)
    return [organ for organ in organs if organ.pk not in spoken]


def organ_to_speak_for(*, user: AnyUser, record: InformationRecord, revision: Revision) -> Organ | None:
    """Return the silent joint organ for which this person reviews; None when there is none."""
    mine = scope_of(user).organs_with({Role.REVIEWER})
    silent = silent_joint_organs(record=record, revision=revision)
    return next((organ for organ in silent if organ.pk in mine), None)


def record_ids_awaiting(organ_ids: Collection[int]) -> set[int]:
    """Return the records that wait for the word of one of these joint organs; few stand at that step at a time."""
    if not organ_ids:
        return set()
    waiting = WorkflowState.objects.filter(
        base_content_type=InformationRecord.get_base_content_type(),
        status=WorkflowState.STATUS_IN_PROGRESS,
        current_task_state__task__content_type__model=JOINT_TASK_MODEL,
    )
    named = waiting.annotate(joint=F("current_task_state__revision__content__joint_organs"))
    rows = list(named.values_list("object_id", "current_task_state__revision_id", "joint"))
    revision_ids = [revision_id for _record_id, revision_id, _organs in rows]
    words = Determination.objects.filter(revision_id__in=revision_ids, stage=DeterminationStage.JOINT)
    spoken = set(words.values_list("revision_id", "organ_id"))
    return {
        int(record_id)
        for record_id, revision_id, organs in rows
        if any((revision_id, organ_id) not in spoken for organ_id in organ_ids if organ_id in (organs or []))
    }
