"""An import as a whole: everything good comes in once, everything bad is named, nothing staff did is lost."""

from datetime import date

import pytest
from django.utils import timezone

from disclosure.organs.models import Organ
from disclosure.records.enums import Attribute, PublicationStatus, SecrecyResult
from disclosure.records.models import ImportRejection, InformationRecord, RecordEvent
from disclosure.records.services.publication import withdraw_record
from policies.documents.enums import PolicyKind, Validity
from policies.documents.importing import run
from policies.documents.importing.batches import start_batch
from policies.documents.importing.planning import REPEATED_ID, REPEATED_NUMBER
from policies.documents.importing.run import import_lines, rehearse_import
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, Staff, sign_and_publish
from tests.policies.documents.importing.lines import jsonl, row, rows
from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.outbox import OutboxRow

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def office():
    return OrganFactory(name="演示区政府办公室", kind="office")


def begin(organ, file, *, publishes=False, by=None):
    return start_batch(
        organ=organ,
        file=file,
        name="演示.jsonl",
        size=len(file.getvalue()),
        publishes=publishes,
        by=by,
        now=timezone.now(),
    )


def import_file(organ, *lines, publishes=False, by=None):
    """Import these lines and return (report, batch)."""
    file = jsonl(*lines)
    batch = begin(organ, file, publishes=publishes, by=by)
    report = import_lines(file=file, batch=batch, by=by, now=timezone.now())
    batch.refresh_from_db()
    return report, batch


def test_a_law_becomes_a_reproduced_draft_that_says_what_its_source_says(office):
    import_file(office, row(doc_number="第5号", history=["2020年5月14日 通过"], issuer="演示省法院、演示省检察院"))

    record = PolicyDocument.objects.get()
    assert record.index_number == f"{office.code}/{timezone.localdate().year}-00001"
    assert record.external_id == "demo0001"
    assert (record.organ, record.lead_organ.name) == (office, "演示省法院")
    assert [organ.name for organ in record.joint_organs.all()] == ["演示省检察院"]
    assert (record.is_reproduced, record.kind, record.attribute) == (True, PolicyKind.SUPERIOR, Attribute.OPEN)
    assert (record.composed_on, record.effective_on, record.due_on) == (date(2020, 5, 14), date(2020, 6, 1), None)
    assert (record.keywords, record.source, record.document_number) == ("地方性法规", "演示来源", "第5号")
    assert record.body_text().split("\n")[:2] == ["（2020年5月14日 通过）", "第一章 总则"]
    assert (record.status, record.live, record.latest_revision) == (PublicationStatus.DRAFT, False, None)


def test_published_at_once_it_is_public_and_accounted_for(office):
    staff = Staff(office)

    report, batch = import_file(office, row(publish_date="2020-05-20"), row(2), publishes=True, by=staff.editor)

    assert (report.created, report.published) == (2, 2)
    first, second = PolicyDocument.objects.order_by("pk")
    assert (first.status, first.secrecy_result, first.live) == (
        PublicationStatus.PUBLISHED,
        SecrecyResult.CLEARED,
        True,
    )
    assert timezone.localdate(first.published_at) == date(2020, 5, 20)
    assert second.published_at == second.first_published_at
    assert set(InformationRecord.objects.public(on=timezone.localdate()).values_list("pk", flat=True)) == {
        first.pk,
        second.pk,
    }
    assert [event.kind for event in first.events.all()] == ["published"]
    audit = AuditRow.objects.get(action="record.published", subject_id=str(first.pk))
    assert (audit.actor, audit.detail["batch"], audit.detail["file"]) == (staff.editor, batch.pk, "演示.jsonl")
    owed = OutboxRow.objects.filter(topic="search.entry").values_list("key", flat=True)
    assert sorted(owed) == sorted([f"record:{first.pk}", f"record:{second.pk}"])


def test_the_epoch_changes_once_for_a_hundred_lines(office):
    import_file(office, *rows(30), publishes=True)

    assert OutboxRow.objects.filter(topic="kernel.epoch").count() == 1


