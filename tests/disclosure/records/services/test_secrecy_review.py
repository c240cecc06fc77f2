"""The secrecy review: three results, referrals and their replies, on exactly the text that waits, not by its author."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.rich_text import RichText

from disclosure.organs.enums import Role
from disclosure.records.enums import DecisionOutcome, PublicationStatus, ReviewStep, SecrecyResult
from disclosure.records.models import InformationRecord, SecrecyReview
from disclosure.records.queries.digests import content_digest
from disclosure.records.queries.secrecy import secrecy_blockers, secrecy_review_for, waiting_referrals
from disclosure.records.queries.steps import current_step
from disclosure.records.services.findings import confirm_finding, justify_finding
from disclosure.records.services.review import decide_step, submit_record
from disclosure.records.services.secrecy_notices import REPLIED
from disclosure.records.services.secrecy_review import decide_secrecy, record_reply
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from tests.disclosure.factories import OrganFactory, Staff, decide, make_draft, make_staff
from tests.disclosure.records.services.states import NOT_OPEN, edited, reload
from tests.disclosure.records.services.test_findings import ACTORS, person
from tests.kernel.personal_data.invented import MOBILE
from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.notices import Notice
from zhifu_portal.kernel.refusals import Refused

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
CLEARED = {"result": SecrecyResult.CLEARED, "ground_codes": [], "reason": ""}
REFUSED = {"result": SecrecyResult.REFUSED, "ground_codes": ["E14-1"], "reason": "涉及演示事项。"}
REFERRED = {
    "result": SecrecyResult.REFERRED,
    "ground_codes": [],
    "reason": "拿不准。",
    "referred_to": "演示保密局",
    "referred_on": TODAY,
}
RESULTS = {"cleared": CLEARED, "refused": REFUSED, "referred": REFERRED}
ANSWER = {"result": SecrecyResult.CLEARED, "ground_codes": [], "reply": "不属于国家秘密。", "replied_on": TODAY}


def submitted(staff, **fields):
    ensure_publication_workflow(models=[InformationRecord])
    record = make_draft(staff, **fields)
    submit_record(record_id=record.pk, by=staff.editor)
    return reload(record)


def waiting(staff, **fields):
    """Return a record that waits for its secrecy review."""
    record = submitted(staff, **fields)
    decide(record, staff)
    record = reload(record)
    assert current_step(record) == ReviewStep.SECRECY_REVIEW
    return record


def review(record, staff, *, by=None, now=NOW, revision_id=None, **values):
    record = reload(record)
    return decide_secrecy(
        record_id=record.pk,
        revision_id=revision_id or record.latest_revision_id,
        by=by or staff.secrecy_reviewer,
        now=now,
        **values,
    )


def answer(record, staff, *, by=None, **values):
    record = reload(record)
    return record_reply(
        record_id=record.pk,
        revision_id=record.latest_revision_id,
        by=by or staff.secrecy_reviewer,
        now=NOW,
        **{**ANSWER, **values},
    )


def sign(record, staff):
    record = reload(record)
    return decide_step(
        record_id=record.pk,
        step=ReviewStep.SIGN_OFF,
        outcome=DecisionOutcome.APPROVED,
        reason="",
        revision_id=record.latest_revision_id,
        by=staff.signer,
        now=NOW,
    )


@pytest.mark.parametrize(
    ("result", "step"),
    [
        ("cleared", ReviewStep.SIGN_OFF),
        ("refused", ReviewStep.SIGN_OFF),
        ("referred", ReviewStep.SECRECY_REVIEW),
    ],
)
@pytest.mark.parametrize("fields", [{}, NOT_OPEN], ids=["open", "not_open"])
def test_a_result_moves_the_record_on_unless_it_is_referred(fields, result, step):
    staff = Staff(OrganFactory())
    record = waiting(staff, **fields)
    audited = AuditRow.objects.count()

    made = review(record, staff, **RESULTS[result])

    record = reload(record)
    assert current_step(record) == step
    assert secrecy_review_for(record, content_digest(record.latest_revision)) == made
    assert [ground.code for ground in made.grounds.all()] == RESULTS[result]["ground_codes"]
    assert AuditRow.objects.count() == audited + 1


@pytest.mark.parametrize(
    ("fields", "result", "status"),
    [
        ({}, "cleared", PublicationStatus.PUBLISHED),
        ({}, "refused", None),
        (NOT_OPEN, "cleared", PublicationStatus.REGISTERED),
        (NOT_OPEN, "refused", PublicationStatus.REGISTERED),
    ],
)
def test_what_was_refused_cannot_be_signed_as_open(fields, result, status):
    staff = Staff(OrganFactory())
    record = waiting(staff, **fields)
    review(record, staff, **RESULTS[result])

    if status is not None:
        sign(record, staff)
        assert reload(record).status == status
    else:
        with pytest.raises(Refused, match="保密审查结论为不可公开"):
            sign(record, staff)
        assert (reload(record).live, reload(record).status) == (False, PublicationStatus.DRAFT)


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        (REFUSED | {"ground_codes": [], "reason": " "}, ["不可公开的，请选择依据的条款。", "不可公开的，请说明理由。"]),
        (REFUSED | {"ground_codes": ["E99"]}, ["条款E99目前没有施行，请重新选择。"]),
        (
            REFERRED | {"referred_to": " ", "referred_on": None},
            ["请填写报送的机关（有关主管部门或者保密行政管理部门）。", "请填写报送日期。"],
        ),
        (REFERRED | {"referred_on": TODAY + timedelta(days=1)}, ["报送日期晚于今天，请核对。"]),
        (CLEARED | {"result": SecrecyResult.PENDING}, ["请选择审查结论：可公开或者不可公开。"]),
    ],
)
def test_what_a_result_lacks_is_said_all_at_once_and_changes_nothing(values, reasons):
    staff = Staff(OrganFactory())
    record = waiting(staff)

    with pytest.raises(Refused) as refused:
        review(record, staff, **values)

    assert refused.value.reasons == reasons
    assert not SecrecyReview.objects.exists()
    assert current_step(reload(record)) == ReviewStep.SECRECY_REVIEW


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("result", list(RESULTS))
def test_the_review_is_for_the_secrecy_reviewer_of_the_organ_who_did_not_write_the_text(result, actor):
    staff = Staff(OrganFactory())
    record = waiting(staff)
    by = person(actor, staff)

    if actor in {"secrecy_reviewer", "other_secrecy_reviewer"}:
        review(record, staff, by=by, **RESULTS[result])
        assert SecrecyReview.objects.get().decided_by_id == by.pk
    else:
        with pytest.raises(Refused):
            review(record, staff, by=by, **RESULTS[result])
        assert not SecrecyReview.objects.exists()


def drafted(staff):
    return make_draft(staff)


def at_sign_off(staff):
    record = waiting(staff)
    review(record, staff, **CLEARED)
    return record


def published(staff):
    record = at_sign_off(staff)
    sign(record, staff)
    return record


def returned(staff):
    record = waiting(staff)
    decide_step(
        record_id=record.pk,
        step=ReviewStep.SECRECY_REVIEW,
        outcome=DecisionOutcome.RETURNED,
        reason="请修改。",
        revision_id=record.latest_revision_id,
        by=staff.secrecy_reviewer,
        now=NOW,
    )
    return record


ELSEWHERE = {
    "draft": drafted,
    "determination": submitted,
    "sign_off": at_sign_off,
    "published": published,
    "returned": returned,
}


@pytest.mark.parametrize("state", list(ELSEWHERE))
@pytest.mark.parametrize("result", list(RESULTS))
def test_a_record_that_does_not_wait_for_it_is_not_reviewed(state, result):
    staff = Staff(OrganFactory())
    ensure_publication_workflow(models=[InformationRecord])
    record = ELSEWHERE[state](staff)
    before = SecrecyReview.objects.count()

    with pytest.raises(Refused, match="目前不在“保密审查”环节"):
        review(record, staff, **RESULTS[result])

    assert SecrecyReview.objects.count() == before


def test_another_revision_than_the_one_read_is_refused():
    staff = Staff(OrganFactory())
    record = waiting(staff)
    with pytest.raises(Refused, match="您看到的不是送审的版本"):
        review(record, staff, revision_id=record.latest_revision_id + 1, **CLEARED)


@pytest.mark.parametrize("in_place", [True, False])
def test_an_edit_after_the_review_voids_it(in_place):
    staff = Staff(OrganFactory())
    record = waiting(staff)
    review(record, staff, **CLEARED)
    draft = reload(record).get_latest_revision_as_object()
    draft.title = "演示数据：换过的标题"
    draft.save_revision(user=staff.editor, overwrite_revision=reload(record).latest_revision if in_place else None)

    record = reload(record)
    assert secrecy_review_for(record, content_digest(record.latest_revision)) is None
    assert secrecy_blockers(record, record.latest_revision) == ["这一版本还没有保密审查结论，请由保密审查人审查。"]
    with pytest.raises(Refused):
        sign(record, staff)
    assert reload(record).live is False


def test_the_step_cannot_be_approved_past_the_review():
    staff = Staff(OrganFactory())
    record = waiting(staff)
    with pytest.raises(Refused):
        decide_step(
            record_id=record.pk,
            step=ReviewStep.SECRECY_REVIEW,
            outcome=DecisionOutcome.APPROVED,
            reason="",
            revision_id=record.latest_revision_id,
            by=staff.secrecy_reviewer,
            now=NOW,
        )
    assert current_step(reload(record)) == ReviewStep.SECRECY_REVIEW


@pytest.mark.parametrize(
    ("values", "result"),
    [({}, "cleared"), ({"result": SecrecyResult.REFUSED, "ground_codes": ["E14-1", "E14-2"]}, "refused")],
)
def test_a_reply_completes_the_referral_and_moves_the_record_on(values, result):
    staff = Staff(OrganFactory())
    record = waiting(staff)
    referral = review(record, staff, **REFERRED)

    made = answer(record, staff, **values)

    referral.refresh_from_db()
    assert (referral.result, referral.reply, referral.replied_on) == ("referred", "不属于国家秘密。", TODAY)
    assert (made.result, made.referred_to, made.referred_on) == (result, "演示保密局", TODAY)
    assert sorted(ground.code for ground in made.grounds.all()) == values.get("ground_codes", [])
    assert current_step(reload(record)) == ReviewStep.SIGN_OFF
    assert (
        reload(record)
        .decisions.get(step=ReviewStep.SECRECY_REVIEW)
        .reason.endswith(f"演示保密局{TODAY:%Y-%m-%d}答复：不属于国家秘密。")
    )


def test_the_authors_are_told_of_a_reply_once_and_not_by_title():
    staff = Staff(OrganFactory())
    record = waiting(staff)
    review(record, staff, **REFERRED)
    answer(record, staff)
    notices = Notice.objects.filter(event=REPLIED)
    assert [notice.recipient for notice in notices] == [staff.editor]
    assert record.index_number in notices.get().body
    assert record.title not in notices.get().body + notices.get().subject


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({"reply": " ", "replied_on": None}, ["请填写答复的内容。", "请填写答复日期。"]),
        ({"replied_on": TODAY + timedelta(days=1)}, ["答复日期晚于今天，请核对。"]),
        ({"replied_on": TODAY - timedelta(days=1)}, ["答复日期早于报送日期，请核对。"]),
        ({"result": SecrecyResult.REFERRED}, ["请选择审查结论：可公开或者不可公开。"]),
        ({"result": SecrecyResult.REFUSED}, ["不可公开的，请选择依据的条款。"]),
    ],
)
def test_what_a_reply_lacks_is_said_and_changes_nothing(values, reasons):
    staff = Staff(OrganFactory())
    record = waiting(staff)
    review(record, staff, **REFERRED)
    with pytest.raises(Refused) as refused:
        answer(record, staff, **values)
    assert refused.value.reasons == reasons
    assert SecrecyReview.objects.get().replied_on is None


@pytest.mark.parametrize("actor", ACTORS)
def test_a_reply_is_recorded_by_the_secrecy_reviewer_too(actor):
    staff = Staff(OrganFactory())
    record = waiting(staff)
    review(record, staff, **REFERRED)
    by = person(actor, staff)
    if actor in {"secrecy_reviewer", "other_secrecy_reviewer"}:
        answer(record, staff, by=by)
        assert current_step(reload(record)) == ReviewStep.SIGN_OFF
    else:
        with pytest.raises(Refused):
            answer(record, staff, by=by)
        assert SecrecyReview.objects.get().replied_on is None


def test_while_a_referral_waits_nothing_else_is_decided_and_without_one_there_is_nothing_to_reply_to():
    staff = Staff(OrganFactory())
    record = waiting(staff)
    with pytest.raises(Refused, match="没有等待答复的报送"):
        answer(record, staff)
    review(record, staff, **REFERRED)
    for values in RESULTS.values():
        with pytest.raises(Refused, match="已报送演示保密局确定，请登记答复"):
            review(record, staff, **values)
    assert SecrecyReview.objects.count() == 1


def test_referrals_are_listed_with_their_days_until_the_reply_or_another_text():
    staff = Staff(OrganFactory())
    first, second = waiting(staff), waiting(staff)
    review(first, staff, **(REFERRED | {"referred_on": TODAY - timedelta(days=9)}))
    review(second, staff, **(REFERRED | {"referred_on": TODAY - timedelta(days=2)}))

    def listed(on=TODAY):
        found = waiting_referrals(records=InformationRecord.objects.all(), on=on)
        return [(each.review.record_id, each.days) for each in found]

    assert listed() == [(first.pk, 9), (second.pk, 2)]
    assert listed(date(2000, 1, 1)) == [(first.pk, 0), (second.pk, 0)]
    answer(first, staff)
    assert listed() == [(second.pk, 2)]
    decide(second, staff, outcome=DecisionOutcome.RETURNED, reason="请修改。")
    assert listed() == []


def test_the_list_of_referrals_asks_as_much_for_one_row_as_for_three(django_assert_num_queries):
    staff = Staff(OrganFactory())
    review(waiting(staff), staff, **REFERRED)
    for count in (1, 3):
        while SecrecyReview.objects.count() < count:
            review(waiting(staff), staff, **REFERRED)
        with django_assert_num_queries(1):
            found = waiting_referrals(records=InformationRecord.objects.all(), on=TODAY)
            assert [each.review.record.organ for each in found] == [staff.organ] * count


def test_a_text_is_cleared_once_each_finding_is_justified_and_signed_once_each_is_confirmed():
    staff = Staff(OrganFactory())
    body = [("text", RichText(f"<p>值班电话{MOBILE}。</p>"))]
    record = waiting(staff, body=body)
    (finding,) = record.findings.all()

    with pytest.raises(Refused, match="请先脱敏或者逐项说明保留理由"):
        review(record, staff, **CLEARED)
    justify_finding(finding_id=finding.pk, reason="公开的值班电话。", by=staff.editor, now=NOW)
    review(record, staff, **CLEARED)
    with pytest.raises(Refused, match="由第二人确认"):
        sign(record, staff)
    confirm_finding(finding_id=finding.pk, by=staff.signer, now=NOW)
    sign(record, staff)

    assert reload(record).live is True


def test_a_record_that_is_not_open_is_registered_with_its_findings():
    staff = Staff(OrganFactory())
    record = waiting(staff, body=[("text", RichText(f"<p>值班电话{MOBILE}。</p>"))], **NOT_OPEN)
    review(record, staff, **CLEARED)
    sign(record, staff)
    assert reload(record).status == PublicationStatus.REGISTERED
    assert record.findings.count() == 1


def test_submitting_again_brings_the_findings_up_to_date():
    staff = Staff(OrganFactory())
    record = waiting(staff, body=[("text", RichText(f"<p>值班电话{MOBILE}。</p>"))])
    decide(record, staff, outcome=DecisionOutcome.RETURNED, reason="请脱敏。")
    record = edited(record, staff, body=[("text", RichText("<p>值班电话见公告。</p>"))])
    submit_record(record_id=record.pk, by=staff.editor)
    assert [row.gone_at is not None for row in record.findings.all()] == [True]


def test_a_secrecy_reviewer_who_edited_the_text_is_its_author():
    organ = OrganFactory()
    staff = Staff(organ)
    other = make_staff(organ, Role.SECRECY_REVIEWER)
    ensure_publication_workflow(models=[InformationRecord])
    record = make_draft(staff)
    record.get_latest_revision_as_object().save_revision(user=staff.secrecy_reviewer)
    record.get_latest_revision_as_object().save_revision(user=staff.editor)
    submit_record(record_id=record.pk, by=staff.editor)
    decide(record, staff)
    with pytest.raises(Refused, match="您参与了拟稿"):
        review(record, staff, **CLEARED)
    review(record, staff, by=other, **CLEARED)
    assert current_step(reload(record)) == ReviewStep.SIGN_OFF
