"""Two people at the same rows at the same moment: one of them decides, the other hears who was quicker."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from disclosure.records.models import Determination, InformationRecord
from disclosure.review.enums import EvidenceKind
from disclosure.review.models import ConversionCase, HistoricBatch, HistoricProposal
from disclosure.review.services.conversion import note_evidence
from disclosure.review.services.historic import confirm_proposals, propose_attributes
from tests.disclosure.review.historic_documents import HistoricWorld
from zhifu_portal.kernel.audit import verify_chain
from zhifu_portal.kernel.refusals import Refused

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]


def at_once(*verbs):
    """Run the verbs in threads that start together; return what each returned, or the reasons it was refused for."""
    start = threading.Barrier(len(verbs))

    def run(verb):
        start.wait()
        try:
            return verb()
        except Refused as refused:
            return refused.reasons
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))


def test_two_reviewers_who_confirm_the_same_rows_do_it_once():
    world = HistoricWorld()
    ids = [world.withheld().pk for _each in range(5)]
    orders = (ids, ids[::-1])

    outcomes = at_once(
        *(
            lambda by=by, chosen=chosen: confirm_proposals(proposal_ids=chosen, by=by, now=timezone.now())
            for by, chosen in zip((world.reviewer, world.second_reviewer), orders, strict=True)
        )
    )

    (reasons,) = [outcome for outcome in outcomes if isinstance(outcome, list)]
    assert len(reasons) == 5
    assert all(reason.endswith("：已经办理（已确认）。") for reason in reasons)
    assert HistoricBatch.objects.get().count == 5
    assert Determination.objects.count() == 5
    assert set(InformationRecord.objects.values_list("status", flat=True)) == {"registered"}
    assert verify_chain().ok


def test_a_confirmation_and_new_proposals_do_not_undo_each_other():
    world = HistoricWorld()
    ids = [world.withheld().pk for _each in range(3)]

    at_once(
        lambda: confirm_proposals(proposal_ids=ids, by=world.reviewer, now=timezone.now()),
        *[lambda: propose_attributes(now=timezone.now(), chunk=2) for _each in range(3)],
    )

    assert set(HistoricProposal.objects.values_list("status", flat=True)) == {"confirmed"}
    assert HistoricProposal.objects.count() == 3


def test_requests_noted_at_the_same_moment_make_one_case_that_is_queued_once():
    world = HistoricWorld()
    proposal = world.withheld()
    confirm_proposals(proposal_ids=[proposal.pk], by=world.reviewer, now=timezone.now())

    def note(key):
        return note_evidence(
            record_id=proposal.record_id,
            kind=EvidenceKind.REQUEST,
            key=key,
            note="",
            on=timezone.localdate(),
            by=None,
            now=timezone.now(),
        )

    at_once(*[lambda key=f"演示{number % 4}号": note(key) for number in range(8)])

    case = ConversionCase.objects.get()
    assert (case.status, case.evidence.count()) == ("queued", 4)
