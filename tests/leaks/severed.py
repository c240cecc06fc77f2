"""Partly open records: public, and full of words that are withheld in every place a mark or a file can hold one.

The words of such a record are planted between public ones; the bait of each stands beside its needle in public, so
that the crawl finds the page, and every file and index that leads to it, by asking for the bait.
"""

from datetime import timedelta
from io import BytesIO

import docx
import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl.comments import Comment
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from wagtail.rich_text import RichText

from disclosure.records.models import Attachment, InformationRecord, RecordAttachment
from disclosure.records.queries.severance import latest_draft
from disclosure.records.services.attachments import prepare_attachment
from disclosure.records.services.publication import expire_record, withdraw_record
from disclosure.records.services.review import submit_record
from disclosure.records.services.severance import sever_attachment
from tests.disclosure.factories import make_draft
from tests.kernel.files import samples
from tests.leaks.canaries import Planter, Words

# Places of these words: blocks, cells, captions, links; text, properties and names of files; what a file hides.
SEVERED_PLACES = (
    "style bracket across link cell caption wordtext wordproperty wordcomment pdftext pdfproperty pdfnote "
    "sheetcell sheethidden sheetcomment picture"
).split()
GROUND = {"ground": "E16-2", "reason": "属于讨论记录。"}
STATEMENT = {
    "is_severed": True,
    "ground": "E16-2",
    "ground_reason": "属于讨论记录。",
    "discretion_reason": "公开会影响讨论。",
}


def severed_body(words: Words) -> list[tuple[str, object]]:
    """Return a body with a withheld word of every kind of mark, baits in public."""
    w = words
    html = (
        f'<h2>{w.bait("style")} <span data-withheld="true">{w.needle("style")}</span></h2>'
        f"<p>{w.bait('bracket')} ⟦{w.needle('bracket')}<strong>{w.needle('bracket')}</strong>⟧ 公开</p>"
        f"<p>{w.bait('across')} ⟦{w.needle('across')}</p><ul><li>{w.needle('across')}</li></ul><p>⟧ 公开</p>"
        f'<p>{w.bait("link")} <a href="https://example.org/{w.needle("link")}">'
        f'<span data-withheld="true">{w.needle("link")}</span></a></p>'
    )
    table = {
        "data": [["公开", f"{w.bait('cell')} ⟦{w.needle('cell')}⟧"]],
        "table_caption": f"{w.bait('caption')} ⟦{w.needle('caption')}⟧",
    }
    return [("text", RichText(html)), ("table", table)]


def word_file(words: Words) -> tuple[BytesIO, list[dict[str, object]]]:
    """Return a docx, and what of it is withheld."""
    document = docx.Document()
    paragraph = document.add_paragraph(f"{words.bait('wordtext')} {words.needle('wordtext')}")
    document.add_comment(paragraph.runs, text=words.needle("wordcomment"), author=words.needle("wordcomment"))
    document.core_properties.author = words.needle("wordproperty")
    return samples.saved(document), [{"text": words.needle("wordtext"), **GROUND}]


