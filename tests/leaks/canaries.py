"""Records in every state that is not public, each full of words that must never be read.

Every place holds two words side by side: a bait, which the crawl asks for, and a needle, which no answer may hold.
So an answer that repeats the question is no leak, and a leak cannot hide behind it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.rich_text import RichText

from disclosure.records.enums import Attribute, PublicationStatus, ThirdPartyPosition
from disclosure.records.models import Attachment, InformationRecord, RecordAttachment
from disclosure.records.services.attachments import prepare_attachment
from disclosure.records.services.publication import expire_record, replace_record, withdraw_record
from disclosure.records.services.review import submit_record
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import make_draft, sign_and_publish

PLACES = "title summary keywords body number source author justification file text property note".split()


@dataclass
class Words:
    """The words of one record: `needle(place)` is secret, `bait(place)` is asked for."""

    state: str
    places: tuple[str, ...] = tuple(PLACES)

    def needle(self, place: str) -> str:
        return f"needle{self.state}{place}"

    def bait(self, place: str) -> str:
        return f"bait{self.state}{place}"

    def both(self, place: str) -> str:
        return f"{self.bait(place)} {self.needle(place)}"


@dataclass
class World:
    """What was planted: records by state, the words that must stay hidden, and the addresses that may show a title."""

    records: dict[str, InformationRecord] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)
    attachment_ids: list[int] = field(default_factory=list)

    @property
    def needles(self) -> list[str]:
        return [words.needle(place) for words in self.words.values() for place in words.places]

    @property
    def baits(self) -> list[str]:
        return [words.bait(place) for words in self.words.values() for place in words.places]

    def baits_in(self, *places: str) -> list[str]:
        return [words.bait(place) for words in self.words.values() for place in places if place in words.places]


def word_file(words: Words) -> SimpleUploadedFile:
    """Return a docx with words in its name, its text and its properties."""
    document = docx.Document()
    document.add_paragraph(words.both("text"))
    document.core_properties.author = words.both("property")
    document.core_properties.comments = words.both("property")
    out = BytesIO()
    document.save(out)
    return SimpleUploadedFile(f"{words.bait('file')}-{words.needle('file')}.docx", out.getvalue())


def upload(staff, words: Words) -> Attachment:
    """Return an attachment taken in by the service, its text and properties extracted."""
    file = word_file(words)
    attachment = Attachment(organ=staff.organ, file=file)
    prepare_attachment(attachment=attachment, file=file, by=staff.editor).save()
    assert words.needle("text") in attachment.text
    return attachment


def planted_fields(words: Words) -> dict[str, object]:
    """Return the fields of a record full of words."""
    return {
        "title": words.both("title"),
        "summary": words.both("summary"),
        "keywords": words.both("keywords"),
        "body": [("text", RichText(f"<h2>{words.both('body')}</h2><p>{words.both('body')}</p>"))],
        "document_number": f"{words.bait('number')}{words.needle('number')}〔2026〕1号",
        "source": words.both("source"),
        "author": words.both("author"),
        "change_note": words.both("note"),
    }


def attach(record: InformationRecord, attachment: Attachment) -> None:
    """Put a file into a record; the caller saves it or a revision of it."""
    record.attachment_links.add(RecordAttachment(attachment=attachment))


class Planter:
    """Plants records of one organ, of either kind."""

    def __init__(self, staff, model: type[InformationRecord], suffix: str) -> None:
        self.staff = staff
        self.model = model
        self.suffix = suffix
        self.world = World()
        ensure_publication_workflow(models=[InformationRecord, PolicyDocument])

    def draft(self, state: str, **fields: object) -> InformationRecord:
        words = Words(state + self.suffix)
        record = make_draft(self.staff, model=self.model, **{**planted_fields(words), **fields})
        self._add_file(record, words)
        self.world.words[state + self.suffix] = words
        return record

    def _add_file(self, record: InformationRecord, words: Words) -> None:
        attachment = upload(self.staff, words)
        self.world.attachment_ids.append(attachment.pk)
        attach(record, attachment)
        record.save()
        record.save_revision(user=self.staff.editor)

    def publish(self, record: InformationRecord) -> InformationRecord:
        return sign_and_publish(self.model.objects.get(pk=record.pk), self.staff)

    def plant_everything(self) -> World:
        """Plant every state and return the world."""
        states: dict[str, Callable[[], InformationRecord]] = {
            "draft": lambda: self.draft("draft"),
            "underreview": self.under_review,
            "onrequest": lambda: self.not_open("onrequest", Attribute.ON_REQUEST),
            "withheld": lambda: self.not_open("withheld", Attribute.WITHHELD),
            "withdrawn": self.withdrawn,
            "expired": self.expired,
            "overdue": self.overdue,
            "scheduled": lambda: self.publish(
                self.draft("scheduled", go_live_at=timezone.now() + timedelta(days=30)),
            ),
            "correction": self.pending_correction,
        }
        for state, plant in states.items():
            self.world.records[state + self.suffix] = plant()
        return self.world

    def under_review(self) -> InformationRecord:
        record = self.draft("underreview")
        submit_record(record_id=record.pk, by=self.staff.editor)
        return record

    def not_open(self, state: str, attribute: Attribute) -> InformationRecord:
        """A record that is registered and not disclosed; its reason is as secret as its text."""
        words = Words(state + self.suffix)
        record = self.draft(
            state,
            attribute=attribute,
            ground="E15",
            ground_reason=words.both("note"),
            third_party=ThirdPartyPosition.REFUSED,
            third_party_reason=words.both("opinion"),
        )
        record = self.publish(record)
        assert record.status == PublicationStatus.REGISTERED
        return record

    def withdrawn(self) -> InformationRecord:
        """A record that was public, replaced another one, and left the site."""
        record = self.publish(self.draft("withdrawn"))
        self.replace_one_by(record, "被撤下的文件替代过")
        withdraw_record(
            record_id=record.pk, explanation="数据有误，正在核实。", by=self.staff.signer, now=timezone.now()
        )
        return self.model.objects.get(pk=record.pk)

    def expired(self) -> InformationRecord:
        """A list of people whose notice period is over; it too had replaced another record."""
        today = timezone.localdate()
        record = self.publish(self.draft("expired", composed_on=today, visible_until=today))
        self.replace_one_by(record, "被期满的公示替代过")
        assert expire_record(record_id=record.pk, now=timezone.now() + timedelta(days=1))
        return self.model.objects.get(pk=record.pk)

    def overdue(self) -> InformationRecord:
        """A list whose notice period ended yesterday and which no task has taken off the site yet."""
        today = timezone.localdate()
        record = self.publish(self.draft("overdue", composed_on=today, visible_until=today))
        self.replace_one_by(record, "被到期的公示替代过")
        self.model.objects.filter(pk=record.pk).update(visible_until=today - timedelta(days=1))
        return self.model.objects.get(pk=record.pk)

    def replace_one_by(self, successor: InformationRecord, title: str) -> None:
        old = self.publish(make_draft(self.staff, model=self.model, title=f"演示数据：{title}"))
        replace_record(record_id=old.pk, replaced_by_id=successor.pk, by=self.staff.editor, now=timezone.now())

    def pending_correction(self) -> InformationRecord:
        """A public record with a correction under way: new text, new file, new number."""
        record = self.publish(
            make_draft(
                self.staff,
                model=self.model,
                title=f"演示数据：正在更正的文件{self.suffix}",
                document_number=f"烟芝测{self.suffix}〔2026〕9号",
            )
        )
        words = Words("correction" + self.suffix)
        for name, value in planted_fields(words).items():
            setattr(record, name, value)
        attachment = upload(self.staff, words)
        self.world.attachment_ids.append(attachment.pk)
        attach(record, attachment)
        record.save_revision(user=self.staff.editor)
        submit_record(record_id=record.pk, by=self.staff.editor)
        self.world.words["correction" + self.suffix] = words
        return record
