"""联合机关会签: every local joint organ with a reviewer says its word; disagreement is for the signer."""

import pytest
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.organs.permissions import scope_of
from disclosure.records.enums import PublicationStatus, ReviewStep
from disclosure.records.models import RecordDecision
from disclosure.records.queries.joint import record_ids_awaiting
from disclosure.records.queries.steps import current_step
from tests.disclosure.factories import OrganFactory, Staff, StaffRoleFactory, decide, make_draft, make_staff
from tests.disclosure.records.services.words import TO_ON_REQUEST, TO_OPEN, reload, said, say, submit
from zhifu_portal.cms.worklists import tasks_for
from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.notices import Notice
from zhifu_portal.kernel.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def staff(db):
    return Staff(OrganFactory())


def joint_draft(staff, *organs):
    """Return a draft whose text, not its row, names the joint organs."""
    record = make_draft(staff)
    draft = record.get_latest_revision_as_object()
    draft.joint_organs = organs
    draft.save_revision(user=staff.editor)
    return reload(record)


def refused(verb):
    with pytest.raises(Refused) as refusal:
        verb()
    return refusal.value.reasons


def test_the_step_is_over_when_every_joint_organ_has_spoken(staff):
    first, second = Staff(OrganFactory()), Staff(OrganFactory())
    record = submit(joint_draft(staff, first.organ, second.organ), staff, until=ReviewStep.JOINT_AGREEMENT)

    say(record, first.reviewer)
    assert current_step(reload(record)) == ReviewStep.JOINT_AGREEMENT
    assert refused(lambda: say(record, first.reviewer)) == [
        f"联合机关会签由联合机关（{second.organ}）的审核人办理，您不是其审核人或者已经办理。"
    ]
    say(record, second.reviewer)

    assert current_step(reload(record)) == ReviewStep.SECRECY_REVIEW
    assert [word[:2] for word in said(record)][2:] == [("joint", "agreed"), ("joint", "agreed")]
    assert list(record.determinations.filter(stage="joint").values_list("organ", flat=True)) == [
        first.organ.pk,
        second.organ.pk,
    ]
    assert AuditRow.objects.filter(action="record.joint_agreement.approved").count() == 2
    while current_step(reload(record)) is not None:
        decide(record, staff)
    assert reload(record).status == PublicationStatus.PUBLISHED


def test_only_local_organs_with_a_reviewer_are_asked(staff):
    foreign, empty, gone = OrganFactory(foreign=True), OrganFactory(), OrganFactory()
    make_staff(empty, Role.EDITOR)
    left = make_staff(gone, Role.REVIEWER)
    left.is_active = False
    left.save()

    record = submit(joint_draft(staff, foreign, empty, gone, staff.organ), staff)
    decide(record, staff)

    assert current_step(reload(record)) == ReviewStep.SECRECY_REVIEW
    assert not RecordDecision.objects.filter(step=ReviewStep.JOINT_AGREEMENT).exists()


def test_a_joint_organ_that_disagrees_leaves_it_to_the_signer(staff):
    other = Staff(OrganFactory())
    record = submit(joint_draft(staff, other.organ), staff, until=ReviewStep.JOINT_AGREEMENT)

    say(record, other.reviewer, TO_ON_REQUEST, reason="涉及本机关内部事务。")
    decide(record, staff)

    assert len(refused(lambda: say(record, staff.signer))) == 2
    say(record, staff.signer, TO_ON_REQUEST, reason="采纳联合机关意见。")
    assert reload(record).ground == "E16-1"


def test_joint_organs_answer_the_reviewer(staff):
    other = Staff(OrganFactory())
    record = submit(joint_draft(staff, other.organ), staff)
    say(record, staff.reviewer, TO_ON_REQUEST, reason="属内部事务。")

    say(record, other.reviewer, TO_OPEN, reason="应当公开。")

    assert [word[1] for word in said(record)] == ["stated", "disagreed", "disagreed"]


def test_a_joint_organ_returns_nothing(staff):
    other = Staff(OrganFactory())
    record = submit(joint_draft(staff, other.organ), staff, until=ReviewStep.JOINT_AGREEMENT)

    assert refused(lambda: say(record, other.reviewer, outcome="returned", reason=" ")) == [
        "联合机关会签只表示同意或者不同意；需要修改的，请选择不同意并写明意见，由签发人确定。",
        "退回时请写明原因，便于拟稿人修改。",
    ]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SECRECY_REVIEWER, Role.SIGNER])
def test_nobody_else_of_the_joint_organ_speaks_for_it(staff, role):
    other = Staff(OrganFactory())
    record = submit(joint_draft(staff, other.organ), staff, until=ReviewStep.JOINT_AGREEMENT)

    for person in (make_staff(other.organ, role), staff.reviewer, staff.signer):
        assert len(refused(lambda person=person: say(record, person))) == 1


def test_an_author_who_reviews_for_the_joint_organ_is_refused(staff):
    other = Staff(OrganFactory())
    StaffRoleFactory(user=staff.editor, organ=other.organ, role=Role.REVIEWER)
    author = type(staff.editor).objects.get(pk=staff.editor.pk)
    record = submit(joint_draft(staff, other.organ), staff, until=ReviewStep.JOINT_AGREEMENT)

    assert refused(lambda: say(record, author)) == ["您参与了拟稿，联合机关会签须由其他人办理。"]


def test_the_task_waits_in_the_list_of_the_joint_organ_until_it_has_spoken(staff, django_assert_num_queries):
    first, second = Staff(OrganFactory()), Staff(OrganFactory())
    record = submit(joint_draft(staff, first.organ, second.organ), staff, until=ReviewStep.JOINT_AGREEMENT)

    assert [task.record.pk for task in tasks_for(first.reviewer).rows] == [record.pk]
    assert tasks_for(staff.reviewer).total == 0
    say(record, first.reviewer)
    scope_of(first.reviewer)
    assert tasks_for(first.reviewer).total == 0
    with django_assert_num_queries(2):
        assert record_ids_awaiting({second.organ.pk}) == {record.pk}


def test_those_concerned_are_told_once_by_number_and_never_by_title(staff):
    other = Staff(OrganFactory())
    record = submit(joint_draft(staff, other.organ), staff, until=ReviewStep.JOINT_AGREEMENT)
    say(record, other.reviewer, TO_ON_REQUEST, reason="涉及本机关内部事务。", now=timezone.now())
    decide(record, staff)
    say(record, staff.signer, outcome="returned", reason="请修改。")

    told = [("record.assigned", person.pk) for person in (staff.reviewer, staff.secrecy_reviewer, staff.signer)]
    told += [("record.joint_asked", other.reviewer.pk), ("record.disagreed", staff.signer.pk)]
    told += [("record.returned", staff.editor.pk)]
    assert sorted(Notice.objects.values_list("event", "recipient")) == sorted(told)
    for notice in Notice.objects.all():
        assert record.index_number in notice.body
        assert record.title not in f"{notice.subject}{notice.body}"
