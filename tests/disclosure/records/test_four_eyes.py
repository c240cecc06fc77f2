"""Nobody decides on what they wrote, nobody decides without the role, and a decision holds for one text only."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from disclosure.organs.enums import ORGAN_ROLES, Role
from disclosure.records.enums import DecisionOutcome, PublicationStatus, ReviewStep
from disclosure.records.models import InformationRecord, RecordDecision
from disclosure.records.queries.steps import current_step
from disclosure.records.services.publication import publish_due_records
from disclosure.records.services.review import decide_step, submit_record
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
from zhifu_portal.kernel.refusals import Refused

pytestmark = pytest.mark.django_db

# The joint organs' step has other people: see test_joint_agreement.py.
STEPS = [step for step in ReviewStep if step != ReviewStep.JOINT_AGREEMENT]
MODELS = [InformationRecord, PolicyDocument]
# Who decides which step; everybody not named at a step is refused there.
DECIDES = {
    ReviewStep.DETERMINATION: {"reviewer", "superuser_with_all_roles"},
    ReviewStep.SECRECY_REVIEW: {"secrecy_reviewer", "superuser_with_all_roles"},
    ReviewStep.SIGN_OFF: {"signer", "superuser_with_all_roles"},
}
ACTORS = [
    "drafter_with_all_roles",
    "co_editor_with_all_roles",
    "other_editor",
    "reviewer",
    "secrecy_reviewer",
    "signer",
    "all_roles_elsewhere",
    "office",
    "auditor",
    "superuser",
    "superuser_with_all_roles",
    "superuser_who_drafted",
    "nobody",
]


def give_all_roles(user, organ):
    for role in ORGAN_ROLES:
        if not user.staff_roles.filter(organ=organ, role=role).exists():
            StaffRoleFactory(user=user, organ=organ, role=role)
    # The scope of a person is read once per loaded user.
    return type(user).objects.get(pk=user.pk)


def submitted(staff, *, model=InformationRecord, until=None, co_editor=None):
    """Return a record under review, moved on to the given step."""
    ensure_publication_workflow(models=MODELS)
    record = make_draft(staff, model=model)
    if co_editor is not None:
        record.get_latest_revision_as_object().save_revision(user=co_editor)
        record.get_latest_revision_as_object().save_revision(user=staff.editor)
    submit_record(record_id=record.pk, by=staff.editor)
    while until is not None and current_step(InformationRecord.objects.get(pk=record.pk)) != until:
        decide(record, staff)
    return model.objects.get(pk=record.pk)


def at_step(step, actor, *, model=InformationRecord):
    """Return a record that waits at the step, and the actor."""
    organ, elsewhere = OrganFactory(), OrganFactory()
    staff = Staff(organ)
    co_editor = make_staff(organ, Role.EDITOR)
    if actor == "superuser_who_drafted":
        staff.editor = UserFactory(is_superuser=True)
        StaffRoleFactory(user=staff.editor, organ=organ, role=Role.EDITOR)
    record = submitted(staff, model=model, until=step, co_editor=co_editor)
    people = {
        "drafter_with_all_roles": lambda: give_all_roles(staff.editor, organ),
        "superuser_who_drafted": lambda: give_all_roles(staff.editor, organ),
        "co_editor_with_all_roles": lambda: give_all_roles(co_editor, organ),
        "other_editor": lambda: make_staff(organ, Role.EDITOR),
        "reviewer": lambda: staff.reviewer,
        "secrecy_reviewer": lambda: staff.secrecy_reviewer,
        "signer": lambda: staff.signer,
        "all_roles_elsewhere": lambda: give_all_roles(UserFactory(), elsewhere),
        "office": lambda: make_staff(None, Role.DISCLOSURE_OFFICE),
        "auditor": lambda: make_staff(None, Role.AUDITOR),
        "superuser": lambda: UserFactory(is_superuser=True),
        "superuser_with_all_roles": lambda: give_all_roles(UserFactory(is_superuser=True), organ),
        "nobody": UserFactory,
    }
    return record, people[actor]()


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_decided_by_its_role_and_never_by_an_author(step, actor):
    record, person = at_step(step, actor)
    before = record.decisions.count()

    def sign():
        decide(record, None, by=person)

    if actor in DECIDES[step]:
        sign()
        assert record.decisions.count() == before + 1
    else:
        with pytest.raises(Refused):
            sign()
        assert record.decisions.count() == before
        assert current_step(InformationRecord.objects.get(pk=record.pk)) == step


def post_approval(client, record, person):
    """Approve on the screen of the step; return how many decisions that made."""
    before = record.decisions.count()
    client.force_login(person)
    screen = "secrecy" if current_step(record) == ReviewStep.SECRECY_REVIEW else "review"
    client.post(
        reverse(type(record).snippet_viewset.get_url_name(screen), args=[record.pk]),
        {"outcome": "approved", "result": "cleared", "reason": "", "revision": record.latest_revision_id},
    )
    return record.decisions.count() - before


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("step", STEPS)
def test_the_review_screen_lets_nobody_else_decide(client, step, actor):
    record, person = at_step(step, actor)

    assert post_approval(client, record, person) == (actor in DECIDES[step])


@pytest.mark.parametrize("actor", ["drafter_with_all_roles", "reviewer", "superuser"])
def test_the_review_screen_of_policy_documents_is_as_strict(client, actor):
    record, person = at_step(ReviewStep.DETERMINATION, actor, model=PolicyDocument)

    assert post_approval(client, record, person) == (actor == "reviewer")


def test_the_author_may_not_return_the_text_either():
    record, drafter = at_step(ReviewStep.DETERMINATION, "drafter_with_all_roles")

    with pytest.raises(Refused, match="您参与了拟稿"):
        decide(record, None, outcome=DecisionOutcome.RETURNED, reason="不行", by=drafter)


def test_a_text_overwritten_in_place_after_a_review_is_another_text():
    staff = Staff(OrganFactory())
    record = submitted(staff, until=ReviewStep.SIGN_OFF)
    draft = record.get_latest_revision_as_object()
    draft.title = "演示数据：换过的标题"
    draft.save_revision(user=staff.editor, overwrite_revision=record.latest_revision)

    with pytest.raises(Refused, match="前面的环节尚未完成：公开属性认定、保密审查"):
        decide(record, staff)
    assert InformationRecord.objects.get(pk=record.pk).status == PublicationStatus.DRAFT


def test_a_newer_text_stops_the_review_of_the_older_one():
    staff = Staff(OrganFactory())
    record = submitted(staff, until=ReviewStep.SECRECY_REVIEW)
    record.get_latest_revision_as_object().save_revision(user=staff.editor)

    with pytest.raises(Refused, match="内容在送审后有改动"):
        decide(record, staff)


def test_a_decision_on_another_revision_than_the_one_read_is_refused():
    staff = Staff(OrganFactory())
    record = submitted(staff)
    older = Revision.objects.for_instance(record).earliest("id")
    newer = record.get_latest_revision_as_object().save_revision(user=staff.editor)

    for revision in (older.pk + 1000, newer.pk):
        with pytest.raises(Refused, match="您看到的不是送审的版本"):
            decide_step(
                record_id=record.pk,
                step=ReviewStep.DETERMINATION,
                outcome=DecisionOutcome.APPROVED,
                reason="",
                revision_id=revision,
                by=staff.reviewer,
                now=timezone.now(),
            )


def test_signing_twice_changes_nothing_the_second_time():
    staff = Staff(OrganFactory())
    record = submitted(staff, until=ReviewStep.SIGN_OFF)
    signed = {"record_id": record.pk, "step": ReviewStep.SIGN_OFF, "outcome": DecisionOutcome.APPROVED, "reason": ""}
    signed |= {"revision_id": record.latest_revision_id, "by": staff.signer, "now": timezone.now()}
    decide_step(**signed)
    published = InformationRecord.objects.filter(pk=record.pk).values().get()

    with pytest.raises(Refused, match="可能已经由他人办理"):
        decide_step(**signed)

    assert InformationRecord.objects.filter(pk=record.pk).values().get() == published
    assert [event.kind for event in record.events.all()] == ["published"]
    assert RecordDecision.objects.filter(record=record, step=ReviewStep.SIGN_OFF).count() == 1


def test_a_double_click_on_the_review_screen_signs_once(client):
    staff = Staff(OrganFactory())
    record = submitted(staff, until=ReviewStep.SIGN_OFF)
    client.force_login(staff.signer)
    address = reverse("wagtailsnippets_disclosure_informationrecord:review", args=[record.pk])

    for _click in range(2):
        client.post(address, {"outcome": "approved", "reason": "", "revision": record.latest_revision_id})

    assert [event.kind for event in record.events.all()] == ["published"]
    assert RecordDecision.objects.filter(record=record, step=ReviewStep.SIGN_OFF).count() == 1


@pytest.mark.parametrize("action", ["action-publish", "action-unpublish", "action-workflow-action"])
@pytest.mark.parametrize("model", MODELS)
def test_the_editor_publishes_nothing_whatever_button_is_sent(client, model, action):
    staff = Staff(OrganFactory())
    ensure_publication_workflow(models=MODELS)
    record = make_draft(staff, model=model)
    client.force_login(staff.editor)
    address = reverse(model.snippet_viewset.get_url_name("edit"), args=[record.pk])
    values = form_of(client, address) | {action: "1", "workflow-action-name": "approve", "go_live_at": ""}

    client.post(address, values | {"title": "演示数据：改过的标题"})

    record = model.objects.get(pk=record.pk)
    assert (record.live, record.status) == (False, PublicationStatus.DRAFT)
    assert record.get_latest_revision_as_object().title == "演示数据：改过的标题"
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


@pytest.mark.parametrize("view", ["edit", "revisions_revert"])
def test_a_text_under_review_is_locked_for_its_editor(client, view):
    staff = Staff(OrganFactory())
    ensure_publication_workflow(models=MODELS)
    record = make_draft(staff)
    first = record.latest_revision_id
    client.force_login(staff.editor)
    address = reverse("wagtailsnippets_disclosure_informationrecord:edit", args=[record.pk])
    values = form_of(client, address) | {"title": "演示数据：偷换"}
    record.get_latest_revision_as_object().save_revision(user=staff.editor)
    submit_record(record_id=record.pk, by=staff.editor)
    revisions = list(Revision.objects.order_by("pk").values())
    if view == "revisions_revert":
        address = reverse(f"wagtailsnippets_disclosure_informationrecord:{view}", args=[record.pk, first])

    client.post(address, values)
    client.post(
        address,
        values | {"overwrite_revision_id": InformationRecord.objects.get(pk=record.pk).latest_revision_id},
        headers={"accept": "application/json"},
    )

    assert list(Revision.objects.order_by("pk").values()) == revisions


def test_saving_over_a_decided_revision_makes_a_new_one(client):
    staff = Staff(OrganFactory())
    record = submitted(staff)
    decide(record, staff, outcome=DecisionOutcome.RETURNED, reason="请补充。")
    decided = Revision.objects.get(pk=record.latest_revision_id)
    client.force_login(staff.editor)
    address = reverse("wagtailsnippets_disclosure_informationrecord:edit", args=[record.pk])
    values = form_of(client, address) | {"title": "演示数据：补充", "overwrite_revision_id": decided.pk}

    answer = client.post(address, values, headers={"accept": "application/json"})

    assert answer.status_code == 200
    assert Revision.objects.get(pk=decided.pk).content == decided.content
    assert InformationRecord.objects.get(pk=record.pk).latest_revision_id != decided.pk


def test_the_stock_command_for_schedules_publishes_nothing():
    staff = Staff(OrganFactory())
    record = make_draft(staff)
    Revision.objects.filter(pk=record.latest_revision_id).update(approved_go_live_at=timezone.now())

    with pytest.raises(Refused, match="不能直接发布"):
        call_command("publish_scheduled")
    assert publish_due_records(now=timezone.now()) == 0

    record = InformationRecord.objects.get(pk=record.pk)
    assert record.live is False
    assert Revision.objects.get(pk=record.latest_revision_id).approved_go_live_at is None


@pytest.mark.parametrize("verb", ["publish", "unpublish"])
def test_the_models_own_verbs_refuse(verb):
    record = make_draft(Staff(OrganFactory()))

    with pytest.raises(Refused):
        getattr(record, verb)(record.latest_revision)
