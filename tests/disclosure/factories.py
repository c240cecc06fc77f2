"""Rows of the disclosure app for tests; traits are named after states."""

from datetime import date

import factory
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from wagtail.rich_text import RichText

from disclosure.catalog.enums import PlatformPart, StatutoryItem
from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.enums import Role
from disclosure.organs.models import Organ, StaffRole
from disclosure.records.enums import Attribute, DecisionOutcome, ReviewStep, SecrecyResult
from disclosure.records.models import InformationRecord
from disclosure.records.queries.findings import present_findings
from disclosure.records.queries.steps import current_step
from disclosure.records.services.findings import confirm_finding, justify_finding
from disclosure.records.services.official_rows import ensure_grounds
from disclosure.records.services.registration import register_record
from disclosure.records.services.review import decide_step, submit_record
from disclosure.records.services.secrecy_review import decide_secrecy
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from policies.documents.models import PolicyDocument
from zhifu_portal.kernel.unified_code import unified_check_digit
from zhifu_portal.kernel.workdays import load_calendar


def organ_code(n):
    first17 = f"11370602{n:08d}A"
    return first17 + unified_check_digit(first17)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = factory.Sequence(lambda n: f"user{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")


class OrganFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organ

    class Params:
        foreign = factory.Trait(is_foreign=True, code=None, kind="superior")

    name = factory.Sequence(lambda n: f"演示机关{n}")
    slug = factory.Sequence(lambda n: f"organ-{n}")
    code = factory.Sequence(organ_code)


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"主题{n}")
    slug = factory.Sequence(lambda n: f"topic-{n}")


class CatalogEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CatalogEntry

    name = factory.Sequence(lambda n: f"目录{n}")
    slug = factory.Sequence(lambda n: f"entry-{n}")
    part = PlatformPart.STATUTORY
    statutory_item = StatutoryItem.ITEM_1


class StaffRoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StaffRole


def make_staff(organ, role):
    """Return a new user who holds this role (organ None for office-wide roles)."""
    user = UserFactory()
    StaffRoleFactory(user=user, organ=organ, role=role)
    return user


class Staff:
    """One person for each role of an organ."""

    def __init__(self, organ):
        self.organ = organ
        self.editor = make_staff(organ, Role.EDITOR)
        self.reviewer = make_staff(organ, Role.REVIEWER)
        self.secrecy_reviewer = make_staff(organ, Role.SECRECY_REVIEWER)
        self.signer = make_staff(organ, Role.SIGNER)

    def for_step(self, step):
        return {
            ReviewStep.DETERMINATION: self.reviewer,
            ReviewStep.JOINT_AGREEMENT: self.reviewer,
            ReviewStep.SECRECY_REVIEW: self.secrecy_reviewer,
            ReviewStep.SIGN_OFF: self.signer,
        }[step]


def make_draft(staff, *, model=InformationRecord, **fields):
    """Return a registered draft of the staff's organ with one revision by its editor."""
    ensure_grounds()
    values = {
        "title": "演示数据：关于测试的通知",
        "organ": staff.organ,
        "composed_on": date(2026, 6, 16),
        "attribute": Attribute.OPEN,
        "body": [("text", RichText("<p>演示数据正文。</p>"))],
        "summary": "",
    } | fields
    entries = values.pop("catalog_entries", None)
    topics = values.pop("topics", [])
    record = model(**values)
    with transaction.atomic():
        register_record(record=record, by=staff.editor, now=timezone.now(), calendar=load_calendar())
        record.catalog_entries = entries if entries is not None else [CatalogEntryFactory()]
        record.topics = topics
        record.save()
        record.save_revision(user=staff.editor)
    return model.objects.get(pk=record.pk)


def decide(record, staff, outcome=DecisionOutcome.APPROVED, reason="", by=None, now=None):
    """Decide the step the record waits at, by the person of that step; the secrecy review agrees with the draft."""
    record = InformationRecord.objects.get(pk=record.pk)
    step = current_step(record)
    state = record.current_workflow_state.current_task_state
    if step == ReviewStep.SECRECY_REVIEW and outcome == DecisionOutcome.APPROVED:
        return review_secrecy(record, staff, by=by, now=now)
    return decide_step(
        record_id=record.pk,
        step=step,
        outcome=outcome,
        reason=reason,
        revision_id=state.revision_id,
        by=by or staff.for_step(step),
        now=now or timezone.now(),
    )


def settle_findings(record, staff):
    """Let the editor justify everything the check found, and the secrecy reviewer confirm it."""
    for finding in present_findings(record):
        if finding.justified_by_id is None:
            justify_finding(finding_id=finding.pk, reason="演示数据，依法公开。", by=staff.editor, now=timezone.now())
        if finding.confirmed_by_id is None:
            confirm_finding(finding_id=finding.pk, by=staff.secrecy_reviewer, now=timezone.now())


def review_secrecy(record, staff, *, by=None, now=None, result=None, reason="不可公开。"):
    """Review the text at the secrecy step: cleared where it is to be open, else refused by its own ground."""
    revision = record.current_workflow_state.current_task_state.revision
    draft = revision.as_object()
    if staff is not None:
        settle_findings(record, staff)
    result = result or (SecrecyResult.CLEARED if draft.attribute == Attribute.OPEN else SecrecyResult.REFUSED)
    return decide_secrecy(
        record_id=record.pk,
        revision_id=revision.pk,
        result=result,
        ground_codes=[draft.ground or "E14-2"] if result == SecrecyResult.REFUSED else [],
        reason=reason if result == SecrecyResult.REFUSED else "",
        by=by or staff.secrecy_reviewer,
        now=now or timezone.now(),
    )


def sign_and_publish(record, staff, now=None):
    """Send a draft the whole way and return it as it is afterwards."""
    ensure_publication_workflow(models=[InformationRecord, PolicyDocument])
    submit_record(record_id=record.pk, by=staff.editor)
    while current_step(InformationRecord.objects.get(pk=record.pk)) is not None:
        decide(record, staff, now=now)
    return type(record).objects.get(pk=record.pk)


def make_public(staff, *, model=InformationRecord, **fields):
    """Return a published record of the staff's organ."""
    return sign_and_publish(make_draft(staff, model=model, **fields), staff)
