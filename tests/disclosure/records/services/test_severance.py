"""Partly open records: the public form of a file, and a live row that holds nothing of what is withheld."""

import json
from datetime import timedelta

import pytest
from django.core import serializers
from django.utils import timezone
from wagtail.rich_text import RichText

from disclosure.records.enums import PublicationStatus
from disclosure.records.marks import WITHHELD_MARK
from disclosure.records.models import Attachment, AttachmentRendition, InformationRecord, RecordAttachment
from disclosure.records.services.official_rows import ensure_grounds
from disclosure.records.services.publication import expire_record, withdraw_record
from disclosure.records.services.review import submit_record
from disclosure.records.services.severance import drop_rendition, make_rendition
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, Staff, sign_and_publish
from tests.disclosure.records.severed import SECRET, marked_draft, sever, upload, word_attachment
from tests.kernel.files import samples
from tests.kernel.files.severing.reading import holds
from zhifu_portal.kernel.audit.models import AuditRow
from zhifu_portal.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
MODELS = [InformationRecord, PolicyDocument]


@pytest.fixture
def staff():
    ensure_grounds()
    return Staff(OrganFactory())


def draft_of(record):
    return type(record).objects.get(pk=record.pk).get_latest_revision_as_object()


def row_text(record):
    """Return everything the rows of a record say, as text."""
    rows = [type(record).objects.get(pk=record.pk), InformationRecord.objects.get(pk=record.pk)]
    links = RecordAttachment.objects.filter(record_id=record.pk)
    files = Attachment.objects.filter(record_links__in=links)
    return json.dumps(
        [json.loads(serializers.serialize("json", each)) for each in (rows, links, files)], ensure_ascii=False
    )


def correct(record, staff, **fields):
    draft = draft_of(record)
    for name, value in {"change_note": "按核对结果更正。", **fields}.items():
        setattr(draft, name, value)
    draft.save_revision(user=staff.editor)
    return sign_and_publish(type(record).objects.get(pk=record.pk), staff)


@pytest.mark.parametrize("model", MODELS)
def test_the_live_row_holds_the_public_text_and_the_revision_the_whole(staff, model):
    attachment = word_attachment(staff)
    record = marked_draft(staff, model=model, attachments=[attachment])
    made = sever(record, attachment, staff)
    record = sign_and_publish(record, staff)
    assert record.live
    assert SECRET not in row_text(record)
    assert record.body_html() == f"<p>公开的话，{WITHHELD_MARK}。</p>"
    (link,) = record.attachment_links.all()
    assert (link.attachment_id, link.rendition_id) == (made.rendition_id, None)
    whole = draft_of(record)
    assert SECRET in str(whole.body.raw_data[0])
    (link,) = whole.attachment_links.all()
    assert (link.attachment_id, link.rendition_id) == (attachment.pk, made.rendition_id)


def test_a_correction_starts_from_the_whole_text_and_is_redacted_anew(staff):
    attachment = word_attachment(staff, f"甲方，{SECRET}，乙方公司")
    record = marked_draft(staff, attachments=[attachment])
    first = sever(record, attachment, staff)
    record = sign_and_publish(record, staff)
    second = sever(record, attachment, staff, SECRET, "乙方公司")
    assert second.rendition_id != first.rendition_id
    assert RecordAttachment.objects.get(record_id=record.pk).attachment_id == first.rendition_id
    html = f"<p>⟦另一句密语⟧，又是⟦{SECRET}⟧。</p>"
    record = correct(record, staff, body=[("text", RichText(html))])
    assert record.body_html() == f"<p>{WITHHELD_MARK}，又是{WITHHELD_MARK}。</p>"
    assert RecordAttachment.objects.get(record_id=record.pk).attachment_id == second.rendition_id
    assert SECRET not in row_text(record)
    assert html == draft_of(record).body.raw_data[0]["value"]


def test_a_record_that_becomes_wholly_open_shows_everything(staff):
    attachment = word_attachment(staff)
    record = marked_draft(staff, attachments=[attachment])
    sever(record, attachment, staff)
    record = sign_and_publish(record, staff)
    whole = word_attachment(staff)
    open_again = {"is_severed": False, "ground": "", "ground_reason": "", "discretion_reason": ""}
    record = correct(
        record,
        staff,
        **open_again,
        body=[("text", RichText(f"<p>{SECRET}</p>"))],
        attachment_links=[RecordAttachment(attachment=whole)],
    )
    assert record.body_html() == f"<p>{SECRET}</p>"
    assert RecordAttachment.objects.get(record_id=record.pk).attachment_id == whole.pk


def test_a_record_that_left_the_site_keeps_its_public_text(staff):
    today = timezone.localdate()
    now = timezone.now()
    withdrawn = sign_and_publish(marked_draft(staff), staff)
    withdraw_record(record_id=withdrawn.pk, explanation="有误。", by=staff.signer, now=now)
    expired = sign_and_publish(marked_draft(staff, composed_on=today, visible_until=today), staff)
    assert expire_record(record_id=expired.pk, now=now + timedelta(days=1))
    assert SECRET not in row_text(withdrawn)
    assert SECRET not in row_text(expired)


