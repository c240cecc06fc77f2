"""Taking a confirmation back: what nobody has gone on with is undetermined again, the rest is named."""

import pytest
from django.utils import timezone

from disclosure.records.enums import Attribute
from disclosure.records.models import Determination, InformationRecord
from disclosure.records.queries.statements import GroundStatement
from disclosure.records.services.determination import redetermine_registered
from disclosure.review.enums import EvidenceKind
from disclosure.review.queries.historic_batches import determinations_of, kept_in
from disclosure.review.services.conversion import note_evidence
from disclosure.review.services.historic import confirm_proposals, undo_batch
from tests.disclosure.factories import CatalogEntryFactory
from tests.disclosure.review.historic_documents import HistoricWorld
from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def world():
    return HistoricWorld()


def confirm(world, *proposals):
    return confirm_proposals(proposal_ids=[each.pk for each in proposals], by=world.reviewer, now=timezone.now())


def undo(batch, *, by, note="认定有误。"):
    return undo_batch(batch_id=batch.pk, note=note, by=by, now=timezone.now())


def test_everything_goes_back_and_may_be_confirmed_again_by_the_same_reviewer(world):
    withheld, opened = world.withheld(), world.open()
    batch = confirm(world, withheld, opened)

    report = undo(batch, by=world.second_reviewer)

    batch.refresh_from_db()
    assert (report.undone, report.kept) == (2, [])
    assert (batch.undone_by, batch.undo_note) == (world.second_reviewer, "认定有误。")
    assert set(InformationRecord.objects.values_list("status", "attribute", "ground", "ground_reason")) == {
        ("draft", "undetermined", "", "")
    }
    for record in InformationRecord.objects.all():
        assert record.get_latest_revision_as_object().attribute == Attribute.UNDETERMINED
    assert determinations_of(batch).count() == 2
    assert kept_in(batch) == set()
    assert AuditRow.objects.get(action="review.historic_undone").detail["undone"] == 2
    world.propose()
    withheld.refresh_from_db()
    opened.refresh_from_db()
    assert (withheld.status, withheld.batch, withheld.determination) == ("pending", None, None)

    again = confirm(world, withheld, opened)

    assert again.count == 2
    assert determinations_of(again).filter(from_attribute="undetermined").count() == 2


def test_what_somebody_has_gone_on_with_is_kept_and_named(world):
    redetermined, edited, asked_for, free = world.withheld(), world.open(), world.withheld(), world.withheld()
    batch = confirm(world, redetermined, edited, asked_for, free)
    redetermine_registered(
        record_id=redetermined.record_id,
        attribute=Attribute.ON_REQUEST,
        grounds=[GroundStatement("E16-1", "内部管理。", "影响内部秩序。")],
        reason="情势变化。",
        stage="periodic",
        evidence="review_item:1",
        by=world.second_reviewer,
        now=timezone.now(),
    )
    draft = InformationRecord.objects.get(pk=edited.record_id).get_latest_revision_as_object()
    draft.catalog_entries = [CatalogEntryFactory()]
    draft.save_revision(user=world.staff.editor)
    note_evidence(
        record_id=asked_for.record_id,
        kind=EvidenceKind.REQUEST,
        key="演示1号",
        note="",
        on=timezone.localdate(),
        by=None,
        now=timezone.now(),
    )

    report = undo(batch, by=world.reviewer)

    assert report.undone == 1
    assert {kept.index_number: kept.reasons for kept in report.kept} == {
        redetermined.record.index_number: ["之后又作过认定。", "之后有人编辑过。"],
        edited.record.index_number: ["之后有人编辑过。"],
        asked_for.record.index_number: ["已列入依申请转主动。"],
    }
    assert InformationRecord.objects.get(pk=free.record_id).attribute == Attribute.UNDETERMINED
    assert kept_in(batch) == {redetermined.record_id, edited.record_id, asked_for.record_id}


def test_an_undo_is_refused_with_every_reason_and_changes_nothing(world):
    batch = confirm(world, world.withheld())
    before = Determination.objects.count()

    with pytest.raises(Refused) as refused:
        undo(batch, by=world.staff.editor, note=" ")

    assert refused.value.reasons == [f"您不是{world.organ}的审核人，不能撤销。", "请写明为什么撤销。"]
    assert Determination.objects.count() == before
    undo(batch, by=world.reviewer)
    with pytest.raises(Refused) as refused:
        undo(batch, by=world.reviewer)
    assert refused.value.reasons == ["这次确认已经全部撤销。"]
