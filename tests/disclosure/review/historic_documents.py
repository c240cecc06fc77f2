"""Historic documents for tests: registered without an attribute, as an import leaves them."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from wagtail.rich_text import RichText

from disclosure.organs.enums import Role
from disclosure.records.enums import Attribute, Genre
from disclosure.records.models import ImportBatch, InformationRecord
from disclosure.records.services.official_rows import ensure_grounds
from disclosure.records.services.registration import register_record
from disclosure.review.models import HistoricProposal
from disclosure.review.services.historic import ensure_attribute_rules, propose_attributes
from tests.disclosure.factories import OrganFactory, Staff, make_staff
from zhifu_portal.kernel.workdays import load_calendar

OPEN_TEXT = "演示数据正文。\n（此件公开发布）"
DUTY_TITLE = "演示数据：关于国庆假期值班安排的通知"


def make_historic(staff, *, model=InformationRecord, text="演示数据正文。", importer=None, **fields):
    """Return an imported draft of the staff's organ without attribute and without revision."""
    values = {
        "title": "演示数据：关于旧事的通知",
        "organ": staff.organ,
        "composed_on": date(2012, 5, 7),
        "genre": Genre.NOTICE,
        "attribute": Attribute.UNDETERMINED,
        "body": [("text", RichText("".join(f"<p>{line}</p>" for line in text.split("\n"))))],
    } | fields
    record = model(**values)
    record.import_batch = ImportBatch.objects.create(
        organ=staff.organ, file_name="演示.jsonl", started_at=timezone.now(), started_by=importer
    )
    with transaction.atomic():
        register_record(record=record, by=importer, now=timezone.now(), calendar=load_calendar())
        record.save()
    return record


class HistoricWorld:
    """An organ with its staff, a second reviewer, the grounds and our own rules."""

    def __init__(self):
        ensure_grounds()
        ensure_attribute_rules()
        self.organ = OrganFactory()
        self.staff = Staff(self.organ)
        self.reviewer = self.staff.reviewer
        self.second_reviewer = make_staff(self.organ, Role.REVIEWER)

    def propose(self, **options):
        return propose_attributes(now=timezone.now(), **options)

    def withheld(self, **fields):
        """Return the waiting proposal, a clear case, for a new document about an internal matter."""
        return self._proposed(make_historic(self.staff, **{"title": DUTY_TITLE} | fields))

    def open(self, **fields):
        """Return the waiting proposal, a clear case, for a new document marked as public."""
        return self._proposed(make_historic(self.staff, **{"text": OPEN_TEXT} | fields))

    def unclear(self, **fields):
        """Return the waiting proposal, no clear case, for a request to a superior."""
        return self._proposed(make_historic(self.staff, **{"genre": Genre.REQUEST} | fields))

    def _proposed(self, record):
        self.propose()
        return HistoricProposal.objects.get(record=record)
