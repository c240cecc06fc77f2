"""Conversion cases: why nothing can be noted or decided now, and what speaks for opening a record."""

from datetime import date

from django.contrib.auth.models import User
from django.db.models import Count, Max, Q, QuerySet

from disclosure.organs.enums import Role
from disclosure.organs.permissions import scope_of
from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, PublicationStatus
from disclosure.records.models import InformationRecord
from disclosure.records.queries.authors import author_ids
from disclosure.records.queries.steps import current_step
from disclosure.review.enums import ConversionStatus, EvidenceKind
from disclosure.review.models import ConversionCase, ConversionEvidence

NOTING_ROLES = frozenset({Role.EDITOR, Role.REVIEWER, Role.DISCLOSURE_OFFICE})
LONGEST_KEY = 80


def convertible_blockers(record: InformationRecord) -> list[str]:
    """Return why this record is none that could be converted: it must be registered and not open."""
    if record.status == PublicationStatus.REGISTERED and record.attribute in NOT_OPEN_ATTRIBUTES:
        return []
    state = f"{record.get_status_display()}、{record.get_attribute_display()}"
    return [f"该信息目前是“{state}”，只有已登记的依申请公开、不予公开信息才能转为主动公开。"]


def evidence_blockers(
    *, record: InformationRecord, kind: str, key: str, note: str, on: date, today: date, by: User | None
) -> list[str]:
    """Return why this evidence cannot be noted; `by` None is the system, which hears of requests by itself."""
    reasons = convertible_blockers(record)
    if kind not in EvidenceKind.values:
        reasons.append("请选择来源：依申请提供、申请人建议或者定期审查。")
    if not key:
        reasons.append("请填写来源编号，同一来源只登记一次。")
    if len(key) > LONGEST_KEY:
        reasons.append(f"来源编号过长，不能超过{LONGEST_KEY}字。")
    if kind == EvidenceKind.SUGGESTION and not note:
        reasons.append("请写明申请人建议的内容和理由。")
    if on > today:
        reasons.append("日期晚于今天，请核对。")
    if by is not None and not scope_of(by).has(NOTING_ROLES, record.organ_id):
        reasons.append(f"登记须由{record.organ}的编辑、审核人或者政务公开办办理。")
    return reasons


def decision_blockers(*, case: ConversionCase, record: InformationRecord, reason: str, by: User) -> list[str]:
    """Return why this person may not decide the case: the organ's reviewer does, never who wrote the record."""
    reasons: list[str] = []
    if not scope_of(by).has({Role.REVIEWER}, case.organ_id):
        reasons.append(f"您不是{case.organ}的审核人，不能决定是否转为主动公开。")
    if by.pk in author_ids(record):
        reasons.append("您参与了拟稿，须由其他审核人决定是否转为主动公开。")
    if not reason:
        reasons.append("请写明理由。")
    return reasons


def opening_blockers(*, case: ConversionCase, record: InformationRecord) -> list[str]:
    """Return why the record cannot be put on its way to publication now."""
    reasons = convertible_blockers(record)
    if current_step(record) is not None:
        reasons.append("该信息正在审签，请等待办理结果。")
    return reasons


def is_worth_a_decision(case: ConversionCase, *, new: ConversionEvidence, threshold: int) -> bool:
    """Say whether the new evidence puts the case into the queue.

    A suggestion does at once, requests when there are enough of them; what was declined is asked again.
    """
    if case.status == ConversionStatus.DECLINED:
        return True
    if case.status != ConversionStatus.WATCHING:
        return False
    return new.kind == EvidenceKind.SUGGESTION or request_count(case) >= threshold


def request_count(case: ConversionCase) -> int:
    """Return how many different requests were answered with the record."""
    return case.evidence.filter(kind=EvidenceKind.REQUEST).count()


def with_counts(cases: QuerySet[ConversionCase]) -> QuerySet[ConversionCase]:
    """Load what the list shows: record, organ, how often the record was asked for, and when last."""
    return cases.select_related("record", "organ").annotate(
        requests=Count("evidence", filter=Q(evidence__kind=EvidenceKind.REQUEST)),
        suggestions=Count("evidence", filter=Q(evidence__kind=EvidenceKind.SUGGESTION)),
        last_on=Max("evidence__noted_on"),
    )
