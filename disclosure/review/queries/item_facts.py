"""What a reviewer must know before deciding: the ground then and now, and what has changed since."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from disclosure.records.enums import GroundForce, ThirdPartyPosition
from disclosure.records.models import Determination, DeterminationGround, Ground, InformationRecord
from disclosure.records.queries.grounds import ground_wording
from disclosure.review.enums import EvidenceKind, ReviewOutcome
from disclosure.review.models import ConversionEvidence, ReviewItem, ReviewState
from disclosure.review.queries.rounds import earlier_reviews


@dataclass(frozen=True)
class Change:
    """Something that has changed, or has not, since the record was last examined; `speaks_for_opening` marks it."""

    subject: str
    finding: str
    speaks_for_opening: bool = False


@dataclass(frozen=True)
class ItemFacts:
    """The record, its ground in both wordings, the changes since `since`, and earlier reviews."""

    since: date
    ground_then: Ground | None
    ground_now: Ground | None
    determination: Determination | None
    changes: list[Change]
    earlier: list[ReviewItem]


def facts_of(item: ReviewItem, *, on: date) -> ItemFacts:
    """Return what the decision screen shows of an item on this day."""
    record = item.record
    earlier = list(earlier_reviews(item))
    determination = Determination.objects.filter(record=record).order_by("decided_at", "pk").last()
    since = _last_examined(record, determination, earlier)
    then = _ground_then(determination, item.ground) or ground_wording(item.ground, on=since)
    now = ground_wording(item.ground, on=on)
    changes = [
        _law_change(item.ground, then, now),
        *_third_party_change(record, now),
        *_term_change(record, on=on),
        _asked_change(record, since=since),
    ]
    if earlier:
        changes.append(Change("上次审查", f"{earlier[0].get_outcome_display()}：{earlier[0].reason}"))
    return ItemFacts(
        since=since, ground_then=then, ground_now=now, determination=determination, changes=changes, earlier=earlier
    )


def _last_examined(record: InformationRecord, determination: Determination | None, earlier: list[ReviewItem]) -> date:
    """Return the day of the last review, else of the last determination, else of the registration."""
    if earlier and earlier[0].decided_at:
        return timezone.localdate(earlier[0].decided_at)
    return timezone.localdate(determination.decided_at if determination else record.registered_at)


def _ground_then(determination: Determination | None, code: str) -> Ground | None:
    """Return the wording the determination was made on."""
    if determination is None:
        return None
    said = DeterminationGround.objects.filter(determination=determination, ground__code=code)
    found = said.select_related("ground").first()
    return found.ground if found else None


def _law_change(code: str, then: Ground | None, now: Ground | None) -> Change:
    if now is None:
        day = f"，自{then.repealed_on:%Y年%m月%d日}起不再适用" if then and then.repealed_on else ""
        return Change("情形", f"情形 {code} 已经废止{day}。", speaks_for_opening=True)
    if then is not None and then.pk != now.pk:
        return Change("情形", f"条文已经修改，{now.effective_on:%Y年%m月%d日}起施行，请对照新条文。")
    return Change("情形", "条文没有变化。")


def _third_party_change(record: InformationRecord, now: Ground | None) -> list[Change]:
    """条例第十五条: what the third party says decides, unless the public interest outweighs it."""
    if now is None or now.force != GroundForce.CONSENT:
        return []
    position = ThirdPartyPosition(record.third_party)
    if position in {ThirdPartyPosition.CONSENTED, ThirdPartyPosition.PUBLIC_INTEREST}:
        return [Change("第三方", f"登记为“{position.label}”，应当公开。", speaks_for_opening=True)]
    if position == ThirdPartyPosition.REFUSED:
        return [Change("第三方", "登记为第三方不同意公开；情况可能变化，可以再次征求意见。")]
    return [Change("第三方", "还没有征求第三方意见，请先征求。")]


def _term_change(record: InformationRecord, *, on: date) -> list[Change]:
    """保密法: a secret has a term; the reviewers before have noted it."""
    until = ReviewState.objects.filter(record=record).values_list("secret_until", flat=True).first()
    if until is None:
        return []
    if until <= on:
        return [Change("保密期限", f"已于{until:%Y年%m月%d日}届满，应当研究公开。", speaks_for_opening=True)]
    return [Change("保密期限", f"{until:%Y年%m月%d日}届满。")]


def _asked_change(record: InformationRecord, *, since: date) -> Change:
    """Requests answered with this record, and suggestions to open it (依申请转主动)."""
    evidence = ConversionEvidence.objects.filter(case__record=record)
    kinds = list(evidence.values_list("kind", "noted_on"))
    requests = sum(kind == EvidenceKind.REQUEST for kind, _day in kinds)
    recent = sum(kind == EvidenceKind.REQUEST and day >= since for kind, day in kinds)
    suggestions = sum(kind == EvidenceKind.SUGGESTION for kind, _day in kinds)
    if not requests and not suggestions:
        return Change("申请", "没有人申请过这件信息，也没有公开的建议。")
    words = f"被申请 {requests} 次（上次审查以来 {recent} 次），建议公开 {suggestions} 次。"
    return Change("申请", words, speaks_for_opening=True)


def default_outcome(facts: ItemFacts) -> str:
    """Return the outcome the form offers first: none where something speaks for opening, so that a person chooses."""
    return "" if any(change.speaks_for_opening for change in facts.changes) else ReviewOutcome.KEEP
