"""The files that pieces carry, generated and taken in like any upload."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from docx import Document
from openpyxl import Workbook

from disclosure.organs.models import Organ
from disclosure.records.models import Attachment
from disclosure.records.services.attachments import prepare_attachment, upload_refusals
from zhifu_portal.demo.content import DEMO_NOTE, AttachmentKind
from zhifu_portal.demo.content import Attachment as DemoFile
from zhifu_portal.demo.creation.pdf import pdf_bytes
from zhifu_portal.kernel.refusals import refuse_if


def create_attachment(demo: DemoFile, *, organ: Organ, by: User) -> Attachment:
    """Generate the file and store it; raise Refused when the inspection of uploads finds fault with it."""
    file = ContentFile(WRITERS[demo.kind](demo), name=demo.file_name)
    refuse_if(upload_refusals(file=file))
    attachment = prepare_attachment(attachment=Attachment(organ=organ, title=demo.title), file=file, by=by)
    attachment.file = file
    attachment.save()
    return attachment


def _docx(demo: DemoFile) -> bytes:
    document = Document()
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", demo.title
    properties.created = properties.modified = datetime.now(UTC)
    document.add_heading(demo.title, level=1)
    for paragraph in demo.paragraphs:
        document.add_paragraph(paragraph)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx(demo: DemoFile) -> bytes:
    workbook = Workbook()
    workbook.properties.creator = ""
    workbook.properties.title = demo.title
    sheet = workbook.active
    sheet.append([demo.title])
    sheet.append(demo.columns)
    for row in demo.rows:
        sheet.append(row)
    sheet.append([DEMO_NOTE])
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _pdf(demo: DemoFile) -> bytes:
    return pdf_bytes(title=demo.title, paragraphs=demo.paragraphs)


def _txt(demo: DemoFile) -> bytes:
    return "\n".join([demo.title, *demo.paragraphs]).encode()


WRITERS: Mapping[AttachmentKind, Callable[[DemoFile], bytes]] = {
    AttachmentKind.PDF: _pdf,
    AttachmentKind.DOCX: _docx,
    AttachmentKind.XLSX: _xlsx,
    AttachmentKind.TXT: _txt,
}
