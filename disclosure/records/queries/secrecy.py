"""Secrecy reviews: the one that counts for a text, what it forbids, and the referrals that wait for a reply."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from wagtail.models import Revision, TaskState

from disclosure.records.enums import Attribute, SecrecyResult
from disclosure.records.models import InformationRecord, SecrecyReview
from disclosure.records.queries.digests import content_digest


def secrecy_review_for(record: InformationRecord, digest: str) -> SecrecyReview | None:
    """Return the last secrecy review of exactly this text; None when there is none or it was of another text."""
    reviews = SecrecyReview.objects.filter(record_id=record.pk, content_digest=digest)
    return reviews.order_by("decided_at", "id").last()


def secrecy_blockers(record: InformationRecord, revision: Revision, *, attribute: Attribute | None = None) -> list[str]:
    """Return why the secrecy review keeps this revision from going public (条例第十七条); empty when it does not.

    `attribute` is what the signer fixes, where that is not what the revision proposes.
    """
    if (attribute or revision.as_object().attribute) != Attribute.OPEN:
        return []
    review = secrecy_review_for(record, content_digest(revision))
    if review is None:
        return ["这一版本还没有保密审查结论，请由保密审查人审查。"]
    if review.result == SecrecyResult.REFUSED:
        return ["保密审查结论为不可公开，不能作为主动公开签发，请退回修改或者改定公开属性。"]
    if review.result == SecrecyResult.REFERRED:
        return [f"已报送{review.referred_to}确定，收到答复前不能公开。"]
    return []


@dataclass(frozen=True)
class WaitingReferral:
    """A referral (待确定) without a reply, and the days since it was sent."""

    review: SecrecyReview
    days: int


def waiting_referrals(*, records: QuerySet[InformationRecord], on: date) -> list[WaitingReferral]:
    """Return the referrals of these records that wait for a reply on this day, the longest waiting first.

    A referral of a text that was edited or taken back since waits for nothing any more.
    """
    under_review = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, revision_id=OuterRef("revision_id")
    ).values("pk")
    reviews = (
        SecrecyReview.objects.filter(
            Exists(under_review),
            record__in=records.order_by().values("pk"),
            result=SecrecyResult.REFERRED,
            replied_on__isnull=True,
        )
        .select_related("record__organ", "decided_by")
        .order_by("referred_on", "pk")
    )
    return list(_with_days(reviews, on))


def _with_days(reviews: Iterable[SecrecyReview], on: date) -> Iterable[WaitingReferral]:
    for review in reviews:
        days = (on - review.referred_on).days if review.referred_on else 0
        yield WaitingReferral(review, max(days, 0))
