"""The two commands as an operator meets them."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from disclosure.organs.models import Organ
from disclosure.records.models import ImportBatch, InformationRecord
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, UserFactory
from tests.policies.documents.importing.lines import jsonl, row
from zhifu_portal.kernel.audit.models import AuditRow

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

OFFICIAL = """演政办发〔2026〕3号

演示区政府办公室
关于印发演示方案的通知

各街道办事处，区政府各部门：
现将《演示方案》印发给你们，请结合《演示条例》（演政发〔2025〕9号）认真执行。
一、总体要求
（一）强化公开。演示数据。
演示区政府办公室
2026年6月16日
（此件公开发布）
"""


@pytest.fixture
def office():
    return OrganFactory(name="演示区政府办公室", kind="office")


def run(command, *args, **options):
    out = io.StringIO()
    call_command(command, *args, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def lines_file(tmp_path):
    path = tmp_path / "演示.jsonl"
    path.write_bytes(jsonl(row(1), "{", row(2, date="2022-02-30")).getvalue())
    return path


def test_the_report_names_every_rejected_line(office, lines_file):
    user = UserFactory(username="importer")

    output = run("import_documents", str(lines_file), publish=True, by="importer", progress=True)

    assert "第 2 行未导入（{）：这一行不是有效的 JSON，请检查引号、逗号和括号。" in output
    assert "第 3 行未导入（演示数据：测试办法之2）：成文日期（date）“2022-02-30”在日历上不存在，请核对。" in output
    assert "新增 1 件，更新 0 件，未变化 0 件，公开 1 件，未导入 2 行。" in output
    batch = ImportBatch.objects.get()
    assert (batch.file_name, batch.started_by, batch.organ, batch.state) == ("演示.jsonl", user, office, "finished")


def test_a_dry_run_writes_nothing(office, lines_file):
    output = run("import_documents", str(lines_file), dry_run=True, publish=True)

    assert "试运行，没有写入任何内容。新增 1 件，更新 0 件，未变化 0 件，公开 1 件，未导入 2 行。" in output
    assert "第 2 行未导入" in output
    assert not ImportBatch.objects.exists()
    assert not PolicyDocument.objects.exists()
    assert not AuditRow.objects.exists()


def test_an_import_is_taken_back(office, lines_file):
    run("import_documents", str(lines_file))
    batch = ImportBatch.objects.get()

    assert run("import_documents", undo=batch.pk) == f"批次 {batch.pk} 已撤销：删除 1 件，保留 0 件。\n"
    assert not InformationRecord.objects.exists()


def test_the_organ_is_the_one_asked_for_the_one_of_the_site_or_the_office(office, lines_file, settings):
    other, site = OrganFactory(), OrganFactory()
    for code, options in ((office.code, {}), (other.code, {"organ": other.code})):
        run("import_documents", str(lines_file), **options)
        assert ImportBatch.objects.latest("pk").organ.code == code
    settings.SITE_OFFICE_ORGAN_CODE = site.code
    run("import_documents", str(lines_file))
    assert ImportBatch.objects.latest("pk").organ == site


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "还没有登记政府办公室"),
        ({"organ": "11370602MB2857833X"}, "没有统一社会信用代码为“11370602MB2857833X”的本区机关"),
        ({"by": "nobody"}, "没有用户名为“nobody”的在用账号"),
        ({"undo": 5}, "没有编号为 5 的导入批次"),
    ],
)
def test_what_cannot_be_done_is_said(lines_file, options, message):
    with pytest.raises(CommandError, match=message):
        run("import_documents", str(lines_file), **options)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "文件是空的"),
        ("{}\n".encode("utf-16"), "文件不是 UTF-8 编码的文本"),
        (b"PK\x03\x04\x00\x00", "文件不是 UTF-8 编码的文本"),
    ],
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_file_that_holds_no_lines_is_refused(office, tmp_path, content, message, dry_run):
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=message):
        run("import_documents", str(path), dry_run=dry_run)

    assert not ImportBatch.objects.exists()


def test_a_file_or_a_batch_must_be_named(office, tmp_path):
    with pytest.raises(CommandError, match="请写明要导入的 JSONL 文件"):
        run("import_documents")
    with pytest.raises(CommandError, match="无法读取文件"):
        run("import_documents", str(tmp_path / "missing.jsonl"))
    with pytest.raises(CommandError, match="无法读取文件"):
        run("import_file", str(tmp_path / "missing.txt"))


def test_a_document_is_proposed_and_nothing_saved(office, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(OFFICIAL)

    proposal = json.loads(run("import_file", str(path), json=True))

    assert proposal["title"] == "演示区政府办公室关于印发演示方案的通知"
    assert proposal["document_number"] == "演政办发〔2026〕3号"
    assert (proposal["composed_on"], proposal["attribute"], proposal["genre"]) == ("2026-06-16", "open", "通知")
    assert proposal["issuing_organ"] == "演示区政府办公室"
    assert proposal["addressees"] == ["各街道办事处", "区政府各部门"]
    assert {"title": "演示条例", "document_number": "演政发〔2025〕9号"} in proposal["citations"]
    assert "<h2>一、总体要求</h2>" in proposal["body_html"]
    assert not PolicyDocument.objects.exists()


def test_a_document_is_saved_as_a_draft_of_its_issuer(office, tmp_path):
    OrganFactory(kind="office")
    path = tmp_path / "a.txt"
    path.write_text(OFFICIAL)
    UserFactory(username="editor")

    output = run("import_file", str(path), save=True, by="editor")

    record = PolicyDocument.objects.get()
    assert (record.organ, record.status, record.live) == (office, "draft", False)
    assert (record.lead_organ, record.is_reproduced, record.drafted_by.username) == (None, False, "editor")
    assert record.body_text().split("\n")[0] == "各街道办事处，区政府各部门："
    assert "<h2>一、总体要求</h2>" in record.body_html()
    assert f"已登记为草稿，索引号 {record.index_number}" in output
    assert "公开属性：主动公开" in output


def test_a_document_of_a_superior_is_a_reproduced_draft_of_the_office(office, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(OFFICIAL.replace("演示区政府办公室", "演示省人民政府办公厅").replace("演政办", "演省政办"))

    run("import_file", str(path), save=True)

    record = PolicyDocument.objects.get()
    assert (record.organ, record.is_reproduced, record.kind, record.due_on) == (office, True, "superior", None)
    assert record.lead_organ == Organ.objects.get(name="演示省人民政府办公厅", is_foreign=True)


def test_the_same_number_is_not_registered_twice(office, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(OFFICIAL)
    run("import_file", str(path), save=True)

    with pytest.raises(CommandError, match="本机关已有同一发文字号的信息"):
        run("import_file", str(path), save=True)

    assert PolicyDocument.objects.count() == 1


def test_a_page_with_a_script_waits_for_a_persons_look(office, tmp_path):
    path = tmp_path / "a.html"
    paragraphs = "".join(f"<p>{line}</p>" for line in OFFICIAL.splitlines() if line)
    path.write_text(f"<html><body><script>alert(1)</script>{paragraphs}</body></html>")

    with pytest.raises(CommandError, match="脚本、样式和嵌入内容已去除"):
        run("import_file", str(path), save=True)
    assert not PolicyDocument.objects.exists()

    run("import_file", str(path), save=True, confirmed=True)
    assert "alert" not in PolicyDocument.objects.get().body_html()


def test_a_secret_document_is_never_saved(office, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"机密★5年\n{OFFICIAL}")

    with pytest.raises(CommandError, match="文件标有密级“机密★5年”，不能导入"):
        run("import_file", str(path), save=True, confirmed=True)

    assert not PolicyDocument.objects.exists()
