"""依申请转主动 as one table: what every role may do in every state; and what leads into the queue and out of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.records.enums import Attribute
from disclosure.records.models import Determination, InformationRecord
from disclosure.records.services.official_rows import ensure_grounds
from disclosure.review.enums import ConversionStatus, EvidenceKind
from disclosure.review.models import ConversionCase, ConversionEvidence, ReviewSettings
from disclosure.review.services.conversion import (
    decline_case,
    follow_publications,
    note_evidence,
    open_case,
    requeue_case,
)
from disclosure.review.services.conversion_notices import QUEUED
from disclosure.review.tasks import deliver_changes
from disclosure.review.transitions import CONVERSION_TRANSITIONS
from tests.disclosure.factories import (
    OrganFactory,
    Staff,
    UserFactory,
    make_draft,
    make_public,
    make_staff,
    sign_and_publish,
)
from tests.disclosure.records.services.states import NOT_OPEN
from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.notices import Notice
from zhifu_portal.kernel.outbox import Delivery
from zhifu_portal.kernel.refusals import Refused
from zhifu_portal.kernel.transitions import assert_total

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
STATES = list(ConversionStatus)
ROLES = ("editor", "reviewer", "secrecy_reviewer", "signer", "office", "auditor", "superuser", "foreign", "author")
ACTIONS = ("request", "suggest", "open", "decline", "requeue")
# Who may do what in which state; everything else is refused and changes nothing.
NOTING = {"editor", "reviewer", "office", "author"}
ALLOWED = {
    "request": ({s for s in STATES if s != "opened"}, NOTING),
    "suggest": ({s for s in STATES if s != "opened"}, NOTING),
    "open": ({"queued"}, {"reviewer"}),
    "decline": ({"queued"}, {"reviewer"}),
    "requeue": ({"opening"}, {"reviewer"}),
}


class World:
    """A registered record that is not open, and one person for each role; the author is a reviewer too."""

    def __init__(self):
        ensure_grounds()
        self.organ = OrganFactory()
        self.staff = Staff(self.organ)
        self.office = make_staff(None, Role.DISCLOSURE_OFFICE)
        author = make_staff(self.organ, Role.REVIEWER)
        self.people = {
            "editor": make_staff(self.organ, Role.EDITOR),
            "reviewer": self.staff.reviewer,
            "secrecy_reviewer": self.staff.secrecy_reviewer,
            "signer": self.staff.signer,
            "office": self.office,
            "auditor": make_staff(None, Role.AUDITOR),
            "superuser": UserFactory(is_superuser=True),
            "foreign": Staff(OrganFactory()).reviewer,
            "author": author,
        }
        record = sign_and_publish(make_draft(self.staff, **NOT_OPEN), self.staff)
        InformationRecord.objects.filter(pk=record.pk).update(drafted_by=author)
        self.record_id = record.pk

    @property
    def record(self):
        return InformationRecord.objects.get(pk=self.record_id)

    @property
    def case(self):
        return ConversionCase.objects.get()

    def note(self, kind=EvidenceKind.REQUEST, key="演示1号", by=None, note="演示建议。", **fields):
        values = {"on": timezone.localdate(), "now": timezone.now()} | fields
        return note_evidence(record_id=self.record_id, kind=kind, key=key, note=note, by=by, **values)

    def do(self, action, by):
        now = timezone.now()
        if action in {"request", "suggest"}:
            kind = EvidenceKind.REQUEST if action == "request" else EvidenceKind.SUGGESTION
            return self.note(kind, key="演示新编号", by=by)
        verb = {"open": open_case, "decline": decline_case, "requeue": requeue_case}[action]
        return verb(case_id=self.case.pk, reason="演示理由。", by=by, now=now)

    def bring_to(self, status):
        """Bring the case there by the services alone."""
        self.note()
        if status == ConversionStatus.WATCHING:
            return
        self.note(EvidenceKind.SUGGESTION, key="演示来电1号")
        if status == ConversionStatus.DECLINED:
            self.do("decline", self.people["reviewer"])
        if status in {ConversionStatus.OPENING, ConversionStatus.OPENED}:
            self.do("open", self.people["reviewer"])
        if status == ConversionStatus.OPENED:
            self.make_public()
            follow_publications(record_ids=[self.record_id])

    def make_public(self):
        """Make the row public; the way there is the business of the records."""
        InformationRecord.objects.filter(pk=self.record_id).update(
            status="published",
            attribute=Attribute.OPEN,
            ground="",
            live=True,
            secrecy_result="cleared",
            published_at=timezone.now(),
        )

    def rows(self):
        return (
            list(ConversionCase.objects.values()),
            list(ConversionEvidence.objects.order_by("pk").values()),
            list(InformationRecord.objects.filter(pk=self.record_id).values()),
            AuditRow.objects.count(),
            Notice.objects.count(),
        )


def told():
    """Return the notices that a case was queued."""
    return Notice.objects.filter(event=QUEUED)


@pytest.fixture
def world():
    return World()


def test_the_table_of_states_is_total():
    assert_total(CONVERSION_TRANSITIONS, ConversionStatus)


@pytest.mark.parametrize("status", STATES)
def test_every_role_and_action_in_this_state(world, status):
    world.bring_to(status)
    wrong = []
    for action in ACTIONS:
        states, people = ALLOWED[action]
        for role in ROLES:
            if status in states and role in people:
                continue
            before = world.rows()
            try:
                world.do(action, world.people[role])
            except Refused as refused:
                if not refused.reasons or world.rows() != before:
                    wrong.append((action, role, refused.reasons))
            else:
                wrong.append((action, role, "not refused"))

    assert wrong == []


@pytest.mark.parametrize(
    ("status", "action", "role"),
    [
        (status, action, role)
        for action, (states, roles) in ALLOWED.items()
        for status in sorted(states)
        for role in sorted(roles)
    ],
)
def test_what_is_allowed_works_and_says_so_in_the_trail(world, status, action, role):
    world.bring_to(status)
    before = AuditRow.objects.filter(action__startswith="review.conversion_").count()

    world.do(action, world.people[role])

    after = {
        "request": ConversionStatus.QUEUED if status == "declined" else status,
        "suggest": ConversionStatus.QUEUED if status in {"watching", "declined"} else status,
        "open": ConversionStatus.OPENING,
        "decline": ConversionStatus.DECLINED,
        "requeue": ConversionStatus.QUEUED,
    }[action]
    assert world.case.status == after
    trail = AuditRow.objects.filter(action__startswith="review.conversion_").order_by("sequence")[before:]
    was_queued = action in {"request", "suggest"} and after != status
    assert [row.actor for row in trail] == [world.people[role], *([None] if was_queued else [])]


def test_the_same_request_counts_once_and_the_third_queues(world):
    ReviewSettings.load().save()
    first = world.note(key="演示1号")
    assert world.note(key=" 演示1号 ", note="换了说明") == first
    world.note(key="演示2号")
    assert world.case.status == ConversionStatus.WATCHING

    world.note(key="演示3号")

    assert (world.case.status, world.case.evidence.count()) == (ConversionStatus.QUEUED, 3)
    people = (world.people["reviewer"], world.people["author"], world.office)
    assert sorted(told().values_list("recipient_id", flat=True)) == sorted(person.pk for person in people)
    world.note(key="演示4号")
    assert told().count() == len(people)
    assert world.record.title not in "".join(f"{each.subject}{each.body}" for each in told())


def test_the_threshold_is_set_by_the_office(world):
    settings = ReviewSettings.load()
    settings.conversion_threshold = 1
    settings.save()

    world.note()

    assert world.case.status == ConversionStatus.QUEUED


def test_whoever_is_asked_again_after_a_refusal_is_told_again(world):
    world.bring_to(ConversionStatus.DECLINED)
    before = told().count()

    world.note(key="演示9号", now=timezone.now() + timedelta(days=1))

    assert (world.case.status, world.case.reason, world.case.decided_by) == (ConversionStatus.QUEUED, "", None)
    assert told().count() == 2 * before


def test_evidence_that_lacks_something_is_refused_with_every_reason(world):
    with pytest.raises(Refused) as refused:
        world.note("rumour", key="", on=timezone.localdate() + timedelta(days=1), by=world.people["auditor"])

    assert refused.value.reasons == [
        "请选择来源：依申请提供、申请人建议或者定期审查。",
        "请填写来源编号，同一来源只登记一次。",
        "日期晚于今天，请核对。",
        f"登记须由{world.organ}的编辑、审核人或者政务公开办办理。",
    ]
    with pytest.raises(Refused) as refused:
        world.note(EvidenceKind.SUGGESTION, key="号" * 81, note=" ")
    assert refused.value.reasons == ["来源编号过长，不能超过80字。", "请写明申请人建议的内容和理由。"]


def test_only_what_is_registered_and_not_open_can_be_converted(world):
    for record, state in (
        (make_draft(world.staff, title="演示数据：草稿"), "草稿、主动公开"),
        (make_public(world.staff, title="演示数据：已公开"), "已发布、主动公开"),
    ):
        world.record_id = record.pk
        with pytest.raises(Refused) as refused:
            world.note()
        assert refused.value.reasons == [
            f"该信息目前是“{state}”，只有已登记的依申请公开、不予公开信息才能转为主动公开。"
        ]


def test_opening_goes_the_normal_way_and_is_linked_both_ways(world):
    world.bring_to(ConversionStatus.OPENING)

    word = Determination.objects.get(evidence=f"conversion:{world.case.pk}")
    draft = world.record.get_latest_revision_as_object()
    assert (word.to_attribute, draft.attribute, draft.ground) == ("open", "open", "")
    assert (world.record.status, world.record.attribute, world.record.live) == ("registered", "on_request", False)
    assert (world.case.reason, world.case.decided_by) == ("演示理由。", world.people["reviewer"])


def test_a_case_is_done_once_its_record_is_public(world):
    world.bring_to(ConversionStatus.OPENING)
    deliver_changes([Delivery(1, str(world.record_id), {})])
    assert world.case.status == ConversionStatus.OPENING

    world.make_public()
    deliver_changes([Delivery(2, str(world.record_id), {})])
    deliver_changes([Delivery(3, str(world.record_id), {})])

    assert world.case.status == ConversionStatus.OPENED
    assert AuditRow.objects.filter(action="review.conversion_opened").count() == 1


def test_a_record_that_became_public_otherwise_closes_its_case(world):
    world.bring_to(ConversionStatus.WATCHING)
    world.make_public()

    assert follow_publications(record_ids=[world.record_id, world.record_id + 1]) == 1
    assert (world.case.status, world.case.reason) == (ConversionStatus.OPENED, "该信息已经公开。")


def test_an_opening_that_is_taken_back_leaves_the_text_as_it_is_registered(world):
    world.bring_to(ConversionStatus.OPENING)

    world.do("requeue", world.people["reviewer"])

    draft = world.record.get_latest_revision_as_object()
    assert (draft.attribute, draft.ground) == ("on_request", world.record.ground)
    assert world.record.latest_revision.user is None


def test_a_decision_without_a_reason_by_the_wrong_person_in_the_wrong_state_says_it_all(world):
    world.bring_to(ConversionStatus.WATCHING)

    with pytest.raises(Refused) as refused:
        open_case(case_id=world.case.pk, reason=" ", by=world.people["superuser"], now=timezone.now())

    assert refused.value.reasons == [
        "该信息目前是“未达到次数”，不能改为“转公开办理中”，可能已经由他人办理。",
        f"您不是{world.organ}的审核人，不能决定是否转为主动公开。",
        "请写明理由。",
    ]
