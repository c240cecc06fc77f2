"""The rows of law every installation starts with: made once, never rewritten."""

from django.db import transaction

from disclosure.catalog.models import CatalogEntry
from disclosure.records.models import DisclosureLimit, Ground
from disclosure.records.official import OFFICIAL_GROUNDS, OFFICIAL_LIMITS, OfficialLimit
from zhifu_portal.kernel.audit import record_audit


@transaction.atomic
def ensure_grounds() -> int:
    """Make the exemption grounds that are missing; return how many were made. A row that exists stays as it is."""
    missing = [
        ground
        for ground in OFFICIAL_GROUNDS
        if not Ground.objects.overlapping(code=ground.code, since=ground.effective_on).exists()
    ]
    rows = [
        Ground.objects.create(
            code=ground.code,
            name=ground.name,
            article=ground.article,
            text=ground.text,
            force=ground.force,
            effective_on=ground.effective_on,
        )
        for ground in missing
    ]
    if rows:
        record_audit(action="law.grounds_seeded", by=None, subject=rows[0], detail={"made": len(rows)})
    return len(rows)


@transaction.atomic
def ensure_limits() -> int:
    """Make the special time limits that are missing; return how many were made."""
    missing = [
        limit
        for limit in OFFICIAL_LIMITS
        if not DisclosureLimit.objects.overlapping(code=limit.code, since=limit.effective_on).exists()
    ]
    rows = [_make_limit(limit) for limit in missing]
    if rows:
        record_audit(action="law.limits_seeded", by=None, subject=rows[0], detail={"made": len(rows)})
    return len(rows)


def _make_limit(limit: OfficialLimit) -> DisclosureLimit:
    row = DisclosureLimit.objects.create(
        code=limit.code,
        subject=limit.subject,
        amount=limit.amount,
        unit=limit.unit,
        starts_from=limit.starts_from,
        basis=limit.basis,
        effective_on=limit.effective_on,
    )
    row.catalog_entries.set(CatalogEntry.objects.filter(slug__in=limit.entries))
    return row
