"""Text of PDF: Chinese text, scans, properties, and documents that libraries choke on."""

import io
import subprocess

import pypdf
import pytest

from tests.kernel.files import samples
from zhifu_portal.kernel.files import ExtractedText, ExtractionRefused, FileKind, extract_text
from zhifu_portal.kernel.files.readers import portable

NO_TEXT = "未能从 PDF 中提取文字，可能是扫描件，请补充文字版"


def read(file) -> ExtractedText:
    return extract_text(file, FileKind.PDF)


def blank_pages(count: int) -> io.BytesIO:
    writer = pypdf.PdfWriter()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    return samples.saved(writer, "write")


def test_chinese_lines_of_all_pages_are_read_with_title_and_properties():
    info = {"/Title": "演示通知", "/Author": "张演示", "/Company": "演示局", "/Custom": "值"}
    found = read(samples.pdf_file("关于演示的通知\n烟芝演〔2022〕3号", "第二页", info=info))
    assert found.text == "关于演示的通知\n烟芝演〔2022〕3号\n第二页"
    assert found.title == "演示通知"
    assert found.properties.items() >= {("author", "张演示"), ("company", "演示局"), ("custom:Custom", "值")}
    assert found.notes == []


def test_a_scan_asks_for_a_text_version():
    found = read(blank_pages(2))
    assert (found.text, found.notes) == ("", [NO_TEXT])


def test_pages_without_text_are_named():
    assert read(samples.pdf_file("甲", "", "丙")).notes == ["PDF 第 2 页没有文字，可能是扫描页，请核对"]


def test_text_of_fonts_that_do_not_name_their_characters_is_reported():
    assert read(samples.pdf_file("\ue001\ue002\ue003")).notes == [
        "从 PDF 中提取的文字可能是乱码，请核对，必要时补充文字版"
    ]


def test_pages_beyond_the_limit_are_not_read(monkeypatch):
    monkeypatch.setattr(portable, "MAX_PAGES", 2)
    found = read(samples.pdf_file("甲", "乙", "丙"))
    assert (found.text, found.notes) == ("甲\n乙", ["PDF 页数过多，只提取了前 2000 页，其余内容不能被检索"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            lambda: samples.edited_pdf(samples.pdf_file("甲"), lambda w: w.encrypt("x", algorithm="AES-256")),
            "PDF 设置了密码或使用限制（如禁止复制），请解除后重新上传",
        ),
        (lambda: io.BytesIO(b"%PDF-1.7\n" + b"x" * 100), "文件已损坏，无法打开，请用原软件重新保存后再上传"),
        (
            lambda: io.BytesIO(samples.pdf_file("甲").getvalue()[:60]),
            "文件已损坏，无法打开，请用原软件重新保存后再上传",
        ),
    ],
)
def test_an_encrypted_or_damaged_pdf_is_refused_in_chinese(content, reason):
    with pytest.raises(ExtractionRefused) as refused:
        read(content())
    assert refused.value.reasons == [reason]


def test_a_process_that_never_ends_or_crashes_is_a_refusal(monkeypatch, tmp_path):
    crashing = tmp_path / "crash.py"
    crashing.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(portable, "_PROCESS", crashing)
    with pytest.raises(ExtractionRefused) as refused:
        read(samples.pdf_file("甲"))
    assert refused.value.reasons == ["PDF 结构过于复杂，无法处理，请重新导出或拆分后再上传"]
    crashing.write_text("while True: pass\n")
    monkeypatch.setattr(portable, "TIMEOUT_SECONDS", 0.2)
    with pytest.raises(ExtractionRefused) as refused:
        read(samples.pdf_file("甲"))
    assert isinstance(refused.value.__cause__, subprocess.TimeoutExpired)


def test_a_content_stream_that_unpacks_to_gigabytes_ends_in_an_answer():
    def fill(writer: pypdf.PdfWriter) -> None:
        stream = pypdf.generic.DecodedStreamObject()
        stream.set_data(b"q " * 20_000_000)
        writer.pages[0][pypdf.generic.NameObject("/Contents")] = writer._add_object(stream.flate_encode())

    # Whether the library gives up or the limit ends it depends on its version; either way there is an answer.
    try:
        answer = read(samples.edited_pdf(samples.pdf_file("甲"), fill)).text
    except ExtractionRefused as refused:
        answer = refused.reasons[0]
    assert answer in {"", portable.TOO_SLOW, portable.DAMAGED}
