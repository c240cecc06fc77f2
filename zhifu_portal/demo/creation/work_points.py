"""The one real document: the work points of 2022, read by the parser of official documents, published as they are."""

from datetime import date, datetime
from html import escape

from django.db import transaction

from disclosure.catalog.models import CatalogEntry
from disclosure.records.body import body_from_html
from disclosure.records.enums import Attribute, ReviewStep
from disclosure.records.models import InformationRecord
from disclosure.records.official_document import OfficialDocument, parse_official_document
from disclosure.records.official_document.document import body_paragraphs
from disclosure.records.official_document.rendering import paragraphs_html
from disclosure.records.services.review import submit_record
from policies.documents.enums import PolicyKind
from policies.documents.models import PolicyDocument
from zhifu_portal.demo.content import DATA_DIR, Role
from zhifu_portal.demo.creation.drafts import GENRES, register
from zhifu_portal.demo.creation.office import Office, decide, external_id
from zhifu_portal.demo.creation.secrecy import review_secrecy

KEY = "work-points-2022"
ORGAN = "gov-office"
SUMMARY = "部署2022年全区政务公开五个方面、十七项重点任务。"
KEYWORDS = "政务公开、工作要点、政府信息公开"
TOPIC = "综合政务/政务公开"
ENTRY = "other-documents"


@transaction.atomic
def create_work_points(office: Office, *, now: datetime) -> InformationRecord:
    """Publish the work points on this platform now, with the metadata the document itself states.

    Nothing is added to what it says: it names no date of effect, so its validity is shown as not stated.
    """
    text = (DATA_DIR / "work-points-2022.txt").read_text(encoding="utf-8")
    document = parse_official_document(text)
    editor = office.staff.holder(ORGAN, Role.EDITOR)
    record = register(
        PolicyDocument(
            external_id=external_id(KEY),
            title=document.title,
            document_number=document.document_number,
            genre=GENRES[document.genre],
            composed_on=document.composed_on,
            organ=office.organs[ORGAN],
            source=document.issuing_organ,
            summary=SUMMARY,
            keywords=KEYWORDS,
            body=body_from_html(_body_html(document)),
            attribute=document.attribute or Attribute.UNDETERMINED,
            kind=PolicyKind.OTHER,
            is_validity_stated=False,
        ),
        by=editor,
        now=now,
        topics=[office.topics[TOPIC]],
        entries=[CatalogEntry.objects.get(slug=ENTRY)],
        calendar=office.calendar,
    )
    submit_record(record_id=record.pk, by=editor, now=now)
    decide(record_id=record.pk, organ=ORGAN, step=ReviewStep.DETERMINATION, office=office, now=now)
    review_secrecy(record_id=record.pk, organ=ORGAN, refused_for=None, office=office, now=now)
    decide(record_id=record.pk, organ=ORGAN, step=ReviewStep.SIGN_OFF, office=office, now=now)
    return InformationRecord.objects.get(pk=record.pk)


def _body_html(document: OfficialDocument) -> str:
    """Return the document in its order: addressees, text, signature and date, note, then what it issues."""
    closing = [document.signature, _written(document.composed_on), document.note]
    return "\n".join(
        [
            _paragraph(document.addressee_line),
            paragraphs_html(document.notice),
            *(_paragraph(line) for line in closing if line),
            paragraphs_html(body_paragraphs([], document.annexes)),
        ]
    )


def _paragraph(line: str) -> str:
    return f"<p>{escape(line)}</p>"


def _written(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