def sheet_file(words: Words) -> tuple[BytesIO, list[dict[str, object]]]:
    """Return an xlsx, and what of it is withheld."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append([words.bait("sheetcell"), words.needle("sheetcell")])
    sheet.append([words.needle("sheethidden")])
    sheet.row_dimensions[2].hidden = True
    sheet["A1"].comment = Comment(words.needle("sheetcomment"), words.needle("sheetcomment"))
    return samples.saved(workbook), [{"text": words.needle("sheetcell"), **GROUND}]


def pdf_file(words: Words) -> tuple[BytesIO, list[dict[str, object]]]:
    """Return a PDF, and what of it is withheld."""
    info = {"/Author": words.needle("pdfproperty"), "/Custom": words.needle("pdfnote")}
    page = f"{words.bait('pdftext')} {words.needle('pdftext')}"
    return samples.pdf_file(page, info=info), [{"text": words.needle("pdftext"), **GROUND}]


def picture_file(words: Words) -> tuple[BytesIO, list[dict[str, object]]]:
    """Return a picture with words in its metadata, and the part of it that is withheld."""
    out = BytesIO()
    said = PngInfo()
    said.add_text("Comment", words.needle("picture"))
    exif = Image.Exif()
    exif[0x010E] = words.needle("picture")
    Image.new("RGB", (40, 40), "white").save(out, "PNG", pnginfo=said, exif=exif.tobytes())
    return out, [{"box": [1, 0, 0, 50, 50], **GROUND}]


FILES = {"docx": word_file, "xlsx": sheet_file, "pdf": pdf_file, "png": picture_file}
# The name of a file holds a passage of its text.
NAMED_AFTER = {"docx": "wordtext", "xlsx": "sheetcell", "pdf": "pdftext"}


class SeveredPlanter:
    """Plants partly open records beside the others, in every state that leads to or from the site."""

    def __init__(self, planter: Planter) -> None:
        self.planter = planter
        self.staff = planter.staff

    def plant(self) -> None:
        """Plant every state; public are those named `severed` and `severedcorrection`."""
        states = {
            "severed": self.public,
            "severedcorrection": self.pending_correction,
            "severedwithdrawn": self.withdrawn,
            "severedexpired": self.expired,
        }
        for state, plant in states.items():
            self.planter.world.records[state + self.planter.suffix] = plant(state)

    def draft(self, state: str, **fields: object) -> InformationRecord:
        """Return a draft whose files have their public forms; of the correction's state the last words are new."""
        words = Words(state + self.planter.suffix, tuple(SEVERED_PLACES))
        self.planter.world.words[words.state] = words
        values = {"title": f"演示数据：{words.state}", "body": severed_body(words), **STATEMENT, **fields}
        record = make_draft(self.staff, model=self.planter.model, **values)
        # One record that is public shows what becomes of every kind of file, the others of one.
        self.attach_files(record, words, kinds=list(FILES) if state == "severed" else ["docx"])
        return record

    def attach_files(self, record: InformationRecord, words: Words, *, kinds: list[str]) -> None:
        """Put files of these kinds into a record and have their public forms made."""
        made = {name: FILES[name](words) for name in kinds}
        files = {name: self.upload(words, name, file) for name, (file, _passages) in made.items()}
        draft = latest_draft(record)
        draft.attachment_links = [RecordAttachment(attachment=file) for file in files.values()]
        draft.save_revision(user=self.staff.editor)
        for name, (_file, passages) in made.items():
            result = sever_attachment(
                record_id=record.pk,
                attachment_id=files[name].pk,
                passages=passages,
                by=self.staff.editor,
                now=timezone.now(),
            )
            self.planter.world.attachment_ids += [files[name].pk, result.rendition_id]

    def upload(self, words: Words, extension: str, file: BytesIO) -> Attachment:
        """Return an attachment taken in by the service under a name that tells what is withheld."""
        stem = words.needle(NAMED_AFTER[extension]) if extension in NAMED_AFTER else "picture"
        uploaded = SimpleUploadedFile(f"{stem}.{extension}", file.getvalue())
        attachment = Attachment(organ=self.staff.organ, file=uploaded)
        prepare_attachment(attachment=attachment, file=uploaded, by=self.staff.editor).save()
        return attachment

    def public(self, state: str, **fields: object) -> InformationRecord:
        return self.planter.publish(self.draft(state, **fields))

    def pending_correction(self, state: str) -> InformationRecord:
        """A public record with a correction under way: its whole text is in a new revision."""
        record = self.public(state)
        draft = latest_draft(record)
        draft.change_note = "按核对结果更正。"
        draft.save_revision(user=self.staff.editor)
        submit_record(record_id=record.pk, by=self.staff.editor)
        return record

    def withdrawn(self, state: str) -> InformationRecord:
        record = self.public(state)
        withdraw_record(record_id=record.pk, explanation="正在核实。", by=self.staff.signer, now=timezone.now())
        return record

    def expired(self, state: str) -> InformationRecord:
        today = timezone.localdate()
        record = self.public(state, composed_on=today, visible_until=today)
        assert expire_record(record_id=record.pk, now=timezone.now() + timedelta(days=1))
        return record
