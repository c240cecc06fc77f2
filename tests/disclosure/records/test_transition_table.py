"""State × role × action: an allowed move works and writes its audit rows, a refused one says why and changes nothing.

Each state is built once; every move is made in a savepoint that is rolled back.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowState

from disclosure.organs.enums import ORGAN_ROLES, Role
from disclosure.records.enums import DecisionOutcome, ReviewStep, SecrecyResult
from disclosure.records.models import (
    Determination,
    DeterminationGround,
    Finding,
    InformationRecord,
    RecordDecision,
    RecordEvent,
    SecrecyReview,
)
from disclosure.records.queries.steps import current_step
from disclosure.records.services.publication import cancel_schedule, expire_record, replace_record, withdraw_record
from disclosure.records.services.review import decide_step, submit_record
from disclosure.records.services.secrecy_review import decide_secrecy
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import (
    OrganFactory,
    Staff,
    StaffRoleFactory,
    UserFactory,
    decide,
    make_draft,
    make_staff,
)
from tests.disclosure.records.editor_form import form_of
from tests.disclosure.records.services.states import NOT_OPEN
from tests.disclosure.records.services.words import TO_ON_REQUEST
from tests.disclosure.records.transition_table import ACTIONS, CELLS, ORGAN_STAFF, PEOPLE, STATES, STEP_STATES
from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.notices import Notice
from zhifu_portal.kernel.outbox.models import OutboxRow
from zhifu_portal.kernel.refusals import Refused

pytestmark = pytest.mark.django_db

SCREENS = "wagtailsnippets_disclosure_informationrecord"
BY_SCREEN = ("edit", "publish")


class World:
    """The people of the table, and a record of the own organ in one state."""

    def __init__(self, state):
        ensure_publication_workflow(models=[InformationRecord, PolicyDocument])
        self.state = state
        staff = {name: Staff(OrganFactory()) for name in ("own", "other", "joint")}
        self.own, self.joint = staff["own"], staff["joint"]
        self.successor = self.walk(make_draft(self.own, title="演示数据：新文件"))
        self.record = self.build(state)
        self.people = {
            f"{organ} {role}": getattr(people, role) for organ, people in staff.items() for role in ORGAN_STAFF
        }
        # The editor of the table is not the one who wrote the text.
        self.people |= {
            "own editor": make_staff(self.own.organ, Role.EDITOR),
            "office": make_staff(None, Role.DISCLOSURE_OFFICE),
            "auditor": make_staff(None, Role.AUDITOR),
            "superuser": UserFactory(is_superuser=True),
            "author": self.author_with_every_role(),
        }

    def author_with_every_role(self):
        for role in ORGAN_ROLES - {Role.EDITOR}:
            StaffRoleFactory(user=self.own.editor, organ=self.own.organ, role=role)
        return type(self.own.editor).objects.get(pk=self.own.editor.pk)

    def walk(self, record, until=None):
        """Send a text on its way, by agreement, up to a step or to the end."""
        submit_record(record_id=record.pk, by=self.own.editor)
        while (step := current_step(InformationRecord.objects.get(pk=record.pk))) not in {None, until}:
            decide(record, self.own, by=self.joint.reviewer if step == ReviewStep.JOINT_AGREEMENT else None)
        return InformationRecord.objects.get(pk=record.pk)

    def build(self, state):
        today = timezone.localdate()
        fields = {
            "scheduled": {"go_live_at": timezone.now() + timedelta(days=3)},
            "registered": NOT_OPEN,
            "expired": {"visible_until": today, "composed_on": today},
        }.get(state, {})
        record = make_draft(self.own, **fields)
        record.joint_organs = [self.joint.organ]
        record.save()
        record.save_revision(user=self.own.editor)
        if state != "draft":
            self.walk(record, until=ReviewStep(state) if state in STEP_STATES else None)
        if state == "withdrawn":
            withdraw_record(record_id=record.pk, explanation="有误。", by=self.own.signer, now=timezone.now())
        if state == "expired":
            assert expire_record(record_id=record.pk, now=timezone.now() + timedelta(days=1))
        if state == "published":
            draft = InformationRecord.objects.get(pk=record.pk).get_latest_revision_as_object()
            draft.change_note = "按核对结果更正。"
            draft.save_revision(user=self.own.editor)
        return InformationRecord.objects.get(pk=record.pk)

    def dump(self):
        """Return every row that hangs on the record, and how much was said about anything."""
        key = {"object_id": str(self.record.pk), "base_content_type": InformationRecord.get_base_content_type()}
        record_rows = [Determination, RecordDecision, RecordEvent, SecrecyReview, Finding]
        querysets = [
            InformationRecord.objects.filter(pk=self.record.pk),
            *(model.objects.filter(record=self.record) for model in record_rows),
            DeterminationGround.objects.filter(determination__record=self.record),
            Revision.objects.filter(**key),
            WorkflowState.objects.filter(**key),
            TaskState.objects.filter(workflow_state__in=WorkflowState.objects.filter(**key)),
        ]
        counts = [model.objects.count() for model in (AuditRow, OutboxRow, Notice)]
        return [list(queryset.order_by("pk").values()) for queryset in querysets], counts

    @property
    def step(self):
        return ReviewStep(self.state) if self.state in STEP_STATES else ReviewStep.DETERMINATION

    def decide(self, by, outcome, statement=None, reason=""):
        decide_step(
            record_id=self.record.pk,
            step=self.step,
            outcome=outcome,
            reason=reason,
            revision_id=self.record.latest_revision_id,
            by=by,
            now=timezone.now(),
            statement=statement,
        )

    def review_secrecy(self, by, result, codes=()):
        decide_secrecy(
            record_id=self.record.pk,
            revision_id=self.record.latest_revision_id,
            result=result,
            ground_codes=codes,
            reason="依法定密。",
            by=by,
            now=timezone.now(),
        )

    def approve(self, by):
        if self.state == "secrecy_review":
            return self.review_secrecy(by, SecrecyResult.CLEARED)
        return self.decide(by, DecisionOutcome.APPROVED)

    def disagree(self, by):
        if self.state == "secrecy_review":
            return self.review_secrecy(by, SecrecyResult.REFUSED, ["E14-1"])
        return self.decide(by, DecisionOutcome.APPROVED, TO_ON_REQUEST, "另有看法。")

    def move(self, action, by):
        """Make a move through its service."""
        pk, now = self.record.pk, timezone.now()
        moves = {
            "submit": lambda: submit_record(record_id=pk, by=by),
            "approve": lambda: self.approve(by),
            "disagree": lambda: self.disagree(by),
            "return": lambda: self.decide(by, DecisionOutcome.RETURNED, reason="请修改。"),
            "withdraw": lambda: withdraw_record(record_id=pk, explanation="有误。", by=by, now=now),
            "replace": lambda: replace_record(record_id=pk, replaced_by_id=self.successor.pk, by=by, now=now),
            "unschedule": lambda: cancel_schedule(record_id=pk, by=by),
        }
        moves[action]()

    def reasons_for(self, action, person):
        """Return a word of every reason a refusal of this move must give."""
        own = person.partition(" ")[2] if person.startswith("own ") else ""
        holds = set(ORGAN_STAFF) if person == "author" else {own}
        in_review = self.state in STEP_STATES
        lacks = {
            "submit": [("editor" not in holds, "不能送审"), (in_review, "已经在办理中")],
            "withdraw": [
                ("signer" not in holds and person != "office", "撤下须由"),
                (self.state not in {"published", "expired"}, "没有公开，不需要撤下"),
            ],
            "replace": [("editor" not in holds, "不能办理"), (self.state != "published", "只有已发布的信息")],
            "unschedule": [("signer" not in holds, "须由本机关签发人"), (self.state != "scheduled", "没有定时发布")],
        }
        if action in lacks:
            return [words for is_missing, words in lacks[action] if is_missing]
        if not in_review:
            return ["可能已经由他人办理"]
        is_joint = self.state == "joint_agreement"
        decider = {"determination": "reviewer", "secrecy_review": "secrecy_reviewer", "sign_off": "signer"}
        may = person == "joint reviewer" if is_joint else decider[self.state] in holds
        words = [] if may else ["由联合机关（" if is_joint else "您不是"]
        words += ["您参与了拟稿"] if person == "author" else []
        return words + (["只表示同意或者不同意"] if is_joint and action == "return" else [])


def faults_of_move(world, action, person, before):
    """Make a move by its service and return what is wrong with the outcome."""
    allowed, audit = CELLS[world.state, action, person]
    rows = AuditRow.objects.count()
    try:
        with transaction.atomic():
            world.move(action, world.people[person])
            reasons = None
    except Refused as refused:
        reasons = refused.reasons
    if not allowed:
        faults = [] if reasons else ["is let through"]
        said = " ".join(reasons or [])
        missing = [words for words in world.reasons_for(action, person) if words not in said]
        faults += [f"does not say {missing}, but {reasons}"] if missing else []
        return faults + ([] if world.dump() == before else ["changes something all the same"])
    if reasons is not None:
        return [f"is refused: {reasons}"]
    written = list(AuditRow.objects.order_by("sequence").values_list("action", flat=True))[rows:]
    return [] if written == audit else [f"writes {written} instead of {audit}"]


@pytest.mark.parametrize("state", STATES)
def test_every_move_by_its_service(state):
    world = World(state)
    before = world.dump()
    faults = []
    for person in PEOPLE:
        for action in ACTIONS:
            if action in BY_SCREEN:
                continue
            with transaction.atomic():
                faults += [f"{person} {action}: {fault}" for fault in faults_of_move(world, action, person, before)]
                transaction.set_rollback(True)

    assert faults == []


def stock_requests(world):
    """Return Wagtail's own ways to publish and unpublish, one address and body each."""
    pk = world.record.pk
    bulk = {"app_label": "disclosure", "model_name": "informationrecord"}
    requests = [
        (reverse(f"{SCREENS}:edit", args=[pk]), {"action-publish": "1", "body-count": "0"}),
        (reverse(f"{SCREENS}:edit", args=[pk]), {"action-unpublish": "1", "body-count": "0"}),
        (reverse(f"{SCREENS}:unpublish", args=[pk]), {}),
    ]
    for action in ("publish", "unpublish", "delete"):
        address = reverse("wagtail_bulk_action", kwargs={**bulk, "action": action})
        requests.append((f"{address}?id={pk}", {"include_descendants": "on"}))
    return requests


