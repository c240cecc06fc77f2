"""Confirming historic documents: what is not open is registered, what is open goes the normal way; nothing is
published, nobody decides on their own work, and whatever stands against it is said at once."""

import pytest
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.organs.models import StaffRole
from disclosure.records.enums import Attribute, PublicationStatus
from disclosure.records.models import Determination, InformationRecord
from disclosure.records.queries.statements import AttributeStatement, GroundStatement
from disclosure.records.queries.steps import current_step
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from disclosure.review.enums import ProposalStatus
from disclosure.review.models import HistoricBatch, HistoricProposal
from disclosure.review.queries.historic_batches import determinations_of, opening_gaps
from disclosure.review.services.historic import confirm_proposal, confirm_proposals, reject_proposals
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import CatalogEntryFactory, OrganFactory, Staff, UserFactory, make_staff
from tests.disclosure.review.historic_documents import OPEN_TEXT, HistoricWorld, make_historic
from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PROCESS = GroundStatement("E16-2", "属于磋商信函。", "公开会影响正在进行的商洽。")


@pytest.fixture
def world():
    return HistoricWorld()


def confirm(*proposals, by):
    return confirm_proposals(proposal_ids=[each.pk for each in proposals], by=by, now=timezone.now())


def reasons_against(*proposals, by):
    before = traces()
    with pytest.raises(Refused) as refused:
        confirm(*proposals, by=by)
    assert traces() == before
    return refused.value.reasons


def traces():
    return (
        list(InformationRecord.objects.order_by("pk").values("attribute", "status", "latest_revision")),
        list(HistoricProposal.objects.order_by("pk").values()),
        HistoricBatch.objects.count(),
        Determination.objects.count(),
        AuditRow.objects.count(),
    )


def test_what_is_not_open_is_registered_with_its_ground_and_reason(world):
    proposal = world.withheld(model=PolicyDocument)

    batch = confirm(proposal, by=world.reviewer)

    record = PolicyDocument.objects.get()
    word = Determination.objects.get()
    proposal.refresh_from_db()
    assert (record.status, record.attribute, record.ground, record.live) == ("registered", "withheld", "E16-1", False)
    assert (record.ground_reason, record.discretion_reason) == (proposal.reason, proposal.discretion_reason)
    assert (word.stage, word.from_attribute, word.to_attribute) == ("historic", "undetermined", "withheld")
    assert (word.evidence, word.decided_by) == (f"historic_batch:{batch.pk}", world.reviewer)
    assert (proposal.status, proposal.batch, proposal.determination) == ("confirmed", batch, word)
    assert (batch.count, batch.organ, batch.confirmed_by) == (1, world.organ, world.reviewer)
    audited = AuditRow.objects.get(action="review.historic_confirmed")
    assert (audited.actor, audited.scope) == (world.reviewer, str(world.organ.pk))
    assert audited.detail["index_numbers"] == [record.index_number]


def test_what_is_open_is_proposed_only_and_its_page_says_what_is_missing(world):
    proposal = world.open()

    batch = confirm(proposal, by=world.reviewer)

    record = InformationRecord.objects.get()
    word = determinations_of(batch).get()
    assert (record.status, record.attribute, record.live) == ("draft", "undetermined", False)
    assert record.get_latest_revision_as_object().attribute == Attribute.OPEN
    assert (word.stage, word.to_attribute) == ("proposed", "open")
    assert opening_gaps(word) == ["主动公开的信息须选择公开目录。"]


def test_a_complete_text_waits_for_an_editor_who_submits_it(world):
    record = make_historic(world.staff, text=OPEN_TEXT)
    record.catalog_entries = [CatalogEntryFactory()]
    record.save()
    world.propose()

    batch = confirm(HistoricProposal.objects.get(), by=world.reviewer)

    assert opening_gaps(determinations_of(batch).get()) == ["内容已经齐全，请编辑送审。"]


def test_a_reviewer_who_is_an_editor_too_submits_a_complete_text_at_once(world):
    ensure_publication_workflow(models=[InformationRecord])
    record = make_historic(world.staff, text=OPEN_TEXT)
    record.catalog_entries = [CatalogEntryFactory()]
    record.save()
    world.propose()
    StaffRole.objects.create(user=world.second_reviewer, organ=world.organ, role=Role.EDITOR)

    batch = confirm(HistoricProposal.objects.get(), by=world.second_reviewer)

    record = InformationRecord.objects.get()
    assert (record.status, current_step(record)) == (PublicationStatus.DRAFT, "determination")
    assert opening_gaps(determinations_of(batch).get()) == []


def test_many_are_confirmed_together(world):
    proposals = [world.withheld(), world.open(), world.withheld()]

    batch = confirm(*proposals, by=world.reviewer)

    assert batch.count == 3
    assert set(HistoricProposal.objects.values_list("status", flat=True)) == {ProposalStatus.CONFIRMED}
    assert determinations_of(batch).count() == 3


@pytest.mark.parametrize(
    "person", ["editor", "secrecy_reviewer", "signer", "office", "auditor", "superuser", "foreign"]
)
def test_only_a_reviewer_of_the_organ_confirms(world, person):
    proposal = world.withheld()
    people = {
        "office": lambda: make_staff(None, Role.DISCLOSURE_OFFICE),
        "auditor": lambda: make_staff(None, Role.AUDITOR),
        "superuser": lambda: UserFactory(is_superuser=True),
        "foreign": lambda: Staff(OrganFactory()).reviewer,
    }
    by = people[person]() if person in people else getattr(world.staff, person)

    assert reasons_against(proposal, by=by) == [f"您不是{world.organ}的审核人，不能认定。"]