def test_a_second_import_changes_nothing(office):
    lines = rows(3)
    import_file(office, *lines, publishes=True)
    before = list(PolicyDocument.objects.order_by("pk").values())

    report, batch = import_file(office, *lines, publishes=True)

    assert (report.created, report.updated, report.unchanged, report.published) == (0, 0, 3, 0)
    assert (batch.state, batch.unchanged_count, batch.line_count) == ("finished", 3, 3)
    assert list(PolicyDocument.objects.order_by("pk").values()) == before


def test_drafts_of_an_earlier_import_go_public_when_asked(office):
    import_file(office, row())

    report, _batch = import_file(office, row(), publishes=True)

    assert (report.unchanged, report.published) == (1, 1)
    assert PolicyDocument.objects.get().live is True


def test_a_changed_source_corrects_the_public_text_with_a_note(office):
    import_file(office, row(), publishes=True)
    first = PolicyDocument.objects.get()

    report, _batch = import_file(office, row(body="第一条 已修改。", status="失效"), publishes=True)

    record = PolicyDocument.objects.get()
    assert (report.updated, report.created) == (1, 0)
    assert (record.index_number, record.published_at, record.live) == (first.index_number, first.published_at, True)
    assert (record.body_text(), record.validity_on(timezone.localdate())) == ("第一条 已修改。", Validity.LAPSED)
    events = RecordEvent.objects.filter(record=record).values_list("kind", "note")
    assert list(events) == [("published", ""), ("corrected", "来源更新")]


def test_a_changed_source_updates_a_draft_silently(office):
    import_file(office, row())

    report, _batch = import_file(office, row(title="演示数据：新标题", issuer=None))

    record = PolicyDocument.objects.get()
    assert report.updated == 1
    assert (record.title, record.lead_organ, record.issuer) == ("演示数据：新标题", None, None)
    assert not record.events.exists()


def test_what_staff_have_edited_is_never_overwritten(office):
    import_file(office, row(), publishes=True)
    record = PolicyDocument.objects.get()
    record.save_revision(user=Staff(office).editor)

    report, batch = import_file(office, row(title="演示数据：新标题"), publishes=True)

    assert (report.updated, report.rejected) == (0, 1)
    assert batch.rejections.get().reasons == ["来源有变化，但本平台已有人工修改，没有覆盖，请人工核对。"]
    assert PolicyDocument.objects.get().title == row()["title"]


def test_what_was_withdrawn_does_not_come_back(office):
    import_file(office, row(), publishes=True)
    signer = Staff(office).signer
    withdraw_record(record_id=PolicyDocument.objects.get().pk, explanation="有误。", by=signer, now=timezone.now())

    _report, batch = import_file(office, row(title="演示数据：新标题"), publishes=True)
    again, _batch = import_file(office, row(), publishes=True)

    assert batch.rejections.get().reasons == ["来源有变化，但本平台的信息是“已撤下”，没有更新。"]
    assert (again.unchanged, again.published) == (1, 0)
    assert PolicyDocument.objects.get().live is False


def test_documents_of_our_own_organs_stay_drafts(office):
    bureau = OrganFactory(name="演示区教育局")

    report, _batch = import_file(
        office, row(issuer="演示区教育局", doc_number="演教发〔2020〕1号"), row(2, issuer=office.name), publishes=True
    )

    assert (report.created, report.published, report.left_as_drafts) == (2, 0, 2)
    assert "其中本区机关制发的 2 件保留为草稿" in report.summary()
    first = PolicyDocument.objects.get(external_id="demo0001")
    assert (first.is_reproduced, first.kind, first.lead_organ) == (False, PolicyKind.OTHER, bureau)
    assert (first.status, first.attribute) == (PublicationStatus.DRAFT, Attribute.UNDETERMINED)
    # No clock runs for a historic document before its attribute is determined.
    assert first.due_on is None


def test_one_bad_line_loses_no_other(office):
    lines = [row(1), "{", row(2, date="2022-02-30"), row(1, title="演示数据：再来一次"), row(4)]

    report, batch = import_file(office, *lines)

    assert (report.created, report.rejected, report.lines) == (2, 3, 5)
    rejections = ImportRejection.objects.filter(batch=batch).values_list("line_number", "reasons", "excerpt")
    assert list(rejections) == [
        (2, ["这一行不是有效的 JSON，请检查引号、逗号和括号。"], "{"),
        (3, ["成文日期（date）“2022-02-30”在日历上不存在，请核对。"], "演示数据：测试办法之2"),
        (4, [REPEATED_ID], "演示数据：再来一次"),
    ]
    numbers = PolicyDocument.objects.order_by("pk").values_list("index_number", flat=True)
    assert [number[-5:] for number in numbers] == ["00001", "00002"]


