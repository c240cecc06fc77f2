"""The reads of the record page, the page most asked for: their SQL is compiled once (kernel.prepared)."""

from datetime import date

from disclosure.catalog.models import Topic
from disclosure.organs.models import Organ
from disclosure.records.kinds import kind_relations
from disclosure.records.models import Attachment, InformationRecord, RecordEvent
from zhifu_portal.kernel.prepared import PreparedModelRead, PreparedRead

read_public_record = PreparedModelRead(
    lambda index_number, on: (
        InformationRecord.objects.public(on=on)
        .filter(index_number=index_number)
        .select_related("organ", "lead_organ", *kind_relations())
        .order_by()
    ),
    kinds=(str, date),
)
read_replaced = PreparedModelRead(
    lambda successor_id, on: (
        InformationRecord.objects.public(on=on).filter(replaced_by_id=successor_id).only("index_number", "title")
    ),
    kinds=(int, date),
)
read_attachments = PreparedModelRead(
    lambda record_id: (
        Attachment.objects.filter(record_links__record_id=record_id)
        .order_by("record_links__sort_order", "pk")
        .only("title", "kind", "size", "sha256")
    )
)
read_topics = PreparedRead(
    lambda record_id: Topic.objects.filter(records=record_id).values_list("parent__name", "name")
)
read_joint_organs = PreparedRead(lambda record_id: Organ.objects.filter(joint_records=record_id).values_list("name"))
read_events = PreparedRead(
    lambda record_id: RecordEvent.objects.filter(record_id=record_id).values_list("kind", "note", "at")
)