def test_a_scheduled_text_goes_out_redacted(staff):
    record = sign_and_publish(marked_draft(staff, go_live_at=timezone.now() + timedelta(days=2)), staff)
    assert record.status == PublicationStatus.SCHEDULED
    assert not record.live


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (samples.docx_file(f"公开，{SECRET}"), f"{SECRET}的材料.docx"),
        (samples.pdf_file(f"公开，{SECRET}"), f"{SECRET}的材料.pdf"),
        (samples.xlsx_file({"表": [["公开", SECRET]]}), f"{SECRET}的材料.xlsx"),
    ],
)
def test_a_rendition_is_a_file_of_its_own_without_the_passage(staff, file, name):
    original = upload(staff, file, name)
    passages = [{"text": SECRET, "ground": "E15", "reason": "个人隐私。"}]
    made = make_rendition(attachment_id=original.pk, passages=passages, by=staff.editor, now=timezone.now())
    rendition = Attachment.objects.get(pk=made.rendition_id)
    extension = name.rpartition(".")[2]
    assert rendition.title == "（略）的材料（公开件）"
    assert rendition.original_name == f"（略）的材料（公开件）.{extension}"
    assert (rendition.organ_id, rendition.kind, rendition.uploaded_by) == (staff.organ.pk, extension, staff.editor)
    with rendition.file.open("rb") as stored:
        content = stored.read()
    assert not holds(content, SECRET)
    assert (rendition.size, SECRET in rendition.text, WITHHELD_MARK in rendition.text) == (len(content), False, True)
    assert rendition.properties == {}
    assert SECRET in Attachment.objects.get(pk=original.pk).text
    assert made.passages == passages
    (row,) = AuditRow.objects.filter(action="attachment.severed")
    assert SECRET not in json.dumps(row.detail, ensure_ascii=False)


def test_a_picture_is_severed_by_boxes(staff):
    original = upload(staff, samples.image_file("PNG", (40, 20)), "扫描.png")
    passages = [{"box": [1, 50, 0, 100, 100], "ground": "E15", "reason": "个人隐私。"}]
    made = make_rendition(attachment_id=original.pk, passages=passages, by=staff.editor, now=timezone.now())
    assert made.rendition.kind == "png"


def good(**changes):
    return {"text": SECRET, "ground": "E15", "reason": "个人隐私。", **changes}


@pytest.mark.parametrize(
    ("passages", "reasons"),
    [
        ([good(ground="E99")], [f"“{SECRET}”没有选择现行有效的不公开情形。"]),
        ([good(reason=" ", ground="")], [f"“{SECRET}”没有选择现行有效的不公开情形。", f"“{SECRET}”没有说明理由。"]),
        ([good(text="没有的话")], ["文件中没有找到“没有的话”，请从原件中复制后粘贴，一行一处"]),
        ([], ["请写出不公开的内容，或者框选不公开的区域"]),
        (
            [{"box": [1, 50, 0, 20, 100], "ground": "E15", "reason": "个人隐私。"}],
            ["框选的坐标有误：页码从 1 起，四边按百分比，左小于右、上小于下。"],
        ),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(staff, passages, reasons):
    record = marked_draft(staff, attachments=[attachment := word_attachment(staff)])
    before = Attachment.objects.count(), record.revisions.count()
    with pytest.raises(Refused) as refused:
        sever(record, attachment, staff, passages=passages)
    assert refused.value.reasons == reasons
    assert (Attachment.objects.count(), record.revisions.count()) == before


def test_only_editors_of_the_organ_make_one_and_only_of_an_original(staff):
    record = marked_draft(staff, attachments=[attachment := word_attachment(staff)])
    stranger = Staff(OrganFactory()).editor
    for person in (stranger, staff.reviewer, staff.signer):
        with pytest.raises(Refused, match="不能办理"):
            sever(record, attachment, staff, by=person)
        with pytest.raises(Refused, match="不能制作公开件"):
            make_rendition(attachment_id=attachment.pk, passages=[good()], by=person, now=timezone.now())
    made = sever(record, attachment, staff)
    with pytest.raises(Refused, match="已经是公开件"):
        make_rendition(attachment_id=made.rendition_id, passages=[good()], by=staff.editor, now=timezone.now())


def test_nothing_changes_while_the_text_is_under_review(staff):
    ensure_publication_workflow(models=[InformationRecord, PolicyDocument])
    record = marked_draft(staff, attachments=[attachment := word_attachment(staff)])
    sever(record, attachment, staff)
    submit_record(record_id=record.pk, by=staff.editor)
    with pytest.raises(Refused, match="正在办理中"):
        sever(record, attachment, staff)
    with pytest.raises(Refused, match="正在办理中"):
        drop_rendition(record_id=record.pk, attachment_id=attachment.pk, by=staff.editor)


def test_a_dropped_rendition_leaves_the_text_and_stays_on_record(staff):
    record = marked_draft(staff, attachments=[attachment := word_attachment(staff)])
    made = sever(record, attachment, staff)
    drop_rendition(record_id=record.pk, attachment_id=attachment.pk, by=staff.editor)
    assert draft_of(record).attachment_links.get().rendition_id is None
    assert AttachmentRendition.objects.filter(pk=made.pk).exists()
    with pytest.raises(Refused, match="制作过公开件，但这里公开的是原件"):
        submit_record(record_id=record.pk, by=staff.editor)
