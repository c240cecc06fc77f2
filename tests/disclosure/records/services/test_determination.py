"""公开属性源头认定: each word is a row, the signer decides between them, and old words stay as they were."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.records.enums import Attribute, PublicationStatus, ReviewStep, SecrecyResult
from disclosure.records.models import Determination, Ground, InformationRecord
from disclosure.records.queries.determinations import is_ground_used
from disclosure.records.queries.step_words import CHOOSE, SAY_WHY, SAY_WHY_CHOSEN
from disclosure.records.queries.steps import current_step
from disclosure.records.queries.trail import trail_of
from disclosure.records.services.official_rows import ensure_grounds
from disclosure.records.services.review import submit_record
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import (
    OrganFactory,
    Staff,
    StaffRoleFactory,
    decide,
    make_draft,
    make_public,
    review_secrecy,
    sign_and_publish,
)
from tests.disclosure.records.services.states import NOT_OPEN, edited
from tests.disclosure.records.services.words import (
    INTERNAL,
    SECRET,
    TO_ON_REQUEST,
    TO_OPEN,
    TO_WITHHELD,
    reload,
    said,
    say,
    submit,
)
from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def staff(db):
    return Staff(OrganFactory())


def refused(verb):
    with pytest.raises(Refused) as refusal:
        verb()
    return refusal.value.reasons


def test_every_word_of_agreement_is_a_row(staff):
    record = make_public(staff)

    assert said(record) == [
        ("proposed", "stated", "undetermined", "open", []),
        ("reviewed", "agreed", "undetermined", "open", []),
        ("signed", "agreed", "undetermined", "open", []),
    ]
    word = Determination.objects.filter(record=record).last()
    assert (word.decided_by, word.organ, word.revision_id) == (staff.signer, staff.organ, record.live_revision_id)
    assert len(word.content_digest) == 64


def test_the_next_text_starts_from_what_was_fixed_before(staff):
    record = sign_and_publish(make_draft(staff, **NOT_OPEN), staff)
    record = edited(record, staff, attribute=Attribute.OPEN, ground="", ground_reason="", discretion_reason="")

    sign_and_publish(record, staff)

    assert {(came, to) for _stage, _outcome, came, to, _codes in said(record)[3:]} == {("on_request", "open")}


def test_a_return_is_no_word_on_the_attribute(staff):
    record = submit(make_draft(staff), staff)

    decide(record, staff, outcome="returned", reason="请补充附件。")

    assert [word[0] for word in said(record)] == ["proposed"]


def test_the_reviewer_may_state_another_attribute_and_the_record_goes_on(staff):
    record = submit(make_draft(staff), staff)

    say(record, staff.reviewer, TO_WITHHELD, reason="含国家秘密。")

    assert said(record)[1] == ("reviewed", "disagreed", "undetermined", "withheld", ["E14-1", "E15"])
    assert current_step(reload(record)) == ReviewStep.SECRECY_REVIEW
    assert AuditRow.objects.latest("sequence").action == "record.determination.disagreed"
    grounds = Determination.objects.get(record=record, stage="reviewed").grounds.order_by("pk")
    assert [(each.ground.code, each.reason, each.third_party) for each in grounds] == [
        ("E14-1", "依法定密。", ""),
        ("E15", "涉及商业秘密。", "refused"),
    ]


def test_another_attribute_needs_its_grounds_and_a_reason(staff):
    record = submit(make_draft(staff), staff)
    bare = type(TO_WITHHELD)(Attribute.WITHHELD)

    assert refused(lambda: say(record, staff.reviewer, bare, reason=" ")) == [
        SAY_WHY,
        "依申请公开、不予公开的，须选择《条例》规定的情形并说明理由。",
    ]
    assert len(said(record)) == 1


@pytest.mark.parametrize("model", [InformationRecord, PolicyDocument])
def test_what_the_signer_fixes_is_what_the_record_gets(staff, model):
    record = submit(make_draft(staff, model=model), staff, until=ReviewStep.SIGN_OFF)

    say(record, staff.signer, TO_WITHHELD, reason="经核实含国家秘密。")

    record = reload(record)
    assert (record.status, record.attribute, record.live) == (PublicationStatus.REGISTERED, Attribute.WITHHELD, False)
    assert (record.ground, record.ground_reason) == ("E14-1", "依法定密。")
    assert (record.third_party, record.third_party_reason) == ("refused", "第三方书面不同意。")
    assert [(each.ground, each.reason) for each in record.further_grounds.all()] == [("E15", "涉及商业秘密。")]
    draft = record.get_latest_revision_as_object()
    assert (draft.attribute, draft.ground, draft.further_grounds.count()) == (Attribute.WITHHELD, "E14-1", 1)
    assert record.latest_revision.user_id is None
    assert record.has_unpublished_changes is False


def test_between_different_words_the_signer_must_choose_and_say_why(staff):
    record = submit(make_draft(staff), staff)
    say(record, staff.reviewer, TO_ON_REQUEST, reason="属内部事务。")
    decide(record, staff)

    assert refused(lambda: say(record, staff.signer)) == [CHOOSE, SAY_WHY_CHOSEN]

    say(record, staff.signer, TO_OPEN, reason="应当让公众知晓。")
    record = reload(record)
    assert (record.status, record.live, record.attribute) == (PublicationStatus.PUBLISHED, True, Attribute.OPEN)
    assert said(record)[-1] == ("signed", "agreed", "undetermined", "open", [])


def test_the_signer_opens_only_what_was_cleared_and_is_complete(staff):
    draft = make_draft(staff, **NOT_OPEN, catalog_entries=[])
    record = submit(draft, staff, until=ReviewStep.SIGN_OFF)

    assert refused(lambda: say(record, staff.signer, TO_OPEN)) == [
        SAY_WHY,
        "主动公开的信息须选择公开目录。",
        "保密审查结论为不可公开，不能作为主动公开签发，请退回修改或者改定公开属性。",
    ]


def test_the_signer_opens_what_was_proposed_as_not_open(staff):
    record = submit(make_draft(staff, **NOT_OPEN), staff, until=ReviewStep.SECRECY_REVIEW)
    review_secrecy(record, staff, result=SecrecyResult.CLEARED)

    say(record, staff.signer, TO_OPEN, reason="不影响内部管理。")

    record = reload(record)
    assert (record.live, record.ground, record.ground_reason, record.discretion_reason) == (True, "", "", "")
    assert record.get_latest_revision_as_object().attribute == Attribute.OPEN


def test_a_public_record_is_not_closed_by_a_signature(staff):
    record = edited(make_public(staff), staff, title="演示数据：更正")
    record = submit(record, staff, until=ReviewStep.SIGN_OFF)

    assert refused(lambda: say(record, staff.signer, TO_WITHHELD, reason="含国家秘密。")) == [
        "已公开的信息改为不公开，请先按“撤下”办理并说明理由。"
    ]


def test_who_sends_a_text_on_its_way_decides_no_step_of_it(staff):
    sender = Staff(staff.organ).editor
    for role in (Role.REVIEWER, Role.SIGNER):
        StaffRoleFactory(user=sender, organ=staff.organ, role=role)
    sender = type(sender).objects.get(pk=sender.pk)
    record = make_draft(staff)
    submit(make_draft(staff, title="演示数据：另一件"), staff)
    submit_record(record_id=record.pk, by=sender)

    assert refused(lambda: say(record, sender)) == ["送审人是您，公开属性认定须由其他人办理。"]


def test_old_cases_keep_the_wording_they_were_decided_on(staff):
    ensure_grounds()
    old = Ground.objects.get(code="E16-1")
    assert not is_ground_used(old)
    record = sign_and_publish(make_draft(staff, **NOT_OPEN), staff)
    assert is_ground_used(old)

    Ground.objects.filter(pk=old.pk).update(repealed_on=date(2020, 1, 1))
    new = Ground.objects.create(
        code="E16-1", name="新的表述", article="新条", text="新的条文。", force="may", effective_on=date(2020, 1, 1)
    )
    record = edited(record, staff, title="演示数据：改过的标题")
    submit(record, staff)

    wordings = [
        ground.ground_id for word in Determination.objects.filter(record=record) for ground in word.grounds.all()
    ]
    assert wordings == [old.pk, old.pk, old.pk, new.pk]
    assert [str(entry.word.grounds.first().ground) for entry in trail_of(record) if entry.word][-2:] == [
        "第十六条第一款：行政机关的内部事务信息",
        "新条：新的表述",
    ]


def test_a_ground_that_ended_since_the_proposal_keeps_the_text_back(staff):
    record = submit(make_draft(staff, **NOT_OPEN), staff)
    Ground.objects.filter(code="E16-1").update(repealed_on=timezone.localdate())

    assert refused(lambda: say(record, staff.reviewer)) == ["情形 E16-1 目前没有施行的条文，请改选现行的情形。"]


def test_the_trail_shows_each_decision_once_and_in_order(staff):
    record = submit(make_draft(staff), staff)
    now = timezone.now()
    say(record, staff.reviewer, TO_ON_REQUEST, reason="属内部事务。", now=now)
    decide(record, staff, now=now + timedelta(minutes=1))
    say(record, staff.signer, outcome="returned", reason="请再核实。", now=now + timedelta(minutes=2))

    assert [(entry.step, entry.outcome, entry.word is not None) for entry in trail_of(record)] == [
        ("拟稿人提出", "提出", True),
        ("审核认定", "不同意，另行认定", True),
        ("保密审查", "同意", False),
        ("签发", "退回", False),
    ]


def test_two_grounds_of_one_word_are_kept_apart(staff):
    record = submit(make_draft(staff), staff)
    both = type(TO_WITHHELD)(Attribute.WITHHELD, grounds=(SECRET, INTERNAL))
    say(record, staff.reviewer, both, reason="两种情形都有。")

    word = Determination.objects.get(record=record, stage="reviewed")
    assert [each.discretion_reason for each in word.grounds.order_by("pk")] == ["", "公开会影响内部管理。"]
