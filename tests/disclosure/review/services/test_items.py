"""Deciding an item: state × role × action as one table, and what each outcome leaves behind."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.records.enums import Attribute, DecisionOutcome
from disclosure.records.models import Determination, Ground, InformationRecord
from disclosure.records.queries.statements import GroundStatement
from disclosure.records.services.official_rows import ensure_grounds
from disclosure.records.services.review import submit_record
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from disclosure.review.enums import ItemStatus, ReviewOutcome
from disclosure.review.models import ReviewItem, ReviewState
from disclosure.review.services.items import decide_item, keep_items
from tests.disclosure.factories import CatalogEntryFactory, OrganFactory, Staff, UserFactory, decide, make_staff
from tests.disclosure.review.registered import make_registered, sweep_on
from zhifu_portal.kernel.audit import AuditRow
from zhifu_portal.kernel.outbox import drain
from zhifu_portal.kernel.refusals import Refused

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 3, 2)
NOW = datetime(2026, 3, 3, 1, tzinfo=UTC)
NEXT = date(2027, 3, 3)
OTHER_GROUND = [GroundStatement("E14-3", "公开后可能危及公共安全。")]
ARGUMENTS = {
    ReviewOutcome.KEEP: {"next_review_on": NEXT},
    ReviewOutcome.CHANGE_GROUND: {"attribute": "withheld", "grounds": OTHER_GROUND},
    ReviewOutcome.OPEN_IN_PART: {},
    ReviewOutcome.OPEN: {},
}
AFTER = {
    ReviewOutcome.KEEP: ItemStatus.DECIDED,
    ReviewOutcome.CHANGE_GROUND: ItemStatus.DECIDED,
    ReviewOutcome.OPEN_IN_PART: ItemStatus.OPENING,
    ReviewOutcome.OPEN: ItemStatus.OPENING,
}
ROLES = (
    "editor",
    "reviewer",
    "secrecy_reviewer",
    "signer",
    "drafting_reviewer",
    "foreign_reviewer",
    "office",
    "auditor",
    "superuser",
    "no_role",
)
MAY_DECIDE = {"reviewer"}


class World:
    """An organ with a withheld record that waits for review."""

    def __init__(self):
        ensure_grounds()
        self.organ = OrganFactory()
        self.staff = Staff(self.organ)
        self.drafter = make_staff(self.organ, Role.REVIEWER)
        [self.record] = make_registered(
            self.organ,
            discretion_reason="演示数据：公开会影响内部管理。",
            composed_on=date(2020, 5, 6),
            body=[("text", "<p>演示数据正文。</p>")],
            drafted_by=self.drafter,
        )
        self.record.catalog_entries = [CatalogEntryFactory()]
        self.record.save()
        sweep_on(NIGHT)
        self.item = ReviewItem.objects.get()

    def person(self, role):
        people = {
            "drafting_reviewer": lambda: self.drafter,
            "foreign_reviewer": lambda: Staff(OrganFactory()).reviewer,
            "office": lambda: make_staff(None, Role.DISCLOSURE_OFFICE),
            "auditor": lambda: make_staff(None, Role.AUDITOR),
            "superuser": lambda: UserFactory(is_superuser=True),
            "no_role": UserFactory,
        }
        return people[role]() if role in people else getattr(self.staff, role)

    def bring_to(self, status):
        decided = {"reason": "演示", "decided_at": NOW, "decided_by": self.staff.reviewer}
        values = {
            ItemStatus.PENDING: {},
            ItemStatus.DECIDED: {"outcome": "keep", "next_review_on": NEXT, **decided},
            ItemStatus.OPENING: {"outcome": "open", **decided},
            ItemStatus.OPENED: {"outcome": "open", **decided},
            ItemStatus.DROPPED: {"reason": "演示"},
        }[status]
        ReviewItem.objects.update(status=status, **values)

    def decide(self, outcome, *, by=None, **options):
        arguments = {"reason": "演示数据：情况没有变化。", **ARGUMENTS[outcome], **options}
        return decide_item(item_id=self.item.pk, outcome=outcome, by=by or self.staff.reviewer, now=NOW, **arguments)

    def trace(self):
        models = (ReviewItem, ReviewState, InformationRecord, Determination, AuditRow)
        rows = [list(model.objects.order_by("pk").values()) for model in models]
        return [*rows, InformationRecord.objects.get(pk=self.record.pk).revisions.count()]


@pytest.fixture
def world():
    return World()


@pytest.mark.both_databases
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("status", ItemStatus)
@pytest.mark.parametrize("outcome", ReviewOutcome)
def test_state_role_action(world, status, role, outcome):
    world.bring_to(status)
    person = world.person(role)
    before = world.trace()
    audited = AuditRow.objects.count()

    if status == ItemStatus.PENDING and role in MAY_DECIDE:
        item = world.decide(outcome, by=person)
        assert (item.status, item.outcome, item.decided_by, item.decided_at) == (AFTER[outcome], outcome, person, NOW)
        actions = list(AuditRow.objects.order_by("sequence").values_list("action", flat=True))[audited:]
        assert actions.count("review.item_decided") == 1
        return
    with pytest.raises(Refused) as refused:
        world.decide(outcome, by=person)
    reasons = "".join(refused.value.reasons)
    assert ("不是" in reasons and "审核人" in reasons) is (role not in {"reviewer", "drafting_reviewer"})
    assert ("参与了这件信息的拟稿" in reasons) is (role == "drafting_reviewer")
    assert ("不需要审查，可能已经由他人办理" in reasons) is (status != ItemStatus.PENDING)
    assert world.trace() == before


@pytest.mark.parametrize(
    ("outcome", "options", "why"),
    [
        (ReviewOutcome.KEEP, {"reason": " "}, "请写明审查的理由"),
        (ReviewOutcome.KEEP, {"next_review_on": None}, "请填写下次审查日期"),
        (ReviewOutcome.KEEP, {"next_review_on": NOW.date()}, "须晚于今天"),
        (ReviewOutcome.KEEP, {"next_review_on": date(2037, 3, 3)}, "不能晚于10年以后"),
        (ReviewOutcome.KEEP, {"secret_until": date(2026, 9, 1)}, "不能晚于保密期限届满日期"),
        (ReviewOutcome.CHANGE_GROUND, {"grounds": []}, "须选择《条例》规定的情形"),
        (ReviewOutcome.CHANGE_GROUND, {"attribute": "open"}, "请选择变更后的公开属性"),
        (ReviewOutcome.CHANGE_GROUND, {"attribute": ""}, "请选择变更后的公开属性"),
        (ReviewOutcome.CHANGE_GROUND, {"grounds": [GroundStatement("E16-1", "内部。")]}, "请填写裁量理由"),
        (ReviewOutcome.CHANGE_GROUND, {"grounds": [GroundStatement("E16-1", "内部。")]}, "与现在相同"),
        (ReviewOutcome.CHANGE_GROUND, {"grounds": [GroundStatement("E99", "不存在。")]}, "没有施行的条文"),
    ],
)
def test_every_outcome_says_what_it_lacks(world, outcome, options, why):
    before = world.trace()
    with pytest.raises(Refused) as refused:
        world.decide(outcome, **options)
    assert why in "".join(refused.value.reasons)
    assert world.trace() == before


def test_all_reasons_are_given_at_once(world):
    with pytest.raises(Refused) as refused:
        world.decide(ReviewOutcome.KEEP, reason="", next_review_on=None, by=world.staff.editor)
    assert len(refused.value.reasons) == 3


def test_a_ground_that_is_repealed_cannot_be_kept(world):
    Ground.objects.filter(code="E16-1").update(repealed_on=date(2026, 3, 1))
    with pytest.raises(Refused, match="E16-1 已经废止"):
        world.decide(ReviewOutcome.KEEP)


def test_keeping_sets_the_next_date_and_the_next_sweep_heeds_it(world):
    world.decide(ReviewOutcome.KEEP, next_review_on=date(2026, 4, 15))

    state = ReviewState.objects.get()
    assert (state.record_id, state.reviewed_on, state.next_review_on) == (
        world.record.pk,
        NOW.date(),
        date(2026, 4, 15),
    )
    assert sweep_on(date(2026, 4, 14)).assigned == 0
    assert sweep_on(date(2026, 4, 15)).assigned == 1


def test_changing_the_ground_is_a_determination_that_leads_back_to_the_item(world):
    item = world.decide(ReviewOutcome.CHANGE_GROUND)

    record = InformationRecord.objects.get()
    assert (record.attribute, record.ground, record.status) == ("withheld", "E14-3", "registered")
    word = Determination.objects.get()
    assert item.determination == word
    assert (word.stage, word.evidence, word.decided_by) == (
        "periodic",
        f"review_item:{item.pk}",
        world.staff.reviewer,
    )
    # What stood when the item was opened stays as it was.
    assert (item.attribute, item.ground) == ("withheld", "E16-1")


def test_an_opening_follows_the_record_to_its_publication(world):
    ensure_publication_workflow(models=[InformationRecord])
    item = world.decide(ReviewOutcome.OPEN)
    assert item.determination.evidence == f"review_item:{item.pk}"

    submit_record(record_id=world.record.pk, by=world.staff.editor)
    for _step in ("determination", "joint", "secrecy", "sign_off"):
        if InformationRecord.objects.get().status == "registered":
            decide(world.record, world.staff)
    assert InformationRecord.objects.get().attribute == Attribute.OPEN
    assert ReviewItem.objects.get().status == ItemStatus.OPENING
    drain(now=timezone.now() + timedelta(seconds=1))

    assert ReviewItem.objects.get().status == ItemStatus.OPENED
    assert AuditRow.objects.filter(action="review.item_opened", scope=str(world.organ.pk)).count() == 1


def test_an_opening_that_is_sent_back_waits_for_the_reviewer_again(world):
    ensure_publication_workflow(models=[InformationRecord])
    world.decide(ReviewOutcome.OPEN)
    submit_record(record_id=world.record.pk, by=world.staff.editor)
    other = make_staff(world.organ, Role.REVIEWER)
    decide(world.record, world.staff, outcome=DecisionOutcome.RETURNED, reason="涉及第三方。", by=other)

    drain(now=timezone.now() + timedelta(seconds=1))

    item = ReviewItem.objects.get()
    assert (item.status, item.outcome, item.reason, item.decided_by) == (ItemStatus.PENDING, "", "", None)
    detail = AuditRow.objects.get(action="review.item_returned").detail
    assert detail["was"] == "open"
    assert "涉及第三方" in detail["why"]
    assert world.decide(ReviewOutcome.KEEP).status == ItemStatus.DECIDED


def test_an_opening_whose_draft_is_closed_again_is_settled_by_the_sweep(world):
    world.decide(ReviewOutcome.OPEN)
    draft = InformationRecord.objects.get().get_latest_revision_as_object()
    draft.attribute, draft.ground, draft.ground_reason = "withheld", "E16-1", "演示数据：内部事务。"
    draft.save_revision(clean=False)

    assert sweep_on(NIGHT + timedelta(days=1)).settled == 1
    assert ReviewItem.objects.get().status == ItemStatus.PENDING


def test_an_opening_under_way_is_left_alone_by_the_sweep(world):
    world.decide(ReviewOutcome.OPEN)
    assert sweep_on(NIGHT + timedelta(days=1)).settled == 0
    assert ReviewItem.objects.get().status == ItemStatus.OPENING


def test_a_term_of_secrecy_that_was_noted_stays(world):
    world.decide(ReviewOutcome.KEEP, next_review_on=date(2026, 4, 15), secret_until=date(2026, 12, 31))
    sweep_on(date(2026, 4, 15))
    again = ReviewItem.objects.get(status=ItemStatus.PENDING)
    decide_item(
        item_id=again.pk,
        outcome=ReviewOutcome.KEEP,
        reason="演示",
        next_review_on=date(2026, 10, 1),
        by=world.staff.reviewer,
        now=datetime(2026, 4, 16, tzinfo=UTC),
    )
    assert ReviewState.objects.get().secret_until == date(2026, 12, 31)


def test_many_items_of_one_ground_are_kept_each_with_its_own_rows(world):
    make_registered(world.organ, count=3)
    sweep_on(date(2026, 4, 1))
    ids = list(ReviewItem.objects.values_list("pk", flat=True))
    ReviewItem.objects.filter(pk=ids[-1]).update(status=ItemStatus.DROPPED, reason="演示")

    report = keep_items(item_ids=ids, reason="情形没有变化。", next_review_on=NEXT, by=world.staff.reviewer, now=NOW)

    assert (report.kept, list(report.refused)) == (3, [ids[-1]])
    assert AuditRow.objects.filter(action="review.item_decided").count() == 3
    assert set(ReviewItem.objects.filter(outcome="keep").values_list("reason", flat=True)) == {"情形没有变化。"}


def test_many_items_of_different_grounds_are_not_kept_together(world):
    make_registered(world.organ, ground="E14-3")
    sweep_on(date(2026, 4, 1))
    before = world.trace()

    with pytest.raises(Refused, match="情形都相同"):
        keep_items(
            item_ids=list(ReviewItem.objects.values_list("pk", flat=True)),
            reason="没有变化。",
            next_review_on=NEXT,
            by=world.staff.reviewer,
            now=NOW,
        )
    assert world.trace() == before
