"""Findings of a record: which are open, and why they keep a text from going public."""

from collections.abc import Iterable

from wagtail.models import Revision

from disclosure.records.enums import Attribute
from disclosure.records.models import Finding, InformationRecord
from disclosure.records.queries.finding_scan import Found, find_in_draft


def present_findings(record: InformationRecord) -> list[Finding]:
    """Return what the last check found and what has been said about it, place by place."""
    return list(
        Finding.objects.filter(record_id=record.pk, gone_at__isnull=True)
        .select_related("justified_by", "confirmed_by")
        .order_by("place", "id")
    )


def open_findings(record: InformationRecord, revision: Revision) -> list[Found]:
    """Return what this revision carries that nobody has justified and a second person confirmed.

    The revision itself is searched: it does not matter whether or when a check was run on it.
    """
    found = find_in_draft(revision.as_object())
    settled = _fingerprints_of(record, found, confirmed=True)
    return [each for each in found if each.fingerprint not in settled]


def finding_blockers(record: InformationRecord, revision: Revision, *, attribute: Attribute | None = None) -> list[str]:
    """Return why findings keep this revision from going public; a record that is not open is not kept back.

    `attribute` is what the signer fixes, where that is not what the revision proposes.
    """
    if (attribute or revision.as_object().attribute) != Attribute.OPEN:
        return []
    return [
        f"{each.place}有{each.label}（{each.excerpt}），请脱敏，或者说明保留理由并由第二人确认。"
        for each in open_findings(record, revision)
    ]


def unjustified_findings(record: InformationRecord, revision: Revision) -> list[str]:
    """Return why the secrecy review may not clear this revision yet: what nobody has even justified."""
    found = find_in_draft(revision.as_object())
    justified = _fingerprints_of(record, found, confirmed=False)
    return [
        f"{each.place}有{each.label}（{each.excerpt}），请先脱敏或者逐项说明保留理由。"
        for each in found
        if each.fingerprint not in justified
    ]


def _fingerprints_of(record: InformationRecord, found: Iterable[Found], *, confirmed: bool) -> set[str]:
    """Return the fingerprints among these that are justified, and confirmed where that is asked."""
    wanted = {each.fingerprint for each in found}
    if not wanted:
        return set()
    rows = Finding.objects.filter(record_id=record.pk, justified_by__isnull=False)
    if confirmed:
        rows = rows.filter(confirmed_by__isnull=False)
    return wanted & set(rows.values_list("fingerprint", flat=True))