def test_a_document_number_of_ours_is_taken_once(office):
    ours = {"issuer": office.name, "doc_number": "演政办发〔2020〕1号"}
    import_file(office, row(1, **ours))
    taken = PolicyDocument.objects.get().index_number

    _report, batch = import_file(
        office,
        row(2, **ours),
        row(3, **ours | {"doc_number": "演政办发〔2020〕2号"}),
        row(4, **ours | {"doc_number": "演政办发[2020]2号"}),
    )

    assert [each.reasons for each in batch.rejections.all()] == [
        [f"发文字号“演政办发〔2020〕1号”已由索引号{taken}的信息使用，请核对。"],
        [REPEATED_NUMBER],
    ]


def test_laws_may_share_the_number_of_one_order(office):
    report, _batch = import_file(office, row(1, doc_number="国务院令第1号"), row(2, doc_number="国务院令第1号"))

    assert (report.created, report.rejected) == (2, 0)


def test_a_rehearsal_says_the_same_and_writes_nothing(office):
    import_file(office, row(7))
    lines = [row(1), "[]", row(2, issuer=office.name), row(7), row(1)]
    before = (
        Organ.objects.count(),
        PolicyDocument.objects.count(),
        AuditRow.objects.count(),
        OutboxRow.objects.count(),
    )

    rehearsed = rehearse_import(file=jsonl(*lines), organ=office, publishes=True, now=timezone.now())

    after = (Organ.objects.count(), PolicyDocument.objects.count(), AuditRow.objects.count(), OutboxRow.objects.count())
    imported, _batch = import_file(office, *lines, publishes=True)
    assert before == after
    assert rehearsed == imported
    assert (rehearsed.created, rehearsed.unchanged, rehearsed.published, rehearsed.rejected) == (2, 1, 2, 2)


def test_an_interrupted_import_goes_on_where_it_stopped(office, monkeypatch):
    monkeypatch.setattr(run, "LINES_PER_TRANSACTION", 2)
    file = jsonl(*rows(5), row(1))
    batch = begin(office, file)

    class Killed(Exception):
        pass

    def die_after_two(position):
        if PolicyDocument.objects.count() >= 4:
            raise Killed

    with pytest.raises(Killed):
        import_lines(file=file, batch=batch, by=None, now=timezone.now(), on_progress=die_after_two)
    batch.refresh_from_db()
    assert (batch.state, batch.created_count, batch.line_count) == ("running", 4, 4)

    file.seek(0)
    import_lines(file=file, batch=batch, by=None, now=timezone.now())

    batch.refresh_from_db()
    assert (batch.state, batch.created_count, batch.rejected_count, batch.percentage) == ("finished", 5, 1, 100)
    assert batch.rejections.get().reasons == [REPEATED_ID]


def test_a_run_that_lost_its_batch_stops(office, monkeypatch):
    monkeypatch.setattr(run, "LINES_PER_TRANSACTION", 2)
    file = jsonl(*rows(4))
    batch = begin(office, file)

    def take_over(position):
        type(batch).objects.filter(pk=batch.pk).update(run_token="another")

    report = import_lines(file=file, batch=batch, by=None, now=timezone.now(), on_progress=take_over)

    batch.refresh_from_db()
    assert report.was_stopped is True
    assert (PolicyDocument.objects.count(), batch.state) == (2, "running")


def test_an_imported_draft_goes_the_normal_way(office):
    staff = Staff(office)
    import_file(office, row(issuer=office.name, attribute="主动公开"), by=staff.editor)
    record = PolicyDocument.objects.get()
    record.catalog_entries = []
    record.is_reproduced = True
    record.save()

    record = sign_and_publish(record, staff)

    assert (record.live, record.status, record.revisions.count()) == (True, PublicationStatus.PUBLISHED, 1)
