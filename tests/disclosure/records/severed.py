"""Partly open records for tests: marked bodies, files with a withheld passage, and the way to the site."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.rich_text import RichText

from disclosure.records.models import Attachment, InformationRecord, RecordAttachment
from disclosure.records.services.attachments import prepare_attachment
from disclosure.records.services.severance import sever_attachment
from tests.disclosure.factories import make_draft
from tests.kernel.files import samples

SECRET = "张演示的住址"
SEVERED = {
    "is_severed": True,
    "ground": "E16-2",
    "ground_reason": "属于讨论记录。",
    "discretion_reason": "公开会影响讨论。",
}


def upload(staff, file, name, **fields):
    """Return an attachment of the organ taken in by the service."""
    uploaded = SimpleUploadedFile(name, file.getvalue())
    attachment = Attachment(organ=staff.organ, file=uploaded, **fields)
    prepare_attachment(attachment=attachment, file=uploaded, by=staff.editor).save()
    return attachment


def word_attachment(staff, *paragraphs, name="演示名单.docx"):
    """Return a Word file of these paragraphs."""
    return upload(staff, samples.docx_file(*(paragraphs or (f"公开，{SECRET}，公开",))), name)


def marked_draft(staff, *, html=f"<p>公开的话，⟦{SECRET}⟧。</p>", attachments=(), model=InformationRecord, **fields):
    """Return a partly open draft with this text and these files."""
    blocks = [("text", RichText(html))]
    record = make_draft(staff, model=model, **{"body": blocks, "title": "演示数据：部分公开", **SEVERED, **fields})
    if attachments:
        record.attachment_links = [RecordAttachment(attachment=attachment) for attachment in attachments]
        record.save()
        record.save_revision(user=staff.editor)
    return model.objects.get(pk=record.pk)


def sever(record, attachment, staff, *texts, **more):
    """Have the public form of a file of this record made without these texts."""
    passages = [{"text": text, "ground": "E16-2", "reason": "属于讨论记录。"} for text in texts or (SECRET,)]
    return sever_attachment(
        record_id=record.pk,
        attachment_id=attachment.pk,
        passages=more.get("passages", passages),
        by=more.get("by", staff.editor),
        now=timezone.now(),
    )
