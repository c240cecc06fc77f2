"""Findings come and go with the text, and are settled by two people, one finding at a time."""

import threading
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone
from wagtail.rich_text import RichText

from disclosure.organs.enums import ORGAN_ROLES, Role
from disclosure.records.enums import Attribute
from disclosure.records.models import Finding, InformationRecord
from disclosure.records.queries.findings import finding_blockers, open_findings, present_findings
from disclosure.records.services.findings import check_findings, confirm_finding, justify_finding, reject_finding
from tests.disclosure.factories import OrganFactory, Staff, StaffRoleFactory, UserFactory, make_draft, make_staff
from tests.disclosure.records.services.states import NOT_OPEN, edited, reload
from tests.kernel.personal_data.invented import MOBILE
from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.refusals import Refused

pytestmark = pytest.mark.django_db

NOW = timezone.now()
LONG = "，" * 40
ACTORS = [
    "editor",
    "other_editor",
    "reviewer",
    "secrecy_reviewer",
    "other_secrecy_reviewer",
    "signer",
    "drafter_with_all_roles",
    "all_roles_elsewhere",
    "office",
    "auditor",
    "superuser",
    "nobody",
]


def body(*sentences):
    return [("text", RichText(f"<p>{LONG.join(['', *sentences, ''])}</p>"))]


def draft_with(staff, *sentences, **fields):
    return make_draft(staff, body=body(*sentences), **fields)


def check(record, staff, now=NOW):
    return check_findings(record_id=record.pk, by=staff.editor, now=now)


def one_finding(staff):
    record = draft_with(staff, f"请联系{MOBILE}办理")
    (finding,) = check(record, staff)
    return record, finding


def justified(staff, by=None):
    record, finding = one_finding(staff)
    justify_finding(finding_id=finding.pk, reason="便民服务电话。", by=by or staff.editor, now=NOW)
    return record, finding


def settled(staff):
    record, finding = justified(staff)
    confirm_finding(finding_id=finding.pk, by=staff.signer, now=NOW)
    return record, finding


def person(name, staff):
    """Return somebody who may or may not act on the staff's record, as the database knows them."""
    organ = staff.organ
    made = {
        "editor": lambda: staff.editor,
        "other_editor": lambda: make_staff(organ, Role.EDITOR),
        "reviewer": lambda: staff.reviewer,
        "secrecy_reviewer": lambda: staff.secrecy_reviewer,
        "other_secrecy_reviewer": lambda: make_staff(organ, Role.SECRECY_REVIEWER),
        "signer": lambda: staff.signer,
        "drafter_with_all_roles": lambda: with_all_roles(staff.editor, organ),
        "all_roles_elsewhere": lambda: with_all_roles(UserFactory(), OrganFactory()),
        "office": lambda: make_staff(None, Role.DISCLOSURE_OFFICE),
        "auditor": lambda: make_staff(None, Role.AUDITOR),
        "superuser": lambda: UserFactory(is_superuser=True),
        "nobody": UserFactory,
    }[name]()
    return get_user_model().objects.get(pk=made.pk)


def with_all_roles(user, organ):
    for role in ORGAN_ROLES:
        if not user.staff_roles.filter(organ=organ, role=role).exists():
            StaffRoleFactory(user=user, organ=organ, role=role)
    return user


def test_findings_appear_vanish_and_come_back_as_the_text_changes():
    staff = Staff(OrganFactory())
    record = draft_with(staff, f"请联系{MOBILE}办理", f"夜间拨打{MOBILE}值守")
    first, second = check(record, staff)
    later = NOW + timedelta(hours=1)

    check(edited(record, staff, body=body(f"夜间拨打{MOBILE}值守", "另一段")), staff, now=later)
    assert [(row.pk, row.gone_at) for row in Finding.objects.order_by("pk")] == [(first.pk, later), (second.pk, None)]

    check(edited(record, staff, body=body(f"请联系{MOBILE}办理")), staff, now=later)
    assert [row.pk for row in present_findings(record)] == [first.pk]
    assert Finding.objects.get(pk=first.pk).found_at == NOW
    assert Finding.objects.get(pk=second.pk).gone_at == later


def test_a_finding_that_comes_back_unchanged_keeps_what_was_said_and_a_changed_one_does_not():
    staff = Staff(OrganFactory())
    record, finding = settled(staff)
    check(edited(record, staff, body=body("已经脱敏")), staff)
    assert present_findings(record) == []

    again = check(edited(record, staff, body=body("前面加一段", f"请联系{MOBILE}办理")), staff)
    assert [(row.pk, row.confirmed_by_id) for row in again] == [(finding.pk, staff.signer.pk)]

    changed = check(edited(record, staff, body=body(f"勿联系{MOBILE}办理")), staff)
    assert [(row.justification, row.confirmed_by_id) for row in changed] == [("", None)]


