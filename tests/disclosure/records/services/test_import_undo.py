"""Taking back an import: what nobody touched goes, the rest stays with its reasons."""

import pytest
from django.utils import timezone

from disclosure.records.models import ImportBatch, InformationRecord, RetiredIndexNumber
from disclosure.records.services import import_undo
from disclosure.records.services.import_undo import kept_records, undo_import
from disclosure.records.services.publication import replace_record, withdraw_record
from policies.documents.importing.batches import start_batch
from policies.documents.importing.run import import_lines
from tests.disclosure.factories import OrganFactory, Staff, make_public
from tests.policies.documents.importing.lines import jsonl, rows
from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.outbox import OutboxRow

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def staff():
    return Staff(OrganFactory())


def import_rows(staff, count, *, publishes=True):
    file = jsonl(*rows(count))
    now = timezone.now()
    batch = start_batch(
        organ=staff.organ, file=file, name="a.jsonl", size=1, publishes=publishes, by=staff.editor, now=now
    )
    import_lines(file=file, batch=batch, by=staff.editor, now=now)
    return batch


def undo(batch, staff):
    return undo_import(batch_id=batch.pk, by=staff.editor, now=timezone.now())


def test_an_untouched_import_goes_whole_and_its_numbers_are_retired(staff, monkeypatch):
    monkeypatch.setattr(import_undo, "RECORDS_PER_TRANSACTION", 2)
    batch = import_rows(staff, 3)
    numbers = list(InformationRecord.objects.order_by("pk").values_list("index_number", flat=True))
    keys = [f"record:{pk}" for pk in InformationRecord.objects.values_list("pk", flat=True)]
    OutboxRow.objects.all().delete()

    report = undo(batch, staff)

    assert (report.deleted, report.kept) == (3, [])
    assert not InformationRecord.objects.exists()
    assert list(RetiredIndexNumber.objects.values_list("index_number", flat=True)) == numbers
    assert ImportBatch.objects.get().state == "undone"
    assert sorted(OutboxRow.objects.filter(topic="search.entry").values_list("key", flat=True)) == sorted(keys)
    rows_of_audit = AuditRow.objects.filter(action="import.records_deleted").order_by("sequence")
    assert [row.detail["index_numbers"] for row in rows_of_audit] == [numbers[:2], numbers[2:]]
    assert {row.actor for row in rows_of_audit} == {staff.editor}


def test_the_same_file_may_come_again_under_new_numbers(staff):
    undo(import_rows(staff, 2), staff)

    import_rows(staff, 2)

    numbers = InformationRecord.objects.order_by("pk").values_list("index_number", flat=True)
    assert [number[-5:] for number in numbers] == ["00003", "00004"]


def test_what_staff_have_touched_stays_with_its_reasons(staff):
    batch = import_rows(staff, 5)
    edited, withdrawn, replaced, successor, free = InformationRecord.objects.order_by("pk")
    edited.policydocument.save_revision(user=staff.editor)
    withdraw_record(record_id=withdrawn.pk, explanation="有误。", by=staff.signer, now=timezone.now())
    replace_record(record_id=replaced.pk, replaced_by_id=successor.pk, by=staff.editor, now=timezone.now())

    report = undo(batch, staff)

    expected = {
        edited.index_number: ["导入后有人编辑或者送审过。"],
        withdrawn.index_number: ["目前是“已撤下”。"],
        replaced.index_number: ["与其他文件有替代关系。"],
        successor.index_number: ["与其他文件有替代关系。"],
    }
    assert report.deleted == 1
    assert {kept.index_number: kept.reasons for kept in report.kept} == expected
    assert {kept.index_number: kept.reasons for kept in kept_records(batch=batch)} == expected
    assert not InformationRecord.objects.filter(pk=free.pk).exists()


def test_an_undo_may_be_repeated_for_the_rest(staff):
    batch = import_rows(staff, 1)
    record = InformationRecord.objects.get()
    other = make_public(staff)
    InformationRecord.objects.filter(pk=other.pk).update(replaced_by=record)
    assert undo(batch, staff).deleted == 0
    InformationRecord.objects.filter(pk=other.pk).update(replaced_by=None)

    assert undo(batch, staff).deleted == 1


def test_an_import_that_is_taken_back_while_it_runs_stops(staff):
    file = jsonl(*rows(2))
    now = timezone.now()
    batch = start_batch(organ=staff.organ, file=file, name="a", size=1, publishes=True, by=None, now=now)
    undo(batch, staff)

    report = import_lines(file=file, batch=batch, by=None, now=now)

    assert report.was_stopped is True
    assert not InformationRecord.objects.exists()
