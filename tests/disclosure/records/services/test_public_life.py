"""The life of a record in public over time: for later, corrected, withdrawn and published again, and its files."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision
from wagtail.rich_text import RichText

from disclosure.records.enums import PublicationStatus
from disclosure.records.models import Attachment, InformationRecord, RecordEvent
from disclosure.records.services.attachments import prepare_attachment
from disclosure.records.services.publication import (
    expire_due_records,
    expire_record,
    publish_due_records,
    withdraw_record,
)
from disclosure.records.services.review import submit_record
from tests.disclosure.factories import OrganFactory, Staff, make_draft, make_public, sign_and_publish
from tests.disclosure.records.services.states import attach, edited, reload
from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def staff(db):
    return Staff(OrganFactory())


def page_of(record):
    """Return status and text of the record's page as an anonymous reader sees it now."""
    response = Client().get(record.get_absolute_url())
    return response.status_code, response.content.decode()


def upload(staff, name="附件.txt", content=b"%PDF-"):
    attachment = Attachment(organ=staff.organ, title=name, kind="pdf", size=len(content), original_name=name)
    attachment.file = SimpleUploadedFile(name, content)
    attachment.save()
    return attachment


def file_status(attachment):
    response = Client().get(attachment.get_absolute_url())
    # Read to the end: the client closes the file then.
    assert b"".join(response) if response.status_code == 200 else response.content
    return response.status_code


def test_the_clock_publishes_what_is_due_once_and_a_blocked_text_stops_no_other(staff):
    later = timezone.now() + timedelta(days=2)
    records = [sign_and_publish(make_draft(staff, title=f"演示数据：{n}", go_live_at=later), staff) for n in range(3)]
    blocked = records[1]
    revision = Revision.objects.for_instance(blocked).latest("pk")
    # The text was changed behind the signer's back: its digest is no longer the one that was signed.
    revision.content["title"] = "演示数据：改过的标题"
    revision.save(update_fields=["content"])
    assert publish_due_records(now=later - timedelta(seconds=1)) == 0

    assert [publish_due_records(now=later), publish_due_records(now=later)] == [2, 0]

    assert [reload(record).status for record in records] == ["published", "draft", "published"]
    row = AuditRow.objects.get(action="record.unscheduled")
    assert row.detail == {
        "revision": revision.pk,
        "reasons": [
            "这一版本还没有保密审查结论，请由保密审查人审查。",
            "未完成公开属性认定。",
            "未完成保密审查。",
            "未完成签发。",
        ],
    }
    assert RecordEvent.objects.filter(kind="published").count() == 2


def test_a_correction_needs_a_note_and_shows_once_it_is_signed(staff):
    record = make_public(staff, title="演示数据：旧标题")
    with pytest.raises(Refused) as refused:
        submit_record(record_id=edited(record, staff, title="演示数据：新标题", change_note=" ").pk, by=staff.editor)
    assert refused.value.reasons == ["修改已发布的信息须填写更正说明，说明会向社会公开。"]

    draft = edited(record, staff, title="演示数据：新标题", change_note="标题有误。")
    status, text = page_of(record)
    assert (status, "演示数据：旧标题" in text, "演示数据：新标题" in text, "标题有误。" in text) == (
        200,
        True,
        False,
        False,
    )

    sign_and_publish(draft, staff)

    status, text = page_of(record)
    assert (status, "演示数据：旧标题" in text, "演示数据：新标题" in text) == (200, False, True)
    assert text.index("发布</span>") < text.index("更正</span>") < text.index("标题有误。")
    assert reload(record).change_note == ""


def test_a_withdrawn_record_shows_why_and_comes_back_only_the_whole_way(staff):
    record = make_public(staff, title="演示数据：撤下", document_number="烟芝测发〔2026〕7号", summary="概述词")
    published_at = record.published_at
    attachment = upload(staff)
    withdraw_record(record_id=record.pk, explanation="第三页数字有误。", by=staff.signer, now=timezone.now())

    status, text = page_of(record)
    assert status == 410
    assert "演示数据：撤下" in text
    assert "第三页数字有误。" in text
    for hidden in ("烟芝测发", "概述词", "演示数据正文", "体裁"):
        assert hidden not in text
    assert file_status(attachment) == 404

    draft = edited(record, staff, body=[("text", RichText("<p>演示数据：改正后的正文。</p>"))])
    assert page_of(record)[0] == 410
    sign_and_publish(draft, staff)

    status, text = page_of(record)
    assert (status, "改正后的正文" in text, "第三页数字有误。" in text) == (200, True, True)
    row = reload(record)
    assert (row.withdrawn_at, row.withdrawal_explanation, row.published_at) == (None, "", published_at)
    assert [event.kind for event in row.events.all()] == ["published", "withdrawn", "published"]


