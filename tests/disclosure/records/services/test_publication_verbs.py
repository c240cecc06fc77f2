"""Every verb on a record in every status: what is allowed leaves exactly its traces, what is not leaves none."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from disclosure.records.enums import PublicationStatus as Status
from disclosure.records.services.publication import (
    cancel_schedule,
    expire_record,
    publish_due_revision,
    replace_record,
    withdraw_record,
)
from disclosure.records.services.review import submit_record
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from tests.disclosure.factories import OrganFactory, Staff, decide, make_public
from tests.disclosure.records.services.states import NOT_OPEN, OPEN, Trace, edited, record_in, reload
from zhifu_portal.kernel.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ALL = frozenset(Status)


@pytest.fixture
def staff(db):
    return Staff(OrganFactory())


def before_sign_off(record, staff, **fields):
    """Send a new text of the record on its way up to the signer; return the trace at that moment."""
    ensure_publication_workflow(models=[type(record)])
    record = edited(record, staff, **fields)
    submit_record(record_id=record.pk, by=staff.editor)
    decide(record, staff)
    decide(record, staff)
    return Trace.of(record)


def owed(record):
    """Return the outbox rows of one public change."""
    return [("search.entry", f"record:{record.pk}"), ("record.changed", str(record.pk)), ("kernel.epoch", "epoch")]


def refusal(verb, record):
    """Call the verb; return its reasons, and make sure that it changed nothing."""
    before = Trace.of(record)
    with pytest.raises(Refused) as refused:
        verb()
    assert Trace.of(record) == before
    return refused.value.reasons


SIGN_OFF = ("record.sign_off.approved",)


@pytest.mark.parametrize("status", ALL)
def test_signing_an_open_text_publishes_it_from_every_status(status, staff):
    record = record_in(status, staff)
    before = before_sign_off(record, staff, **OPEN, visible_until=None, go_live_at=None)

    decide(record, staff)

    after = Trace.of(record)
    kind = "corrected" if before.row["live"] else "published"
    events, audit, outbox = after.since(before)
    assert events == [(kind, "按核对结果更正。")]
    assert audit == [*SIGN_OFF, f"record.{kind}"]
    assert outbox == owed(record)
    row = after.row
    assert (row["status"], row["live"], row["secrecy_result"]) == (Status.PUBLISHED, True, "cleared")
    assert (row["withdrawn_at"], row["withdrawal_explanation"], row["change_note"]) == (None, "", "")
    assert row["published_at"] == before.row["published_at"] or before.row["published_at"] is None


SCHEDULING = {
    Status.DRAFT: Status.SCHEDULED,
    Status.REGISTERED: Status.SCHEDULED,
    Status.WITHDRAWN: Status.SCHEDULED,
    Status.SCHEDULED: Status.SCHEDULED,
    Status.EXPIRED: Status.SCHEDULED,
    Status.PUBLISHED: Status.PUBLISHED,
}


@pytest.mark.parametrize(("status", "scheduled"), SCHEDULING.items())
def test_signing_a_text_for_later_schedules_it(status, scheduled, staff):
    record = record_in(status, staff)
    later = timezone.now().replace(microsecond=0) + timedelta(days=2)
    before = before_sign_off(record, staff, **OPEN, visible_until=None, go_live_at=later)

    decide(record, staff)

    after = Trace.of(record)
    assert after.since(before) == ([], [*SIGN_OFF, "record.scheduled"], [])
    assert after.row["status"] == scheduled
    assert after.row["live"] is before.row["live"]
    assert after.times[-1] == (later,)
    assert after.row["title"] == before.row["title"]


@pytest.mark.parametrize("status", sorted(ALL - {Status.PUBLISHED}))
def test_signing_a_text_that_is_not_open_registers_it(status, staff):
    record = record_in(status, staff)
    before = before_sign_off(record, staff, **NOT_OPEN)

    decide(record, staff)

    after = Trace.of(record)
    owed_to_review = [("record.changed", str(record.pk))]
    assert after.since(before) == ([], [*SIGN_OFF, "record.registered_not_open"], owed_to_review)
    row = after.row
    assert (row["status"], row["live"], row["secrecy_result"]) == (Status.REGISTERED, False, "refused")
    assert (row["attribute"], row["ground"], row["ground_reason"]) == ("on_request", "E16-1", "内部事务。")


def test_a_public_text_is_not_registered_as_not_open(staff):
    record = record_in(Status.PUBLISHED, staff)
    before_sign_off(record, staff, clean=False, **NOT_OPEN)
    reasons = refusal(lambda: decide(record, staff), record)
    assert reasons == ["已公开的信息改为不公开，请先按“撤下”办理并说明理由。"]


WITHDRAWABLE = (Status.PUBLISHED, Status.EXPIRED)


@pytest.mark.parametrize("status", WITHDRAWABLE)
def test_withdrawing_takes_the_record_off_the_site(status, staff):
    record = record_in(status, staff)
    before = Trace.of(record)
    now = timezone.now()

    withdraw_record(record_id=record.pk, explanation=" 内容有误。 ", by=staff.signer, now=now)

    after = Trace.of(record)
    assert after.since(before) == ([("withdrawn", "内容有误。")], ["record.withdrawn"], owed(record))
    row = after.row
    assert (row["status"], row["live"], row["live_revision_id"]) == (Status.WITHDRAWN, False, None)
    assert (row["withdrawn_at"], row["withdrawal_explanation"]) == (now, "内容有误。")
    assert row["secrecy_result"] == "pending"


@pytest.mark.parametrize("status", sorted(ALL - set(WITHDRAWABLE)))
def test_what_is_not_public_is_not_withdrawn_and_every_reason_is_given(status, staff):
    record = record_in(status, staff)
    reasons = refusal(
        lambda: withdraw_record(record_id=record.pk, explanation=" ", by=staff.editor, now=timezone.now()), record
    )
    assert reasons == [
        "撤下须由本机关签发人或者政务公开办办理。",
        "请填写撤下说明，说明会向社会公开。",
        f"该信息目前是“{status.label}”，没有公开，不需要撤下。",
    ]


def test_replacing_a_public_record_leaves_it_readable(staff):
    record, successor = record_in(Status.PUBLISHED, staff), make_public(staff, title="演示数据：新文件")
    before = Trace.of(record)

    replace_record(record_id=record.pk, replaced_by_id=successor.pk, by=staff.editor, now=timezone.now())

    after = Trace.of(record)
    assert after.since(before) == (
        [("replaced", "被《演示数据：新文件》替代。")],
        ["record.replaced"],
        [*owed(record), ("search.entry", f"record:{successor.pk}")],
    )
    assert (after.row["replaced_by_id"], after.row["live"]) == (successor.pk, True)


@pytest.mark.parametrize("status", sorted(ALL - {Status.PUBLISHED}))
def test_what_is_not_public_neither_is_replaced_nor_replaces(status, staff):
    record, other = record_in(status, staff), record_in(status, staff)
    stranger = Staff(OrganFactory())
    reasons = refusal(
        lambda: replace_record(record_id=record.pk, replaced_by_id=other.pk, by=stranger.editor, now=timezone.now()),
        record,
    )
    assert reasons == [
        f"您不是{staff.organ}的编辑，不能办理。",
        "只有已发布的信息才能标注为被替代。",
        "替代文件还没有公开发布，请先发布新文件。",
    ]


def test_records_do_not_replace_each_other_in_a_circle(staff):
    first, second, third = (make_public(staff, title=f"演示数据：{n}") for n in "甲乙丙")
    now = timezone.now()
    replace_record(record_id=first.pk, replaced_by_id=second.pk, by=staff.editor, now=now)
    replace_record(record_id=second.pk, replaced_by_id=third.pk, by=staff.editor, now=now)
    for record, successor in ((first, first), (second, first), (third, first)):
        reasons = refusal(
            lambda record=record, successor=successor: replace_record(
                record_id=record.pk, replaced_by_id=successor.pk, by=staff.editor, now=now
            ),
            record,
        )
        assert reasons == ["新旧文件互相替代，形成了循环，请核对。"]


@pytest.mark.parametrize("status", ALL)
def test_only_a_public_list_expires_and_only_after_its_last_day(status, staff):
    record = record_in(status, staff)
    before = Trace.of(record)
    assert expire_record(record_id=record.pk, now=timezone.now()) is False
    assert Trace.of(record) == before

    left = expire_record(record_id=record.pk, now=timezone.now() + timedelta(days=1))

    after = Trace.of(record)
    assert left is (status == Status.PUBLISHED)
    if left:
        assert after.since(before) == ([("expired", "公示期满，自动撤下。")], ["record.expired"], owed(record))
        assert (after.row["status"], after.row["live"], after.row["secrecy_result"]) == ("expired", False, "pending")
    else:
        assert after == before


@pytest.mark.parametrize("status", ALL)
def test_the_clock_publishes_only_what_was_signed_for_its_time(status, staff):
    record = record_in(status, staff)
    revision = Revision.objects.for_instance(record).latest("pk")
    before = Trace.of(record)
    assert publish_due_revision(revision_id=revision.pk, now=timezone.now()) is False
    assert Trace.of(record) == before

    went_out = publish_due_revision(revision_id=revision.pk, now=timezone.now() + timedelta(days=4))

    after = Trace.of(record)
    assert went_out is (status == Status.SCHEDULED)
    if went_out:
        assert after.since(before) == ([("published", "")], ["record.published"], owed(record))
        assert (after.row["status"], after.row["live"]) == (Status.PUBLISHED, True)
        assert publish_due_revision(revision_id=revision.pk, now=timezone.now() + timedelta(days=4)) is False
        assert Trace.of(record) == after
    else:
        assert after == before


@pytest.mark.parametrize("status", ALL)
def test_only_a_time_that_was_set_is_taken_back(status, staff):
    record = record_in(status, staff)
    if status == Status.SCHEDULED:
        before = Trace.of(record)
        cancel_schedule(record_id=record.pk, by=staff.signer)
        after = Trace.of(record)
        assert after.since(before) == ([], ["record.unscheduled"], [])
        assert (after.row["status"], after.times[-1]) == (Status.DRAFT, (None,))
        return
    reasons = refusal(lambda: cancel_schedule(record_id=record.pk, by=staff.editor), record)
    assert reasons == ["取消定时发布须由本机关签发人办理。", "该信息没有定时发布，不需要取消。"]


def test_the_disclosure_office_withdraws_too_and_nobody_publishes_by_the_stock_way(staff):
    record = record_in(Status.PUBLISHED, staff)
    for stock in (
        lambda: reload(record).publish(record.latest_revision),
        lambda: reload(record).unpublish(),
    ):
        assert len(refusal(stock, record)) == 1
