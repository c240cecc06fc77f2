"""All reasons why a record may not go on: each function returns every reason, never only the first."""

import hashlib
import json
from collections.abc import Iterable

from django.contrib.auth.models import User
from wagtail.models import Revision

from disclosure.organs.enums import Role
from disclosure.organs.permissions import holds_role
from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, Attribute, DecisionOutcome, ReviewStep
from disclosure.records.models import InformationRecord, RecordDecision
from zhifu_portal.kernel.personal_data import scan, scan_properties

STEP_ROLES = {
    ReviewStep.DETERMINATION: Role.REVIEWER,
    ReviewStep.SECRECY_REVIEW: Role.SECRECY_REVIEWER,
    ReviewStep.SIGN_OFF: Role.SIGNER,
}
STEP_ORDER = tuple(ReviewStep)


def content_digest(revision: Revision) -> str:
    """Return the SHA-256 of a revision's content: a revision overwritten in place is another text."""
    canonical = json.dumps(revision.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def author_ids(record: InformationRecord) -> set[int]:
    """Return the people whose work is under review: the drafter and every editor since the last publication."""
    revisions = Revision.objects.for_instance(record)
    if record.live_revision_id:
        revisions = revisions.filter(pk__gt=record.live_revision_id)
    ids = set(revisions.exclude(user_id=None).values_list("user_id", flat=True))
    if record.drafted_by_id:
        ids.add(record.drafted_by_id)
    return ids


def content_blockers(draft: InformationRecord) -> list[str]:
    """Return what is missing or wrong in the text and metadata of a draft (a record or a revision as object)."""
    reasons: list[str] = []
    if not draft.title.strip():
        reasons.append("缺少标题。")
    if not draft.body and not draft.attachment_links.exists():
        reasons.append("正文和附件都是空的，请至少填写一项。")
    if draft.composed_on is None and not draft.is_reproduced:
        reasons.append("缺少成文日期。")
    if draft.attribute == Attribute.UNDETERMINED:
        reasons.append("尚未提出公开属性，请先选择主动公开、依申请公开或者不予公开。")
    if draft.attribute in NOT_OPEN_ATTRIBUTES and not (draft.ground and draft.ground_reason.strip()):
        reasons.append("依申请公开、不予公开的，须选择《条例》规定的情形并说明理由。")
    if draft.attribute == Attribute.OPEN and not draft.catalog_entries.exists() and not draft.is_reproduced:
        reasons.append("主动公开的信息须选择公开目录。")
    if draft.live and not draft.change_note.strip():
        reasons.append("修改已发布的信息须填写更正说明，说明会向社会公开。")
    if draft.attribute == Attribute.OPEN and not draft.personal_data_justification.strip():
        reasons.extend(personal_data_findings(draft))
    return reasons


def personal_data_findings(draft: InformationRecord) -> list[str]:
    """Return one line per place where the draft or a file of it carries personal data."""
    reasons = _findings_in("正文", "\n".join((draft.title, draft.summary, draft.keywords, draft.body_text())))
    for link in draft.attachment_links.all():
        file = link.attachment
        label = f"附件“{file.title}”"
        reasons += _findings_in(label, "\n".join((file.title, file.original_name, file.text)))
        if scan_properties(file.properties):
            reasons.append(f"{label}的文件属性含个人信息，请清除属性后重新上传，或者填写个人信息说明。")
    return reasons


def _findings_in(label: str, text: str) -> list[str]:
    findings = scan(text)
    if not findings:
        return []
    kinds = "、".join(sorted({str(finding.kind.label) for finding in findings}))
    return [f"{label}含个人信息（{kinds}，共 {len(findings)} 处），请脱敏，或者填写个人信息说明。"]


def approved_steps(record: InformationRecord, revision: Revision) -> dict[str, RecordDecision]:
    """Return the last word of each step where it is an approval of exactly this text."""
    digest = content_digest(revision)
    latest: dict[str, RecordDecision] = {}
    for decision in RecordDecision.objects.filter(record_id=record.pk, revision=revision).order_by("decided_at", "id"):
        latest[decision.step] = decision
    return {
        step: decision
        for step, decision in latest.items()
        if decision.outcome == DecisionOutcome.APPROVED and decision.content_digest == digest
    }


def decision_blockers(*, record: InformationRecord, revision: Revision, step: ReviewStep, by: User) -> list[str]:
    """Return why this person may not decide this step on this revision: four eyes, superuser included."""
    reasons: list[str] = []
    role = STEP_ROLES[step]
    if not holds_role(by, role, organ_id=record.organ_id):
        reasons.append(f"您不是{record.organ}的{role.label}，不能办理{step.label}。")
    if by.pk in author_ids(record):
        reasons.append(f"您参与了拟稿，{step.label}须由其他人办理。")
    if record.latest_revision_id != revision.pk:
        reasons.append("内容在送审后有改动，请打开最新版本重新办理。")
    done = approved_steps(record, revision)
    missing = [earlier.label for earlier in STEP_ORDER[: STEP_ORDER.index(step)] if earlier not in done]
    if missing:
        reasons.append(f"前面的环节尚未完成：{'、'.join(missing)}。")
    return reasons


def publication_blockers(*, record: InformationRecord, revision: Revision) -> list[str]:
    """Return why this revision of the record may not go public."""
    draft: InformationRecord = revision.as_object()
    reasons = content_blockers(draft)
    if draft.attribute in NOT_OPEN_ATTRIBUTES:
        reasons.append(f"公开属性为{draft.get_attribute_display()}，不能发布。")
    done = approved_steps(record, revision)
    reasons.extend(f"未完成{step.label}。" for step in STEP_ORDER if step not in done)
    authors = author_ids(record)
    reasons.extend(
        f"{decision.get_step_display()}由拟稿人办理，须换人重新办理。"
        for decision in done.values()
        if decision.decided_by_id in authors
    )
    if record.latest_revision_id != revision.pk and revision.approved_go_live_at is None:
        reasons.append("签发的不是最新版本，请重新送审。")
    return reasons


def unique_reasons(reasons: Iterable[str]) -> list[str]:
    """Return the reasons in order, each once."""
    return list(dict.fromkeys(reasons))
