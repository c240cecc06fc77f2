"""The attribute of an imported document: as stated; a document of ours that states none is a historic one."""

import pytest
from django.utils import timezone

from disclosure.records.enums import Attribute, PublicationStatus
from disclosure.records.models import InformationRecord
from disclosure.records.services.import_undo import undo_import
from disclosure.records.services.official_rows import ensure_grounds
from disclosure.review.models import HistoricProposal
from disclosure.review.services.historic import ensure_attribute_rules
from policies.documents.importing.batches import start_batch
from policies.documents.importing.lines import RawLine
from policies.documents.importing.run import import_lines
from policies.documents.importing.source import LineRejected, read_source_line
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, Staff
from tests.policies.documents.importing.lines import jsonl, row
from zhifu_portal.kernel.outbox import drain
from zhifu_portal.kernel.outbox.models import OutboxRow

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
GROUND = {"ground": "E16-2", "ground_reason": "演示数据：磋商信函。"}


@pytest.fixture
def office():
    ensure_grounds()
    ensure_attribute_rules()
    return OrganFactory(name="演示区政府办公室", kind="office")


def import_file(organ, *lines, publishes=False, by=None):
    file = jsonl(*lines)
    now = timezone.now()
    batch = start_batch(
        organ=organ, file=file, name="演示.jsonl", size=len(file.getvalue()), publishes=publishes, by=by, now=now
    )
    report = import_lines(file=file, batch=batch, by=by, now=now)
    batch.refresh_from_db()
    return report, batch


@pytest.mark.parametrize(
    ("fields", "attribute"),
    [
        ({}, Attribute.UNDETERMINED),
        ({"attribute": "主动公开"}, Attribute.OPEN),
        ({"attribute": "open"}, Attribute.OPEN),
        ({"attribute": "依申请公开", **GROUND}, Attribute.ON_REQUEST),
        ({"attribute": "withheld", **GROUND}, Attribute.WITHHELD),
    ],
)
def test_a_document_of_ours_has_the_attribute_it_states_and_is_never_published(office, fields, attribute):
    report, _batch = import_file(office, row(issuer=office.name, **fields), publishes=True)

    record = PolicyDocument.objects.get()
    assert (record.attribute, record.ground) == (attribute, fields.get("ground", ""))
    assert (record.status, record.live, report.published) == (PublicationStatus.DRAFT, False, 0)


def test_historic_documents_come_in_bulk_once_and_get_proposals_from_the_worker(office):
    lines = [row(number, issuer=office.name, body=f"演示数据{number}。\n（此件公开发布）") for number in range(1, 6)]
    import_file(office, *lines)

    report, _batch = import_file(office, *lines)
    drain(now=timezone.now())

    assert (report.created, report.unchanged) == (0, 5)
    assert set(HistoricProposal.objects.values_list("attribute", "is_clear")) == {("open", True)}
    assert HistoricProposal.objects.count() == 5
    assert InformationRecord.objects.filter(attribute=Attribute.UNDETERMINED).count() == 5


def test_only_an_import_that_brought_something_owes_a_look(office):
    import_file(office, "{")
    assert not OutboxRow.objects.filter(topic="review.historic").exists()

    import_file(office, row())
    assert OutboxRow.objects.filter(topic="review.historic").values_list("key", flat=True).get() == str(office.pk)


def test_an_import_of_historic_documents_is_taken_back_with_its_proposals(office):
    _report, batch = import_file(office, row(issuer=office.name))
    drain(now=timezone.now())

    undone = undo_import(batch_id=batch.pk, by=None, now=timezone.now())

    assert (undone.deleted, undone.kept) == (1, [])
    assert not HistoricProposal.objects.exists()


def test_a_reproduced_text_that_is_not_open_is_not_published(office):
    report, _batch = import_file(office, row(attribute="依申请公开", **GROUND), row(2), publishes=True)

    assert (report.created, report.published) == (2, 1)
    assert PolicyDocument.objects.get(external_id="demo0001").live is False


def test_a_public_text_whose_source_is_not_open_any_more_must_leave_the_site_first(office):
    import_file(office, row(), publishes=True)

    _report, batch = import_file(office, row(attribute="不予公开", **GROUND), publishes=True)

    assert batch.rejections.get().reasons == ["来源改为不公开，已公开的文件请先撤下。"]
    assert PolicyDocument.objects.get().live is True


def test_a_changed_source_of_a_draft_brings_its_attribute(office):
    import_file(office, row(issuer=office.name))

    import_file(office, row(issuer=office.name, attribute="不予公开", **GROUND), by=Staff(office).editor)
    assert PolicyDocument.objects.get().attribute == Attribute.WITHHELD
    import_file(office, row(), publishes=True)

    assert (PolicyDocument.objects.get().attribute, PolicyDocument.objects.get().live) == (Attribute.OPEN, True)


def test_a_ground_that_does_not_exist_is_refused(office):
    _report, batch = import_file(office, row(attribute="不予公开", **GROUND | {"ground": "E99"}))

    assert batch.rejections.get().reasons == ["没有代码为“E99”的不予公开情形，请核对。"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (
            {"attribute": "公开"},
            "公开属性（attribute）应为open、主动公开、on_request、依申请公开、withheld、不予公开之一。",
        ),
        ({"attribute": "不予公开", "ground": "E14-1"}, "写明依申请公开、不予公开的，须同时写明情形（ground）和理由"),
        (
            {"ground": "E14-1"},
            "没有写明依申请公开或者不予公开的，不应写情形（ground）和理由（ground_reason），请核对。",
        ),
    ],
)
def test_a_half_stated_attribute_is_refused(fields, reason):
    data = jsonl(row(**fields)).getvalue()
    with pytest.raises(LineRejected) as rejected:
        read_source_line(RawLine(1, data, len(data), False), today=timezone.localdate())

    assert rejected.value.reasons[0].startswith(reason)


def test_a_source_that_states_no_attribute_keeps_the_checksum_it_always_had():
    data = jsonl(row()).getvalue()
    document = read_source_line(RawLine(1, data, len(data), False), today=timezone.localdate())

    assert document.digest() == "d87c23ef07d228158c103144689d1b113f34311dfea24ee0c2716f59beedeacc"
