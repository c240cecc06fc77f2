"""Records as the public index sees them: only what is public now."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils import timezone

from disclosure.records.kinds import PLAIN_KIND_NAME, kind_of, kind_relations, validity_of
from disclosure.records.models import InformationRecord
from zhifu_portal.search.entries import Entry

HEADING = re.compile(r"<h[2-4][^>]*>(.*?)</h[2-4]>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def public_ids() -> Iterator[str]:
    """Yield the ids of all public records, without holding them in memory."""
    today = timezone.localdate()
    for pk in InformationRecord.objects.public(on=today).order_by("pk").values_list("pk", flat=True).iterator():
        yield str(pk)


def load_entries(ids: Sequence[str]) -> Iterable[Entry]:
    """Yield an entry for each of these records that anyone may read now."""
    today = timezone.localdate()
    records = (
        InformationRecord.objects.public(on=today)
        .filter(pk__in=[pk for pk in ids if pk.isdigit()])
        .select_related("organ", "lead_organ", *kind_relations())
        .prefetch_related("topics__parent", "attachment_links__attachment")
    )
    for record in records:
        yield entry_of(record)


def entry_of(record: InformationRecord) -> Entry:
    """Return the index entry of a public record."""
    kind, _child = kind_of(record)
    issuer = record.lead_organ or record.organ
    html = record.body_html()
    links = record.attachment_links.all()
    return Entry(
        key=f"record:{record.pk}",
        kind=kind.name if kind else PLAIN_KIND_NAME,
        title=record.title,
        url=record.get_absolute_url(),
        published_at=record.published_at or record.registered_at,
        number=record.document_number,
        headings="\n".join(TAG.sub("", heading) for heading in HEADING.findall(html)),
        body="\n".join(part for part in (record.summary, record.body_text()) if part),
        organ=issuer.name,
        organ_id=str(issuer.pk),
        topics=tuple(topic.name for topic in record.topics.all()),
        genre=record.get_genre_display(),
        validity=validity_of(record).label,
        issued_on=record.composed_on,
        keywords=" ".join((record.keywords, record.index_number)),
        attachments_text="\n".join(f"{link.attachment.title}\n{link.attachment.text}" for link in links),
        external_id=record.external_id,
    )
