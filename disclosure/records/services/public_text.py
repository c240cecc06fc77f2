"""The public form of a record's text: what its row in the database holds while it is live."""

from disclosure.records.body import is_marked, redact_body
from disclosure.records.models import InformationRecord
from disclosure.records.queries.severance import public_file


def put_public_text(*, record: InformationRecord) -> InformationRecord:
    """Put the redacted body and the public forms of the files into a record that is about to go live; it is not saved.

    The whole text stays in its revisions alone, so every page, feed, file and index made of the row is safe without
    knowing of it (docs/adr/0021). Marks count whatever the record calls itself.
    """
    if is_marked(record.body):
        record.body = redact_body(record.body)
    links = list(record.attachment_links.all())
    for link in links:
        link.attachment = public_file(link)
        link.rendition = None
    record.attachment_links = links
    return record