def test_nobody_confirms_what_they_imported_or_edited(world):
    imported = world.withheld(importer=world.reviewer)
    edited = world.withheld()
    edited.record.save_revision(user=world.reviewer)

    assert reasons_against(imported, edited, by=world.reviewer) == [
        f"{each.record.index_number}《{each.record.title}》：由您拟稿或者导入，须由其他人认定。"
        for each in (imported, edited)
    ]
    confirm(imported, edited, by=world.second_reviewer)


def test_what_is_not_clear_is_refused_in_bulk_with_every_reason_for_every_document(world):
    unclear, nothing, done = world.unclear(), world._proposed(make_historic(world.staff)), world.withheld()
    confirm(done, by=world.reviewer)

    assert [reason.split("》：", 1)[1] for reason in reasons_against(unclear, nothing, done, by=world.reviewer)] == [
        "不属于可批量确认的情形，请逐件认定。第十六条第二款规定“可以不予公开”，请填写裁量理由：为什么决定不公开。",
        "没有建议，请逐件认定。",
        "已经办理（已确认）。",
    ]


def test_a_secret_is_never_confirmed_in_bulk_whatever_a_row_says(world):
    proposal = world.withheld()
    HistoricProposal.objects.filter(pk=proposal.pk).update(ground="E14-1")

    assert reasons_against(proposal, by=world.reviewer) == [
        f"{proposal.record.index_number}《{proposal.record.title}》：不属于可批量确认的情形，请逐件认定。"
    ]


def test_documents_of_two_organs_or_gone_or_none_are_refused(world):
    other = HistoricWorld.__new__(HistoricWorld)
    other.organ = OrganFactory()
    other.staff = Staff(other.organ)
    foreign, own, gone = other.withheld(), world.withheld(), world.withheld()
    gone.delete()
    with pytest.raises(Refused) as refused:
        confirm_proposals(proposal_ids=[foreign.pk, own.pk, gone.pk or 0, 10**9], by=world.reviewer, now=timezone.now())

    assert refused.value.reasons == [
        "有 2 件已经移出历史公文，请刷新页面后重新勾选。",
        "一次只能办理一个机关的公文，请先按机关筛选。",
        f"您不是{other.organ}的审核人，不能认定。",
    ]
    assert reasons_against(by=world.reviewer) == ["请先勾选要办理的公文。"]


def test_one_document_is_determined_in_other_words_than_proposed(world):
    proposal = world.withheld()
    statement = AttributeStatement(Attribute.ON_REQUEST, grounds=(PROCESS,))

    batch = confirm_proposal(
        proposal_id=proposal.pk, statement=statement, note="核对后改定。", by=world.reviewer, now=timezone.now()
    )

    record = InformationRecord.objects.get()
    proposal.refresh_from_db()
    assert (record.attribute, record.ground, record.ground_reason) == ("on_request", "E16-2", "属于磋商信函。")
    assert (proposal.attribute, proposal.status, proposal.note) == ("withheld", "confirmed", "核对后改定。")
    assert (batch.count, determinations_of(batch).get().to_attribute) == (1, "on_request")


def test_one_document_without_a_proposal_may_be_opened(world):
    proposal = world._proposed(make_historic(world.staff))
    HistoricProposal.objects.filter(pk=proposal.pk).update(reason="")

    confirm_proposal(
        proposal_id=proposal.pk,
        statement=AttributeStatement(Attribute.OPEN),
        note="内容早已公开。",
        by=world.reviewer,
        now=timezone.now(),
    )

    assert InformationRecord.objects.get().get_latest_revision_as_object().attribute == Attribute.OPEN
    assert Determination.objects.get().reason == "内容早已公开。"


def test_a_word_on_one_document_that_lacks_something_is_refused(world):
    proposal = world.unclear()
    statement = AttributeStatement(Attribute.WITHHELD, grounds=(GroundStatement("E16-2", ""),))

    with pytest.raises(Refused) as refused:
        confirm_proposal(proposal_id=proposal.pk, statement=statement, by=world.reviewer, now=timezone.now())

    assert refused.value.reasons == [
        "第十六条第二款：请说明适用这一情形的理由。",
        "第十六条第二款规定“可以不予公开”，请填写裁量理由：为什么决定不公开。",
    ]


def test_a_rejected_proposal_leaves_the_document_undetermined(world):
    proposal = world.withheld()

    assert reject_proposals(proposal_ids=[proposal.pk], note="另有情形。", by=world.reviewer, now=timezone.now()) == 1

    proposal.refresh_from_db()
    assert (proposal.status, proposal.note, proposal.decided_by) == ("rejected", "另有情形。", world.reviewer)
    assert InformationRecord.objects.get().attribute == Attribute.UNDETERMINED
    assert AuditRow.objects.get(action="review.historic_rejected").detail["note"] == "另有情形。"
    with pytest.raises(Refused) as refused:
        reject_proposals(proposal_ids=[proposal.pk], note=" ", by=world.staff.editor, now=timezone.now())
    assert refused.value.reasons == [f"您不是{world.organ}的审核人，不能认定。", "请写明为什么不采纳。"]