@pytest.mark.parametrize("state", STATES)
def test_every_move_by_the_stock_screens(client, state):
    world = World(state)
    before = world.dump()
    edit = reverse(f"{SCREENS}:edit", args=[world.record.pk])
    client.force_login(world.people["author"])
    spare = make_draft(world.own, title="演示数据：空白")
    form = form_of(client, reverse(f"{SCREENS}:edit", args=[spare.pk])) | {"title": "演示数据：改过的标题"}
    faults = []
    for person in PEOPLE:
        client.force_login(world.people[person])
        for address, body in stock_requests(world):
            with transaction.atomic():
                client.post(address, body)
                faults += [] if world.dump() == before else [f"{person} publishes by {address}"]
                transaction.set_rollback(True)
        with transaction.atomic():
            client.post(edit, form)
            new = Revision.objects.for_instance(world.record).count() - len(before[0][7])
            expected, _audit = CELLS[state, "edit", person]
            faults += [] if new == expected else [f"{person} edit: {new} revisions instead of {int(expected)}"]
            faults += [] if expected or world.dump() == before else [f"{person} edit changes something"]
            transaction.set_rollback(True)

    assert faults == []


def test_the_table_is_total():
    assert set(CELLS) == {(state, action, person) for state in STATES for action in ACTIONS for person in PEOPLE}
    assert not any(allowed for (_state, action, _person), (allowed, _audit) in CELLS.items() if action == "publish")
    assert {step.value for step in ReviewStep} == set(STEP_STATES)
