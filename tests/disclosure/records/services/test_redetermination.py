"""Words outside the steps: changing a registered record's ground, confirming historic documents, proposing to open."""

import pytest
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.records.enums import Attribute, DeterminationStage, PublicationStatus, ReviewStep
from disclosure.records.models import Determination, InformationRecord
from disclosure.records.queries.steps import current_step
from disclosure.records.services.determination import propose_opening, redetermine_registered, take_back_historic
from disclosure.records.services.review import submit_record
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import (
    OrganFactory,
    Staff,
    UserFactory,
    decide,
    make_draft,
    make_public,
    make_staff,
    sign_and_publish,
)
from tests.disclosure.records.services.states import NOT_OPEN, Trace, edited
from tests.disclosure.records.services.words import INTERNAL, PRIVATE, SECRET, reload, said, submit
from zhifu_portal.kernel.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def staff(db):
    return Staff(OrganFactory())


def registered(staff, *, model=InformationRecord):
    return sign_and_publish(make_draft(staff, model=model, **NOT_OPEN), staff)


def historic(staff):
    return make_draft(staff, attribute=Attribute.UNDETERMINED)


def redetermine(record, by, *, attribute=Attribute.WITHHELD, grounds=(SECRET,), reason="审查后变更。", **changes):
    values = {"stage": DeterminationStage.PERIODIC, "evidence": "review:7", "now": timezone.now()} | changes
    return redetermine_registered(
        record_id=record.pk, attribute=attribute, grounds=grounds, reason=reason, by=by, **values
    )


def opening(record, by, *, is_severed=False, reason="情势已经变化。", **changes):
    return propose_opening(
        record_id=record.pk,
        is_severed=is_severed,
        reason=reason,
        evidence="review:7",
        by=by,
        now=timezone.now(),
        **changes,
    )


def refusal(verb, record):
    before = Trace.of(record)
    with pytest.raises(Refused) as refused:
        verb()
    assert Trace.of(record) == before
    return refused.value.reasons


@pytest.mark.parametrize("model", [InformationRecord, PolicyDocument])
def test_a_registered_record_gets_another_ground_in_place(staff, model):
    record = registered(staff, model=model)
    before = Trace.of(record)

    word = redetermine(record, staff.reviewer, grounds=(SECRET, PRIVATE))

    after, record = Trace.of(record), reload(record)
    assert after.since(before) == ([], ["record.redetermined"], [])
    assert (record.status, record.attribute, record.ground) == (PublicationStatus.REGISTERED, "withheld", "E14-1")
    assert [each.ground for each in record.further_grounds.all()] == ["E15"]
    draft = record.get_latest_revision_as_object()
    assert (draft.attribute, draft.ground, draft.title) == ("withheld", "E14-1", record.title)
    assert said(record)[-1] == ("periodic", "stated", "on_request", "withheld", ["E14-1", "E15"])
    assert (word.evidence, word.decided_by, word.revision_id) == (
        "review:7",
        staff.reviewer,
        record.latest_revision_id,
    )


def test_a_historic_document_is_registered_by_its_confirmation(staff):
    record = historic(staff)

    redetermine(record, staff.reviewer, stage=DeterminationStage.HISTORIC)

    record = reload(record)
    assert (record.status, record.attribute, record.live) == (PublicationStatus.REGISTERED, "withheld", False)
    assert said(record) == [("historic", "stated", "undetermined", "withheld", ["E14-1"])]


def test_changes_not_yet_submitted_survive_a_redetermination(staff):
    record = edited(registered(staff), staff, title="演示数据：改到一半")

    redetermine(record, staff.reviewer)

    draft = reload(record).get_latest_revision_as_object()
    assert (draft.title, draft.ground) == ("演示数据：改到一半", "E14-1")
    assert reload(record).title != draft.title


def test_who_redetermines_may_decide_again_later(staff):
    record = registered(staff)
    redetermine(record, staff.reviewer)

    redetermine(record, staff.reviewer, grounds=(INTERNAL,))

    assert reload(record).ground == "E16-1"


def test_a_redetermination_is_refused_with_every_reason(staff):
    stranger = make_staff(OrganFactory(), Role.REVIEWER)
    record = make_public(staff)

    assert refusal(
        lambda: redetermine(record, stranger, attribute=Attribute.OPEN, reason=" ", stage=DeterminationStage.SIGNED),
        record,
    ) == [
        f"您不是{staff.organ}的审核人或者签发人，不能办理。",
        "请写明理由。",
        "该信息目前是“已发布”，不是已登记的信息或者未认定的历史公文。",
        "重新认定只用于定期审查和历史公文认定。",
        "改为主动公开的，须按发布流程办理，不能直接更改。",
        "主动公开的，不填不予公开情形；只公开一部分的，请勾选“部分公开（区分处理）”。",
    ]


