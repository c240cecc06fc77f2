"""Files of records for tests: real ones, read as an upload is."""

from django.core.files.base import ContentFile

from disclosure.records.models import Attachment
from disclosure.records.services.attachments import prepare_attachment


def attachment_of(staff, file, name, title="演示附件"):
    """Return a saved attachment of the staff's organ with the bytes of this file."""
    content = ContentFile(file.read(), name=name)
    attachment = Attachment(organ=staff.organ, title=title, file=content)
    prepare_attachment(attachment=attachment, file=content, by=staff.editor)
    attachment.save()
    return attachment
