"""制作公开件, the editor's style 不公开, and what reviewers and the preview show of a partly open text."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from disclosure.records.admin.severance_forms import PassagesForm
from disclosure.records.body import RICH_TEXT_FEATURES
from disclosure.records.marks import WITHHELD_MARK
from disclosure.records.models import AttachmentRendition, InformationRecord, RecordAttachment
from tests.disclosure.factories import OrganFactory, Staff, sign_and_publish
from tests.disclosure.records.severed import SECRET, marked_draft, sever, word_attachment

GROUNDS = [("E15", "第三方"), ("E16-2", "过程性信息")]


def address(name, *args):
    return reverse(f"wagtailsnippets_disclosure_informationrecord:{name}", args=args)


def page(client, name, record):
    return BeautifulSoup(client.get(address(name, record.pk)).content, "html.parser")


@pytest.fixture
def staff():
    return Staff(OrganFactory())


@pytest.mark.parametrize(
    "html",
    [
        '<p data-block-key="a">公开<span data-withheld="true">密</span>公开</p>',
        '<p data-block-key="a"><b>公开</b><span data-withheld="true"><b>密</b></span></p>',
        '<p data-block-key="a">公开⟦密⟧公开</p>',
    ],
)
def test_the_editor_keeps_marks_as_they_were(html):
    converter = ContentstateConverter(RICH_TEXT_FEATURES)
    state = converter.from_database_format(html)
    blocks = json.loads(state)["blocks"]
    again = converter.to_database_format(state)
    assert ("WITHHELD" in {span["style"] for span in blocks[0]["inlineStyleRanges"]}) is ("span" in html)
    assert converter.to_database_format(converter.from_database_format(again)) == again
    assert "密" not in BeautifulSoup(again, "html.parser").get_text() or "data-withheld" in again or "⟦密⟧" in again


def test_other_rich_text_has_no_such_style():
    converter = ContentstateConverter(["bold"])
    assert "data-withheld" not in converter.to_database_format(
        converter.from_database_format('<p><span data-withheld="true">密</span></p>')
    )


@pytest.mark.parametrize(
    ("line", "passage"),
    [
        ("张演示", {"text": "张演示", "ground": "E15", "reason": "隐私。"}),
        ("张演示｜E16-2", {"text": "张演示", "ground": "E16-2", "reason": "隐私。"}),
        ("张演示 | E16-2 | 讨论记录。", {"text": "张演示", "ground": "E16-2", "reason": "讨论记录。"}),
        ("框 1,10,20,50.5,30", {"box": [1, 10.0, 20.0, 50.5, 30.0], "ground": "E15", "reason": "隐私。"}),
        ("框：2，0，0，100，5｜E15｜隐私。", {"box": [2, 0.0, 0.0, 100.0, 5.0], "ground": "E15", "reason": "隐私。"}),
    ],
)
def test_a_line_names_a_passage_or_a_part_of_a_page(line, passage):
    data = {"attachment": 1, "passages": f"\n{line}\n", "ground": "E15", "reason": "隐私。"}
    form = PassagesForm(data, grounds=GROUNDS)
    assert form.is_valid()
    assert form.cleaned_data["passages"] == [passage]


def test_faulty_lines_are_named():
    data = {"attachment": 1, "passages": "甲乙\n｜E15\n甲｜E15｜丙｜丁", "ground": "E15", "reason": "隐私。"}
    form = PassagesForm(data, grounds=GROUNDS)
    assert not form.is_valid()
    assert [message.split(" ")[1] for message in form.errors["passages"]] == ["2", "3"]


@pytest.mark.django_db
def test_an_editor_makes_looks_at_and_drops_a_public_form(client, staff):
    record = marked_draft(staff, attachments=[attachment := word_attachment(staff)])
    client.force_login(staff.editor)
    form = page(client, "renditions", record).select_one("form:has(textarea)")
    assert form.select_one("select[name=ground] option[selected]")["value"] == "E16-2"
    values = {"attachment": attachment.pk, "passages": SECRET, "ground": "E16-2", "reason": "属于讨论记录。"}

    answer = client.post(address("renditions", record.pk), values)

    assert answer.url == address("renditions", record.pk)
    made = AttachmentRendition.objects.get()
    shown = page(client, "renditions", record)
    download = reverse("wagtailsnippets_disclosure_attachment:download", args=[made.rendition_id])
    assert shown.select_one(f'a[href="{download}"]').get_text() == made.rendition.title
    assert b"".join(client.get(download).streaming_content)[:2] == b"PK"
    assert (
        client.post(address("renditions", record.pk), {"action": "drop", "attachment": attachment.pk}).status_code
        == 302
    )
    assert not page(client, "renditions", record).select(f'a[href="{download}"]')


@pytest.mark.django_db
def test_what_was_typed_stays_when_it_is_refused(client, staff):
    record = marked_draft(staff, attachments=[attachment := word_attachment(staff)])
    client.force_login(staff.editor)
    values = {"attachment": attachment.pk, "passages": "没有这句话", "ground": "E16-2", "reason": "属于讨论记录。"}
    answer = client.post(address("renditions", record.pk), values)
    shown = BeautifulSoup(answer.content, "html.parser")
    assert shown.select_one("textarea[name=passages]").get_text(strip=True) == "没有这句话"
    assert "文件中没有找到“没有这句话”" in shown.get_text()
    assert not AttachmentRendition.objects.exists()


@pytest.mark.django_db
def test_a_reviewer_reads_the_whole_text_with_its_marks_and_both_files(client, staff):
    record = marked_draft(staff, attachments=[attachment := word_attachment(staff)])
    made = sever(record, attachment, staff)
    client.force_login(staff.reviewer)
    shown = page(client, "review", record)
    assert shown.select_one("mark.withheld").get_text() == f"⟦{SECRET}⟧"
    files = [address("review_file", record.pk, pk) for pk in (attachment.pk, made.rendition_id)]
    assert [link["href"] for link in shown.select("section[aria-labelledby=files-heading] a")] == files
    assert [b"".join(client.get(file).streaming_content)[:2] for file in files] == [b"PK", b"PK"]


@pytest.mark.django_db
def test_the_preview_shows_what_the_public_will_read(rf, staff):
    record = marked_draft(staff, attachments=[attachment := word_attachment(staff)])
    made = sever(record, attachment, staff)
    draft = InformationRecord.objects.get(pk=record.pk).get_latest_revision_as_object()
    context = draft.get_preview_context(rf.get("/"), "")
    assert SECRET not in context["body_html"]
    assert WITHHELD_MARK in context["body_html"]
    assert [file["url"] for file in context["attachments"]] == [made.rendition.get_absolute_url()]
    assert [ground.reason for ground in context["withheld_grounds"]] == ["属于讨论记录。"]


@pytest.mark.django_db
def test_the_public_form_survives_an_edit_of_the_record(client, staff):
    """The formset makes rows of a draft anew: what its form does not hold would be lost."""
    record = marked_draft(staff, attachments=[])
    draft = record.get_latest_revision_as_object()
    draft.attachment_links = [RecordAttachment(attachment=(attachment := word_attachment(staff)))]
    draft.save_revision(user=staff.editor)
    made = sever(record, attachment, staff)
    client.force_login(staff.editor)
    shown = page(client, "edit", record)
    hidden = shown.select_one("input[name='attachment_links-0-rendition']")
    assert (hidden["type"], hidden["value"]) == ("hidden", str(made.rendition_id))
    download = reverse("wagtailsnippets_disclosure_attachment:download", args=[made.rendition_id])
    assert hidden.find_parent("section").select(f'a[href="{download}"]')


@pytest.mark.django_db
def test_the_editor_of_a_live_record_opens_with_the_whole_text(client, staff):
    record = sign_and_publish(marked_draft(staff), staff)
    client.force_login(staff.editor)
    shown = client.get(address("edit", record.pk)).content.decode()
    # The block's value is JSON in JSON in an attribute.
    assert any(
        SECRET.encode("unicode-escape").decode().replace("\\", "\\" * depth) in shown for depth in (1, 2, 4)
    ) or (SECRET in shown)
