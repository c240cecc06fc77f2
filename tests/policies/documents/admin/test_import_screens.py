"""The import screens: what is recognised is confirmed, nothing typed is lost, and only editors of the organ get in."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring

from disclosure.organs.enums import Role
from disclosure.records.models import ImportBatch
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, Staff, make_staff
from tests.policies.documents.importing.lines import jsonl, row, rows
from tests.policies.documents.importing.test_commands import OFFICIAL
from zhifu_portal.kernel.outbox import OutboxRow, drain

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

POLICIES = "wagtailsnippets_policies_policydocument"
BATCHES = "wagtailsnippets_disclosure_importbatch"


@pytest.fixture
def staff():
    return Staff(OrganFactory(name="演示区政府办公室", kind="office"))


@pytest.fixture
def editor(client, staff):
    client.force_login(staff.editor)
    return client


def text_file(text=OFFICIAL, name="演示.txt"):
    return SimpleUploadedFile(name, text.encode())


def proposed(client, **uploaded):
    """Upload the document; return what a browser would send from the page that is shown for it."""
    response = client.post(reverse(f"{POLICIES}:import_file"), {"file": text_file(**uploaded)})
    assert response.status_code == 200
    [form] = [form for form in fromstring(response.content.decode()).forms if "recognised_text" in form.fields]
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def test_the_proposal_shows_every_field_beside_the_text(editor, staff):
    response = editor.post(reverse(f"{POLICIES}:import_file"), {"file": text_file()})

    page = response.content.decode()
    assert 'value="演政办发〔2026〕3号"' in page
    assert "《演示条例》演政发〔2025〕9号" in page
    assert "从文件中识别的文字" in page
    assert response.context["form"]["organ"].value() == staff.organ.pk
    assert not PolicyDocument.objects.exists()


def test_a_confirmed_proposal_is_a_draft_and_opens_its_editor(editor, staff):
    values = proposed(editor) | {"title": "演示区政府办公室关于印发演示方案（修订）的通知"}

    response = editor.post(reverse(f"{POLICIES}:import_confirm"), values)

    record = PolicyDocument.objects.get()
    assert response.url == reverse(f"{POLICIES}:edit", args=[record.pk])
    assert (record.title, record.status, record.live) == (values["title"], "draft", False)
    assert (record.drafted_by, record.latest_revision.user) == (staff.editor, staff.editor)
    assert "<h2>一、总体要求</h2>" in record.body_html()
    page = editor.get(response.url)
    assert page.status_code == 200
    assert record.index_number in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"composed_on": "2022-02-30"}, "输入一个有效的日期"),
        ({"title": ""}, "必需字段"),
        ({"attribute": "withheld"}, "须选择《条例》规定的情形并说明理由"),
    ],
)
def test_nothing_typed_or_recognised_is_lost_on_an_error(editor, wrong, message):
    recognised = proposed(editor)
    values = recognised | {"body_text": "我改过的正文", "issuers": "改过的机关"} | wrong

    response = editor.post(reverse(f"{POLICIES}:import_confirm"), values)

    page = response.content.decode()
    assert message in page
    assert "我改过的正文" in page
    assert 'value="改过的机关"' in page
    assert response.context["recognised_text"] == recognised["recognised_text"]
    assert "《演示条例》演政发〔2025〕9号" in page
    assert not PolicyDocument.objects.exists()


def test_a_number_that_is_taken_is_said_above_the_form(editor):
    values = proposed(editor)
    editor.post(reverse(f"{POLICIES}:import_confirm"), values)

    response = editor.post(reverse(f"{POLICIES}:import_confirm"), values)

    assert "本机关已有同一发文字号的信息，请核对。" in response.content.decode()
    assert PolicyDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (SimpleUploadedFile("a.txt", b"\x00\x01"), "不认识的文件格式"),
        (SimpleUploadedFile("a.exe", b"MZ"), "不接受程序或脚本文件"),
        (SimpleUploadedFile("a.txt", f"绝密\n{OFFICIAL}".encode()), "文件标有密级"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(editor, file, message):
    file.seek(0)
    response = editor.post(reverse(f"{POLICIES}:import_file"), {"file": file})

    assert message in response.content.decode()


def test_a_secret_text_does_not_come_in_by_the_second_page(editor):
    values = proposed(editor) | {"recognised_text": f"绝密\n{OFFICIAL}"}

    response = editor.post(reverse(f"{POLICIES}:import_confirm"), values)

    assert response.url == reverse(f"{POLICIES}:import_file")
    assert not PolicyDocument.objects.exists()


def test_a_draft_is_not_registered_for_another_organ(editor):
    values = proposed(editor) | {"organ": OrganFactory().pk}

    response = editor.post(reverse(f"{POLICIES}:import_confirm"), values)

    assert response.status_code == 200
    assert not PolicyDocument.objects.exists()


@pytest.mark.parametrize("name", ["import_file", "import_confirm", "import_documents"])
@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SIGNER, Role.AUDITOR, Role.DISCLOSURE_OFFICE])
def test_only_editors_import(client, staff, name, role):
    organ = None if role in {Role.AUDITOR, Role.DISCLOSURE_OFFICE} else staff.organ
    client.force_login(make_staff(organ, role))

    for response in (client.get(reverse(f"{POLICIES}:{name}")), client.post(reverse(f"{POLICIES}:{name}"))):
        assert response.status_code == 302
        assert response.url == reverse("wagtailadmin_home")


def test_editors_are_shown_the_way_and_others_are_not(client, staff):
    url = reverse(f"{POLICIES}:import_documents")
    for person, is_shown in ((staff.editor, True), (staff.signer, False)):
        client.force_login(person)
        assert (url in client.get(reverse(f"{POLICIES}:list")).content.decode()) is is_shown


def upload(client, file, organ):
    return client.post(
        reverse(f"{POLICIES}:import_documents"),
        {"organ": organ.pk, "file": SimpleUploadedFile("演示.jsonl", file.getvalue())},
    )


def test_a_file_of_lines_is_imported_by_the_worker_as_drafts(editor, staff, data_dir):
    response = upload(editor, jsonl(row(1), "{", row(2, date="2022-02-30")), staff.organ)

    batch = ImportBatch.objects.get()
    assert response.url == reverse(f"{BATCHES}:inspect", args=[batch.pk])
    waiting = editor.get(response.url)
    assert (waiting["Refresh"], "已读取 0%" in waiting.content.decode()) == ("5", True)

    drain(now=timezone.now())

    batch.refresh_from_db()
    assert (batch.state, batch.created_count, batch.rejected_count, batch.upload.name) == ("finished", 1, 2, "")
    assert (PolicyDocument.objects.get().live, batch.started_by) == (False, staff.editor)
    done = editor.get(response.url)
    page = done.content.decode()
    assert "Refresh" not in done
    assert f"{timezone.localtime(batch.finished_at):%H:%M}" in page
    assert "成文日期（date）“2022-02-30”在日历上不存在，请核对。" in page
    assert reverse(f"{BATCHES}:undo", args=[batch.pk]) in page
    assert not list((data_dir / "attachments").rglob("*.jsonl"))


def test_a_delivery_that_comes_twice_does_its_work_once(editor, staff):
    upload(editor, jsonl(*rows(2)), staff.organ)
    owed = OutboxRow.objects.get(topic="policies.import")
    drain(now=timezone.now())
    OutboxRow.objects.filter(pk=owed.pk).update(status="pending", done_at=None, attempts=0)

    drain(now=timezone.now())

    batch = ImportBatch.objects.get()
    assert (batch.created_count, batch.unchanged_count, PolicyDocument.objects.count()) == (2, 0, 2)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\x00\x01\x02", "文件不是 UTF-8 编码的文本"), (b" \n", "文件是空的")],
)
def test_a_file_without_lines_is_refused_in_words(editor, staff, content, message):
    response = upload(editor, io.BytesIO(content), staff.organ)

    assert message in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_an_import_is_taken_back_after_a_second_question(editor, staff):
    upload(editor, jsonl(*rows(2)), staff.organ)
    drain(now=timezone.now())
    batch = ImportBatch.objects.get()
    kept = PolicyDocument.objects.first()
    kept.save_revision(user=staff.editor)
    url = reverse(f"{BATCHES}:undo", args=[batch.pk])
    assert "这次导入现有 2 件" in editor.get(url).content.decode()

    response = editor.post(url, follow=True)

    page = response.content.decode()
    assert "已撤销：删除 1 件，保留 1 件。" in page
    assert kept.index_number in page
    assert "导入后有人编辑或者送审过。" in page
    assert list(PolicyDocument.objects.all()) == [kept]


def test_another_organ_neither_sees_nor_takes_back_an_import(editor, client, staff):
    upload(editor, jsonl(row()), staff.organ)
    drain(now=timezone.now())
    batch = ImportBatch.objects.get()
    client.force_login(Staff(OrganFactory()).editor)

    assert client.get(reverse(f"{BATCHES}:inspect", args=[batch.pk])).status_code == 404
    assert client.post(reverse(f"{BATCHES}:undo", args=[batch.pk])).status_code == 404
    assert PolicyDocument.objects.count() == 1


def test_who_only_reads_does_not_take_back(client, staff, editor):
    upload(editor, jsonl(row()), staff.organ)
    batch = ImportBatch.objects.get()
    client.force_login(make_staff(None, Role.AUDITOR))

    page = client.get(reverse(f"{BATCHES}:inspect", args=[batch.pk])).content.decode()
    refused = client.post(reverse(f"{BATCHES}:undo", args=[batch.pk]))

    assert reverse(f"{BATCHES}:undo", args=[batch.pk]) not in page
    assert (refused.status_code, refused.url) == (302, reverse("wagtailadmin_home"))


def test_no_batch_is_made_or_changed_by_hand(editor, staff):
    upload(editor, jsonl(row()), staff.organ)
    batch = ImportBatch.objects.get()

    assert editor.get(reverse(f"{BATCHES}:add")).url == reverse("wagtailadmin_home")
    assert editor.post(reverse(f"{BATCHES}:edit", args=[batch.pk])).url == reverse("wagtailadmin_home")


def test_the_editor_of_an_imported_record_opens_and_saves(editor, staff):
    upload(editor, jsonl(row()), staff.organ)
    drain(now=timezone.now())
    record = PolicyDocument.objects.get()

    assert editor.get(reverse(f"{POLICIES}:edit", args=[record.pk])).status_code == 200
    assert editor.get(reverse(f"{POLICIES}:review", args=[record.pk])).status_code == 200
    assert editor.get(reverse(f"{POLICIES}:history", args=[record.pk])).status_code == 200
