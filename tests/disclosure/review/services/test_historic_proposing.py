"""Proposals follow the rules and the documents; what a person decided stays, and a second run changes nothing."""

import pytest
from django.utils import timezone

from disclosure.records.enums import Attribute
from disclosure.records.models import InformationRecord
from disclosure.records.services.review import submit_record
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from disclosure.review.enums import ProposalStatus
from disclosure.review.models import AttributeRule, HistoricProposal
from disclosure.review.official import OFFICIAL_RULES
from disclosure.review.services.historic import (
    ProposalReport,
    confirm_proposals,
    ensure_attribute_rules,
    reject_proposals,
)
from disclosure.review.tasks import deliver_proposals
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, Staff, make_draft
from tests.disclosure.review.historic_documents import OPEN_TEXT, HistoricWorld, make_historic
from zhifu_portal.kernel.outbox import Delivery

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def world():
    return HistoricWorld()


def rows():
    return list(HistoricProposal.objects.order_by("pk").values())


def test_every_undetermined_document_gets_a_proposal_with_what_speaks_for_it(world):
    record = make_historic(world.staff, text=OPEN_TEXT)
    policy = make_historic(world.staff, model=PolicyDocument)

    report = world.propose()

    first, second = HistoricProposal.objects.order_by("pk")
    assert report == ProposalReport(looked_at=2, made=2)
    assert (first.record_id, first.organ, first.attribute, first.rule_name) == (
        record.pk,
        world.organ,
        "open",
        "标明主动公开",
    )
    assert (first.matched, first.is_clear, first.status) == ("标有“此件公开发布”", True, "pending")
    assert (second.record_id, second.attribute, second.rule, second.is_clear) == (policy.pk, "", None, False)
    assert InformationRecord.objects.get(pk=record.pk).attribute == Attribute.UNDETERMINED


def test_a_second_run_changes_nothing(world):
    world.withheld()
    before = rows()

    assert world.propose() == ProposalReport(looked_at=1)
    assert rows() == before


def test_only_documents_nobody_is_determining_are_looked_at(world):
    ensure_publication_workflow(models=[InformationRecord])
    make_draft(world.staff, attribute=Attribute.OPEN)
    undetermined = make_draft(world.staff, attribute=Attribute.UNDETERMINED, title="演示数据：还没有提出属性")
    edited = make_historic(world.staff)
    draft = edited.get_latest_revision_as_object()
    draft.attribute = Attribute.OPEN
    draft.save_revision(user=world.staff.editor)
    under_review = make_draft(world.staff)
    submit_record(record_id=under_review.pk, by=world.staff.editor)

    world.propose()

    assert list(HistoricProposal.objects.values_list("record_id", flat=True)) == [undetermined.pk]


def test_a_document_somebody_begins_to_determine_leaves_the_list(world):
    proposal = world.withheld()
    draft = proposal.record.get_latest_revision_as_object()
    draft.attribute = Attribute.OPEN
    draft.save_revision(user=world.staff.editor)

    assert world.propose() == ProposalReport(dropped=1)
    assert rows() == []


def test_only_the_organ_asked_for_is_looked_at(world):
    make_historic(Staff(OrganFactory()))
    mine = make_historic(world.staff)

    world.propose(organ_id=world.organ.pk)

    assert list(HistoricProposal.objects.values_list("record_id", flat=True)) == [mine.pk]


def test_a_changed_rule_changes_what_waits_and_brings_back_what_was_rejected(world):
    waiting, rejected, confirmed = world.withheld(), world.withheld(), world.withheld()
    reject_proposals(proposal_ids=[rejected.pk], note="另有情形。", by=world.reviewer, now=timezone.now())
    confirm_proposals(proposal_ids=[confirmed.pk], by=world.reviewer, now=timezone.now())
    rule = waiting.rule
    AttributeRule.objects.filter(pk=rule.pk).update(reason="换一种说法。")

    assert world.propose() == ProposalReport(looked_at=2, changed=1)
    AttributeRule.objects.filter(pk=rule.pk).update(attribute=Attribute.ON_REQUEST)
    assert world.propose() == ProposalReport(looked_at=2, changed=2)

    rejected.refresh_from_db()
    confirmed.refresh_from_db()
    assert (rejected.status, rejected.attribute, rejected.note, rejected.decided_by) == (
        "pending",
        "on_request",
        "",
        None,
    )
    assert (confirmed.status, confirmed.attribute) == (ProposalStatus.CONFIRMED, "withheld")


def test_many_documents_go_chunk_by_chunk_and_a_killed_run_is_made_good(world):
    for _each in range(5):
        make_historic(world.staff)

    class Killed(Exception):
        pass

    def die_after_two(looked_at):
        if looked_at >= 2:
            raise Killed

    with pytest.raises(Killed):
        world.propose(chunk=2, on_progress=die_after_two)
    assert len(rows()) == 2
    seen = []

    assert world.propose(chunk=2, on_progress=seen.append) == ProposalReport(looked_at=5, made=3)
    assert seen == [2, 4, 5]


def test_the_worker_proposes_for_the_organ_it_is_told_of(world):
    make_historic(Staff(OrganFactory()))
    mine = make_historic(world.staff)

    deliver_proposals([Delivery(1, str(world.organ.pk), {})])
    assert list(HistoricProposal.objects.values_list("record_id", flat=True)) == [mine.pk]

    deliver_proposals([Delivery(2, "all", {})])
    assert HistoricProposal.objects.count() == 2


def test_our_own_rules_come_into_an_empty_table_only():
    assert ensure_attribute_rules() == len(OFFICIAL_RULES)
    AttributeRule.objects.exclude(name="请示").delete()

    assert ensure_attribute_rules() == 0
    assert AttributeRule.objects.count() == 1