def test_a_finding_that_moved_shows_its_new_line_and_keeps_what_was_said():
    staff = Staff(OrganFactory())
    record, finding = settled(staff)
    check(edited(record, staff, body=[("text", RichText("<p>新的一段</p>")), *body(f"请联系{MOBILE}办理")]), staff)
    finding.refresh_from_db()
    assert (finding.excerpt, finding.confirmed_by) == ("第 2 行：154****0000", staff.signer)


def test_checking_twice_changes_nothing():
    staff = Staff(OrganFactory())
    record, _finding = settled(staff)
    before = list(Finding.objects.values())
    check(record, staff, now=NOW + timedelta(days=1))
    assert list(Finding.objects.values()) == before


def test_nothing_of_a_number_is_kept_in_rows_or_audit_details():
    staff = Staff(OrganFactory())
    settled(staff)
    assert MOBILE not in repr(list(Finding.objects.values()))
    assert MOBILE not in repr(list(AuditRow.objects.values_list("detail", "subject_label")))


def test_publication_waits_until_each_finding_is_masked_or_justified_and_confirmed():
    staff = Staff(OrganFactory())
    record = draft_with(staff, f"请联系{MOBILE}办理", f"夜间拨打{MOBILE}值守")
    first, second = check(record, staff)

    def waiting(draft):
        draft = reload(draft)
        return len(finding_blockers(draft, draft.latest_revision))

    assert waiting(record) == 2
    justify_finding(finding_id=first.pk, reason="便民服务电话。", by=staff.editor, now=NOW)
    assert waiting(record) == 2
    confirm_finding(finding_id=first.pk, by=staff.secrecy_reviewer, now=NOW)
    assert waiting(record) == 1
    assert [each.fingerprint for each in open_findings(record, record.latest_revision)] == [second.fingerprint]
    assert waiting(edited(record, staff, body=body(f"请联系{MOBILE}办理", "夜间请致电值班室"))) == 0


def test_a_text_nobody_has_checked_is_searched_all_the_same():
    record = draft_with(Staff(OrganFactory()), f"请联系{MOBILE}办理")
    assert finding_blockers(record, record.latest_revision) == [
        "正文有手机号码（154****0000），请脱敏，或者说明保留理由并由第二人确认。"
    ]


def test_findings_of_a_record_that_is_not_open_are_listed_and_keep_nothing_back():
    staff = Staff(OrganFactory())
    record = draft_with(staff, f"请联系{MOBILE}办理", **NOT_OPEN)
    assert len(check(record, staff)) == 1
    assert finding_blockers(record, record.latest_revision) == []
    assert record.attribute != Attribute.OPEN


EDITORS = {"editor", "other_editor", "drafter_with_all_roles"}
MAY = {
    "check": {*EDITORS, "secrecy_reviewer", "other_secrecy_reviewer", "signer"},
    "justify": {*EDITORS, "secrecy_reviewer", "other_secrecy_reviewer"},
    # The finding was justified by the secrecy reviewer.
    "confirm": {"other_secrecy_reviewer", "signer"},
    "reject": {"other_secrecy_reviewer", "signer"},
}


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("verb", list(MAY))
def test_who_may_do_what_with_a_finding(verb, actor):
    staff = Staff(OrganFactory())
    record, finding = justified(staff, by=staff.secrecy_reviewer)
    by = person(actor, staff)
    before, audited = list(Finding.objects.values()), AuditRow.objects.count()
    act = {
        "check": lambda: check_findings(record_id=record.pk, by=by, now=NOW),
        "justify": lambda: justify_finding(finding_id=finding.pk, reason="另有依据。", by=by, now=NOW),
        "confirm": lambda: confirm_finding(finding_id=finding.pk, by=by, now=NOW),
        "reject": lambda: reject_finding(finding_id=finding.pk, reason="依据不足。", by=by, now=NOW),
    }[verb]

    if actor in MAY[verb]:
        act()
        assert AuditRow.objects.count() == audited + 1
    else:
        with pytest.raises(Refused):
            act()
        assert (list(Finding.objects.values()), AuditRow.objects.count()) == (before, audited)


def gone(staff):
    record, finding = justified(staff)
    check(edited(record, staff, body=body("已经脱敏")), staff)
    return record, finding


