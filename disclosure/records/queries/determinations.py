"""What has been said about the attribute of a record, by whom, and what was fixed."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from wagtail.models import Revision

from disclosure.records.enums import Attribute, DeterminationOutcome, DeterminationStage, PublicationStatus
from disclosure.records.models import Determination, DeterminationGround, Ground, InformationRecord, SecrecyReview
from disclosure.records.queries.digests import content_digest
from disclosure.records.queries.forwarding import SETTLING_STAGES, forwarding_gaps
from disclosure.records.queries.statement_gaps import statement_gaps
from disclosure.records.queries.statements import carry_statement, statement_from, statement_of


def determination_gaps(draft: InformationRecord, *, on: date | None = None) -> list[str]:
    """Return what is missing or wrong in the attribute a draft proposes: grounds, 第十五条, 第十六条, forwarding.

    By the law of the day `on`, today when it is not given.
    """
    day = on or timezone.localdate()
    return statement_gaps(statement_of(draft, on=day), on=day) + forwarding_gaps(draft, on=day)


def is_ground_used(ground: Ground) -> bool:
    """Say whether something was decided on this wording: then it is ended, never edited."""
    return (
        DeterminationGround.objects.filter(ground=ground).exists()
        or SecrecyReview.objects.filter(grounds=ground).exists()
    )


def with_grounds(determinations: QuerySet[Determination]) -> QuerySet[Determination]:
    """Load determinations as a screen shows them: in order, with people, organs and grounds in their old wording."""
    grounds = DeterminationGround.objects.select_related("ground")
    loaded = determinations.select_related("decided_by", "organ").order_by("decided_at", "id")
    return loaded.prefetch_related(Prefetch("grounds", queryset=grounds))


def words_on(revision: Revision) -> list[Determination]:
    """Return every word said on exactly this text, oldest first; of the drafter the last one."""
    found = Determination.objects.filter(revision=revision, content_digest=content_digest(revision))
    words = list(with_grounds(found))
    proposals = [word for word in words if word.stage == DeterminationStage.PROPOSED]
    return proposals[-1:] + [word for word in words if word.stage != DeterminationStage.PROPOSED]


def has_disagreement(words: Iterable[Determination]) -> bool:
    """Say whether a reviewer or a joint organ stated something else, so that the signer must choose."""
    return any(word.outcome == DeterminationOutcome.DISAGREED for word in words)


def fixed_word(revision: Revision) -> Determination | None:
    """Return what the signer fixed on exactly this text; None before the signature."""
    signed = Determination.objects.filter(
        revision=revision, stage=DeterminationStage.SIGNED, content_digest=content_digest(revision)
    )
    return signed.order_by("decided_at", "id").last()


def fixed_draft(revision: Revision) -> InformationRecord:
    """Return the text of a revision with the attribute the signer fixed, else with the one it proposes."""
    draft: InformationRecord = revision.as_object()
    word = fixed_word(revision)
    return carry_statement(draft, statement_from(word)) if word else draft


def settled_attribute(record: InformationRecord) -> Attribute:
    """Return the attribute the record has had so far: what was last fixed; undetermined for what never was.

    A record that came by import and was public or registered already has the attribute it came with.
    """
    settled = Determination.objects.filter(record_id=record.pk, stage__in=sorted(SETTLING_STAGES))
    last = settled.order_by("decided_at", "id").values_list("to_attribute", flat=True).last()
    if last is not None:
        return Attribute(last)
    if record.status == PublicationStatus.DRAFT:
        return Attribute.UNDETERMINED
    return Attribute(record.attribute)


def evidence_under_way(record: InformationRecord) -> str:
    """Return what made somebody propose a new attribute since the last one was fixed; empty when nothing did."""
    words = Determination.objects.filter(record_id=record.pk)
    settled = words.filter(stage__in=sorted(SETTLING_STAGES)).order_by("decided_at", "id").last()
    since = words.filter(pk__gt=settled.pk) if settled else words
    found = since.exclude(evidence="").order_by("decided_at", "id").values_list("evidence", flat=True).last()
    return found or ""