@pytest.mark.parametrize("person", ["editor", "secrecy_reviewer", "superuser", "auditor"])
def test_only_the_deciding_roles_redetermine_and_never_an_author(staff, person):
    people = {
        "superuser": lambda: UserFactory(is_superuser=True),
        "auditor": lambda: make_staff(None, Role.AUDITOR),
    }
    by = people[person]() if person in people else getattr(staff, person)
    record = registered(staff)

    assert f"您不是{staff.organ}的审核人或者签发人，不能办理。" in refusal(lambda: redetermine(record, by), record)
    record.drafted_by = staff.reviewer
    record.save(update_fields=["drafted_by"])
    assert refusal(lambda: redetermine(record, staff.reviewer), record) == ["您参与了拟稿，重新认定须由其他人办理。"]


def test_what_is_under_review_is_not_redetermined(staff):
    record = submit(edited(registered(staff), staff, title="演示数据：在办"), staff)

    for verb in (redetermine, opening):
        assert refusal(lambda verb=verb: verb(record, staff.reviewer), record) == ["该信息正在办理中，请等待办理结果。"]


def test_a_historic_confirmation_is_taken_back_once(staff):
    record = historic(staff)
    redetermine(record, staff.reviewer, stage=DeterminationStage.HISTORIC)
    undo = {"reason": "规则有误。", "evidence": "historic_batch:1", "by": staff.reviewer, "now": timezone.now()}

    take_back_historic(record_id=record.pk, **undo)

    record = reload(record)
    assert (record.status, record.attribute, record.ground) == (PublicationStatus.DRAFT, "undetermined", "")
    assert said(record)[-1] == ("historic", "stated", "withheld", "undetermined", [])
    assert refusal(lambda: take_back_historic(record_id=record.pk, **undo), record) == [
        "该信息的公开属性不是由历史公文认定确定的，或者之后又有认定，不能撤销。"
    ]


def test_an_opening_is_a_draft_that_goes_the_whole_way(staff):
    record = registered(staff)
    before = Trace.of(record)

    revision = opening(record, staff.reviewer)

    after = Trace.of(record)
    assert after.since(before) == ([], ["record.opening_proposed"], [])
    assert after.row["attribute"] == "on_request"
    draft = revision.as_object()
    assert (draft.attribute, draft.ground, draft.ground_reason, draft.discretion_reason) == ("open", "", "", "")
    assert current_step(reload(record)) is None

    submit_record(record_id=record.pk, by=staff.editor)
    while current_step(reload(record)) is not None:
        decide(record, staff)
    record = reload(record)
    assert (record.live, record.attribute) == (True, "open")
    signed = Determination.objects.filter(record=record, stage="signed").order_by("pk").last()
    assert (signed.from_attribute, signed.to_attribute, signed.evidence) == ("on_request", "open", "review:7")


def test_an_opening_in_part_keeps_or_changes_the_grounds_of_what_stays_closed(staff):
    for grounds, codes in (((), ["E16-1"]), ((PRIVATE,), ["E15"])):
        record = registered(staff)

        draft = opening(record, staff.signer, is_severed=True, grounds=grounds).as_object()

        assert (draft.attribute, draft.is_severed, draft.ground) == ("open", True, codes[0])
        assert said(record)[-1] == ("proposed", "stated", "on_request", "open", codes)


def test_an_opening_needs_a_reason_and_something_to_open(staff):
    record = make_public(staff)

    assert refusal(lambda: opening(record, staff.secrecy_reviewer, reason=" "), record) == [
        f"您不是{staff.organ}的审核人或者签发人，不能办理。",
        "请写明理由。",
        "该信息目前是“已发布”，不是已登记的信息或者未认定的历史公文。",
    ]


def test_who_found_that_it_can_be_opened_may_review_it_when_an_editor_sends_it(staff):
    record = registered(staff)
    opening(record, staff.reviewer)
    submit_record(record_id=record.pk, by=staff.editor)

    decide(record, staff, by=staff.reviewer)

    assert current_step(reload(record)) == ReviewStep.SECRECY_REVIEW
