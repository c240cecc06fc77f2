"""Recognising files by their content."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.files import samples
from zhifu_portal.kernel.files import FileKind, sniff
from zhifu_portal.kernel.files.sniffing import Identity, identify

MACROS = "文件含有宏，请另存为不含宏的 docx 或 xlsx 后再上传"
PROGRAM = "不接受程序或脚本文件，请上传文档、图片、音频或视频"
PACKED = "不接受压缩包，请解压后逐个上传"
TIFF = "不接受 TIFF 图片，请转换为 PDF、PNG 或 JPEG 后再上传"
MARKUP = "不接受 XML 或 SVG 文件，请转换为 PDF 或 PNG 后再上传"


OPEN = "openxmlformats-officedocument"
TEMPLATE = "不接受模板文件，请另存为 docx 或 xlsx 后再上传"
SLIDES = "不接受演示文稿，请另存为 PDF 后再上传"


def content_types(main: str) -> dict[str, bytes | str]:
    return {"[Content_Types].xml": f'<Types><Override ContentType="application/vnd.{main}"/></Types>'}


@pytest.mark.parametrize(
    ("build", "kind"),
    [
        (lambda: samples.pdf_file("通知"), FileKind.PDF),
        (lambda: samples.docx_file("通知"), FileKind.DOCX),
        (lambda: samples.xlsx_file({"表": [["一"]]}), FileKind.XLSX),
        (lambda: samples.ofd_file(samples.ofd_text("通知", 10, 10)), FileKind.OFD),
        (lambda: samples.image_file("PNG"), FileKind.PNG),
        (lambda: samples.image_file("JPEG"), FileKind.JPEG),
        (lambda: samples.image_file("GIF"), FileKind.GIF),
        (lambda: samples.image_file("WEBP"), FileKind.WEBP),
    ],
)
def test_files_of_real_writers_are_recognised(build, kind):
    file = build()
    assert sniff(file) is kind
    assert file.tell() == 0


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"ID3\x04\x00\x00\x00\x00\x00\x00", FileKind.MP3),
        (b"\xff\xfb\x90\x64" + b"\x00" * 100, FileKind.MP3),
        (b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00", FileKind.M4A),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", FileKind.MP4),
        ("芝罘区\n通知正文".encode(), FileKind.TXT),
        ("芝罘区\n通知正文".encode("gb18030"), FileKind.TXT),
        ("芝罘区\n通知正文".encode("utf-16"), FileKind.TXT),
        ("BMW 是文字\n".encode(), FileKind.TXT),
        ("街道,人口\n向阳,1\n东山,2\n".encode(), FileKind.CSV),
        ("<!DOCTYPE html><p>文".encode(), FileKind.HTML),
        ("\ufeff<!-- 注 --><!-- 注 -->\n<HTML>".encode(), FileKind.HTML),
        ("<p>通知</p>".encode("gbk"), FileKind.HTML),
    ],
)
def test_sound_video_and_text_are_recognised(content, kind):
    assert sniff(io.BytesIO(content)) is kind


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "文件是空的，请检查后重新上传"),
        (b" \r\n", "文件是空的，请检查后重新上传"),
        (b"MZ\x90\x00\x03", PROGRAM),
        (b"\x7fELF\x02\x01\x01\x00", PROGRAM),
        (b"#!/bin/sh\necho", PROGRAM),
        (b"Rar!\x1a\x07\x01\x00", PACKED),
        (b"\x1f\x8b\x08\x00\x00", PACKED),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", PACKED),
        (b"{\\rtf1\\ansi}", "不接受 RTF 文件，请另存为 docx 后再上传"),
        (b"II*\x00\x08\x00", TIFF),
        (b"BM\x36\x00\x00\x00\x00\x00", "不接受 BMP 图片，请转换为 PNG 或 JPEG 后再上传"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", MARKUP),
        (b"<?xml version='1.0'?><a/>", MARKUP),
        (b"\x00\x00\x00\x20ftypheic\x00\x00", "不接受 HEIC 或 AVIF 图片，请转换为 JPEG 后再上传"),
        (b"\x00\x00\x00\x20ftypqt  \x00\x00", "不接受这种视频格式，请转换为 MP4 后再上传"),
        ("繁體中文內容，請參閱臺灣網頁編碼".encode("big5"), "无法识别文本的编码，请另存为 UTF-8 编码后再上传"),
        (b"\x00\x01\x02\x03" * 9, "不认识的文件格式，请上传 PDF、docx、xlsx、OFD、图片、音频或视频"),
        (b"PK\x03\x04\x00\x00", "文件已损坏，无法打开，请用原软件重新保存后再上传"),
    ],
)
def test_what_is_not_accepted_is_named_with_a_way_out(content, refusal):
    assert identify(io.BytesIO(content)) == Identity(None, refusal)


@pytest.mark.parametrize(
    ("members", "refusal"),
    [
        ({"a.txt": "文"}, PACKED),
        (content_types("ms-word.document.macroEnabled.main+xml"), MACROS),
        (content_types("ms-excel.sheet.macroEnabled.main+xml"), MACROS),
        ({**content_types(f"{OPEN}.wordprocessingml.document.main+xml"), "word/vbaProject.bin": ""}, MACROS),
        (content_types(f"{OPEN}.wordprocessingml.template.main+xml"), TEMPLATE),
        (content_types(f"{OPEN}.presentationml.presentation.main+xml"), SLIDES),
        (content_types("unknown"), "不认识的文件格式，请上传 PDF、docx、xlsx、OFD、图片、音频或视频"),
    ],
)
def test_containers_are_told_apart_by_their_members(members, refusal):
    assert identify(samples.zip_file(members)) == Identity(None, refusal)


@pytest.mark.parametrize(
    ("stream", "refusal"),
    [
        ("WordDocument", "不接受旧版 doc 文件，请另存为 docx 后再上传"),
        ("Workbook", "不接受旧版 xls 文件，请另存为 xlsx 后再上传"),
        ("PowerPoint Document", "不接受旧版 ppt 文件，请另存为 PDF 后再上传"),
        ("EncryptedPackage", "文件设置了打开密码，请取消密码后重新上传"),
        ("其他", "不接受旧版 Office 文件，请另存为 docx、xlsx 或 PDF 后再上传"),
    ],
)
def test_old_office_files_say_what_to_save_them_as(stream, refusal):
    assert identify(samples.ole_file(stream)) == Identity(None, refusal)


def test_many_comments_before_the_markup_take_no_exponential_time():
    assert sniff(io.BytesIO(b"<!-- -->" * 5000 + b"x")) is FileKind.TXT


@given(
    st.binary(max_size=600), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<"])
)
def test_identify_gives_a_kind_or_a_reason_for_any_bytes(content, magic):
    identity = identify(io.BytesIO(magic + content))
    assert bool(identity.kind) != bool(identity.refusal)