STATES = {"open": one_finding, "justified": justified, "settled": settled, "gone": gone}
# Who is right for the verb, but the state of the finding is not: what they are told. None: done.
TOLD = {
    ("open", "justify"): None,
    ("open", "confirm"): ["这一处还没有说明保留理由。"],
    ("open", "reject"): ["这一处还没有说明保留理由。"],
    ("justified", "justify"): None,
    ("justified", "confirm"): None,
    ("justified", "reject"): None,
    ("settled", "justify"): ["这一处的理由已经确认，不能再改。"],
    ("settled", "confirm"): ["这一处的理由已经确认。"],
    ("settled", "reject"): ["这一处的理由已经确认。"],
    ("gone", "justify"): ["这一处已经消除，不需要办理。"],
    ("gone", "confirm"): ["这一处已经消除，不需要办理。"],
    ("gone", "reject"): ["这一处已经消除，不需要办理。"],
}


@pytest.mark.parametrize(("state", "verb"), list(TOLD))
def test_what_may_be_done_in_which_state(state, verb):
    staff = Staff(OrganFactory())
    _record, finding = STATES[state](staff)
    act = {
        "justify": lambda: justify_finding(finding_id=finding.pk, reason="另有依据。", by=staff.editor, now=NOW),
        "confirm": lambda: confirm_finding(finding_id=finding.pk, by=staff.secrecy_reviewer, now=NOW),
        "reject": lambda: reject_finding(
            finding_id=finding.pk, reason="依据不足。", by=staff.secrecy_reviewer, now=NOW
        ),
    }[verb]
    told = None
    try:
        act()
    except Refused as refused:
        told = refused.reasons
    assert told == TOLD[state, verb]


def test_every_reason_is_given_at_once():
    staff = Staff(OrganFactory())
    _record, finding = gone(staff)
    with pytest.raises(Refused) as refused:
        justify_finding(finding_id=finding.pk, reason=f"本人{MOBILE}", by=staff.signer, now=NOW)
    assert refused.value.reasons == [
        f"您不是{staff.organ}的部门编辑、保密审查人，不能说明保留理由。",
        "理由里写有个人信息，请改用“身份证号码”“手机号码”等说法。",
        "这一处已经消除，不需要办理。",
    ]


def test_a_rejected_reason_is_kept_for_the_drafter_and_counts_for_nothing():
    staff = Staff(OrganFactory())
    record, finding = justified(staff)
    reject_finding(finding_id=finding.pk, reason="依据不足。", by=staff.signer, now=NOW)
    finding.refresh_from_db()
    assert (finding.justification, finding.justified_by) == ("便民服务电话。（未获确认：依据不足。）", None)
    assert len(finding_blockers(record, record.latest_revision)) == 1
    justify_finding(finding_id=finding.pk, reason="单位公布的值班手机。", by=staff.editor, now=NOW)
    confirm_finding(finding_id=finding.pk, by=staff.signer, now=NOW)
    assert finding_blockers(record, record.latest_revision) == []


def test_a_finding_justified_anew_is_confirmed_by_somebody_else_than_its_new_author():
    staff = Staff(OrganFactory())
    _record, finding = justified(staff)
    justify_finding(finding_id=finding.pk, reason="另有依据。", by=staff.secrecy_reviewer, now=NOW)
    with pytest.raises(Refused, match="保留理由是您写的"):
        confirm_finding(finding_id=finding.pk, by=staff.secrecy_reviewer, now=NOW)


def at_once(*calls):
    """Run the calls at the same moment in threads of their own; return what each came to."""
    barrier = threading.Barrier(len(calls))
    results = [None] * len(calls)

    def run(index, call):
        barrier.wait()
        try:
            call()
            results[index] = "done"
        except Refused as refused:
            results[index] = refused.reasons
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_two_confirmations_at_once_one_counts():
    staff = Staff(OrganFactory())
    _record, finding = justified(staff)
    results = at_once(
        lambda: confirm_finding(finding_id=finding.pk, by=staff.signer, now=NOW),
        lambda: confirm_finding(finding_id=finding.pk, by=staff.secrecy_reviewer, now=NOW),
    )
    assert sorted(results, key=str) == [["这一处的理由已经确认。"], "done"]
    assert AuditRow.objects.filter(action="record.finding_confirmed").count() == 1


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_confirmation_and_a_rejection_at_once_leave_one_word():
    staff = Staff(OrganFactory())
    _record, finding = justified(staff)
    results = at_once(
        lambda: confirm_finding(finding_id=finding.pk, by=staff.signer, now=NOW),
        lambda: reject_finding(finding_id=finding.pk, reason="依据不足。", by=staff.secrecy_reviewer, now=NOW),
    )
    finding.refresh_from_db()
    assert results.count("done") == 1
    assert (finding.confirmed_by_id is None) == (results[0] != "done")


def test_a_record_without_a_draft_has_nothing_to_check():
    staff = Staff(OrganFactory())
    record = make_draft(staff)
    InformationRecord.objects.filter(pk=record.pk).update(latest_revision=None)
    with pytest.raises(Refused, match="还没有可以检查的草稿"):
        check(record, staff)