def test_a_withdrawn_record_that_is_scheduled_again_keeps_its_tombstone_until_then(staff):
    record = make_public(staff, title="演示数据：撤下后定时")
    withdraw_record(record_id=record.pk, explanation="数字有误。", by=staff.signer, now=timezone.now())
    later = timezone.now() + timedelta(days=1)
    sign_and_publish(edited(record, staff, title="演示数据：未到时间的新标题", go_live_at=later), staff)
    assert reload(record).status == PublicationStatus.SCHEDULED

    status, text = page_of(record)
    assert (status, "数字有误。" in text, "未到时间的新标题" in text) == (410, True, False)

    publish_due_records(now=later)
    assert page_of(record)[0] == 200


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        (datetime(2026, 6, 29, 16, 0, tzinfo=UTC), False),  # 30 June, 00:00 in Beijing
        (datetime(2026, 6, 30, 15, 59, 59, tzinfo=UTC), False),  # 30 June, 23:59:59
        (datetime(2026, 6, 30, 16, 0, tzinfo=UTC), True),  # 1 July, 00:00
    ],
)
def test_a_notice_period_ends_at_midnight_in_beijing(staff, now, leaves):
    last_day = date(2026, 6, 30)
    record = make_public(staff, composed_on=date(2026, 6, 1), visible_until=last_day)

    assert expire_due_records(on=timezone.localdate(now), now=now) == int(leaves)

    assert reload(record).live is not leaves
    assert expire_record(record_id=record.pk, now=now) is False


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_list_is_readable_up_to_and_on_its_last_day_whatever_the_clock_has_done(staff, days):
    record = make_public(staff, composed_on=date(2026, 1, 1))
    attachment = upload(staff)
    attach(record, attachment)
    record.save()
    last_day = timezone.localdate() + timedelta(days=days)
    InformationRecord.objects.filter(pk=record.pk).update(visible_until=last_day)

    expected = 200 if days >= 0 else 404
    assert page_of(record)[0] == expected
    assert file_status(attachment) == expected
    assert Client().get(f"{record.get_absolute_url()}qr.svg").status_code == expected
    assert InformationRecord.objects.public(on=last_day).filter(pk=record.pk).exists()
    assert not InformationRecord.objects.public(on=last_day + timedelta(days=1)).filter(pk=record.pk).exists()


def test_only_the_files_of_the_live_text_are_served(staff):
    first, second, loose = (upload(staff, f"附件{n}.pdf") for n in "一二三")
    draft = make_draft(staff)
    attach(draft, first)
    draft.save_revision(user=staff.editor)
    assert file_status(first) == 404

    record = sign_and_publish(reload(draft), staff)
    assert (file_status(first), file_status(second), file_status(loose)) == (200, 404, 404)

    correction = record.get_latest_revision_as_object()
    attach(correction, second)
    correction.change_note = "更换附件。"
    correction.save_revision(user=staff.editor)
    assert (file_status(first), file_status(second)) == (200, 404)

    sign_and_publish(reload(record), staff)
    assert (file_status(first), file_status(second)) == (404, 200)

    withdraw_record(record_id=record.pk, explanation="有误。", by=staff.signer, now=timezone.now())
    assert (file_status(first), file_status(second)) == (404, 404)


def test_a_file_keeps_its_name_its_type_and_is_not_run_in_the_browser(staff):
    content = b"%PDF-1.4 demo"
    attachment = Attachment(organ=staff.organ, file=SimpleUploadedFile("名单（一）.pdf", content))
    prepare_attachment(attachment=attachment, file=attachment.file.file, by=staff.editor).save()
    draft = make_draft(staff)
    attach(draft, attachment)
    draft.save_revision(user=staff.editor)
    sign_and_publish(reload(draft), staff)

    response = Client().get(attachment.get_absolute_url())

    assert b"".join(response.streaming_content) == content
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "no-cache")
