"""All reasons why a record may not go on: each function returns every reason, never only the first."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import User
from wagtail.models import Revision

from disclosure.organs.enums import Role
from disclosure.organs.permissions import holds_role
from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, Attribute, DecisionOutcome, ReviewStep, SecrecyResult
from disclosure.records.models import InformationRecord, RecordDecision
from disclosure.records.queries.authors import author_ids, proposer_id
from disclosure.records.queries.determinations import determination_gaps, fixed_draft
from disclosure.records.queries.digests import content_digest
from disclosure.records.queries.findings import finding_blockers
from disclosure.records.queries.joint import joint_organs_of, organ_to_speak_for, silent_joint_organs
from disclosure.records.queries.secrecy import secrecy_blockers, secrecy_review_for
from disclosure.records.queries.severance import severance_gaps

__all__ = [
    "STEP_ROLES",
    "approved_steps",
    "author_ids",
    "content_blockers",
    "decision_blockers",
    "outcome_blockers",
    "publication_blockers",
    "required_steps",
    "text_blockers",
    "unique_reasons",
]

STEP_ROLES = {
    ReviewStep.DETERMINATION: Role.REVIEWER,
    ReviewStep.JOINT_AGREEMENT: Role.REVIEWER,
    ReviewStep.SECRECY_REVIEW: Role.SECRECY_REVIEWER,
    ReviewStep.SIGN_OFF: Role.SIGNER,
}
STEP_ORDER = tuple(ReviewStep)
WITHDRAW_FIRST = "已公开的信息改为不公开，请先按“撤下”办理并说明理由。"


def content_blockers(draft: InformationRecord, *, on: date | None = None) -> list[str]:
    """Return what is missing or wrong in a draft (a record or a revision as object): text, metadata and attribute.

    Grounds are judged by the law of the day `on`, today when it is not given.
    """
    return text_blockers(draft) + determination_gaps(draft, on=on)


def text_blockers(draft: InformationRecord) -> list[str]:
    """Return what is missing or wrong in a draft apart from its grounds; pass it with the attribute it would get."""
    reasons: list[str] = []
    if not draft.title.strip():
        reasons.append("缺少标题。")
    if not draft.body and not draft.attachment_links.exists():
        reasons.append("正文和附件都是空的，请至少填写一项。")
    if draft.composed_on is None and not draft.is_reproduced:
        reasons.append("缺少成文日期。")
    if draft.attribute == Attribute.OPEN and not draft.catalog_entries.exists() and not draft.is_reproduced:
        reasons.append("主动公开的信息须选择公开目录。")
    if draft.live and not draft.change_note.strip():
        reasons.append("修改已发布的信息须填写更正说明，说明会向社会公开。")
    return reasons + severance_gaps(draft)


def required_steps(draft: InformationRecord) -> tuple[ReviewStep, ...]:
    """Return the steps this text must pass, in order: joint organs are asked where there are any."""
    if joint_organs_of(draft):
        return STEP_ORDER
    return tuple(step for step in STEP_ORDER if step != ReviewStep.JOINT_AGREEMENT)


def approved_steps(record: InformationRecord, revision: Revision) -> dict[str, RecordDecision]:
    """Return the last word of each step where it is an approval of exactly this text."""
    digest = content_digest(revision)
    latest: dict[str, RecordDecision] = {}
    for decision in RecordDecision.objects.filter(record_id=record.pk, revision=revision).order_by("decided_at", "id"):
        latest[decision.step] = decision
    approved = {
        step: decision
        for step, decision in latest.items()
        if decision.outcome == DecisionOutcome.APPROVED and decision.content_digest == digest
    }
    if ReviewStep.JOINT_AGREEMENT in approved and silent_joint_organs(record=record, revision=revision):
        # One organ of several has spoken.
        del approved[ReviewStep.JOINT_AGREEMENT]
    return approved


def decision_blockers(*, record: InformationRecord, revision: Revision, step: ReviewStep, by: User) -> list[str]:
    """Return why this person may not decide this step on this revision: four eyes, superuser included."""
    reasons = _role_reasons(record, revision, step, by)
    if by.pk in author_ids(record):
        reasons.append(f"您参与了拟稿，{step.label}须由其他人办理。")
    elif by.pk == proposer_id(revision):
        reasons.append(f"送审人是您，{step.label}须由其他人办理。")
    if record.latest_revision_id != revision.pk:
        reasons.append("内容在送审后有改动，请打开最新版本重新办理。")
    done, required = approved_steps(record, revision), required_steps(revision.as_object())
    earlier = STEP_ORDER[: STEP_ORDER.index(step)]
    missing = [each.label for each in required if each in earlier and each not in done]
    if missing:
        reasons.append(f"前面的环节尚未完成：{'、'.join(missing)}。")
    return reasons


def _role_reasons(record: InformationRecord, revision: Revision, step: ReviewStep, by: User) -> list[str]:
    if step != ReviewStep.JOINT_AGREEMENT:
        role = STEP_ROLES[step]
        held = holds_role(by, role, organ_id=record.organ_id)
        return [] if held else [f"您不是{record.organ}的{role.label}，不能办理{step.label}。"]
    if organ_to_speak_for(user=by, record=record, revision=revision) is not None:
        return []
    names = "、".join(str(organ) for organ in silent_joint_organs(record=record, revision=revision))
    return [f"{step.label}由联合机关（{names}）的审核人办理，您不是其审核人或者已经办理。"]


def outcome_blockers(*, record: InformationRecord, revision: Revision, draft: InformationRecord) -> list[str]:
    """Return why what the signer fixes (`draft`: the text with that attribute) cannot be carried out.

    Opening needs a clean secrecy review and settled findings, whatever was proposed; closing needs a withdrawal.
    """
    attribute = Attribute(draft.attribute)
    reasons = text_blockers(draft)
    reasons += secrecy_blockers(record, revision, attribute=attribute)
    reasons += finding_blockers(record, revision, attribute=attribute)
    if record.live and attribute in NOT_OPEN_ATTRIBUTES:
        reasons.append(WITHDRAW_FIRST)
    return reasons


def publication_blockers(*, record: InformationRecord, revision: Revision) -> list[str]:
    """Return why this revision of the record, with the attribute the signer fixed, may not go public."""
    draft = fixed_draft(revision)
    reasons = outcome_blockers(record=record, revision=revision, draft=draft)
    if draft.attribute in NOT_OPEN_ATTRIBUTES:
        reasons.append(f"公开属性为{draft.get_attribute_display()}，不能发布。")
    done = approved_steps(record, revision)
    reasons.extend(f"未完成{step.label}。" for step in required_steps(draft) if step not in done)
    authors = author_ids(record)
    reasons.extend(
        f"{decision.get_step_display()}由拟稿人办理，须换人重新办理。"
        for decision in done.values()
        if decision.decided_by_id in authors
    )
    if record.latest_revision_id != revision.pk and revision.approved_go_live_at is None:
        reasons.append("签发的不是最新版本，请重新送审。")
    return reasons


def secrecy_gaps(record: InformationRecord, revision: Revision) -> list[str]:
    """Return why the secrecy review of this text has no result yet that lets it go on."""
    review = secrecy_review_for(record, content_digest(revision))
    if review is None or review.result not in {SecrecyResult.CLEARED, SecrecyResult.REFUSED}:
        return ["请在保密审查页面作出结论：可公开、不可公开，或者待确定并报送。"]
    return []


def unique_reasons(reasons: Iterable[str]) -> list[str]:
    """Return the reasons in order, each once."""
    return list(dict.fromkeys(reasons))
