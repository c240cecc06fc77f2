"""Inspecting uploads: every reason at once, and nothing large is read."""

import io
import struct
import zipfile

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from tests.kernel.files import samples
from zhifu_portal.kernel.files import ATTACHMENT_KINDS, FileKind, extract_text, inspect_upload, sniff
from zhifu_portal.kernel.files.ooxml import EXTERNAL, EXTERNAL_WORKBOOK, FOREIGN_CONTENT, OLE_OBJECT

DAMAGED = "文件已损坏，无法打开，请用原软件重新保存后再上传"
NESTED = "文件里嵌入了其他压缩包或文档，请删除嵌入内容，或转为图片后再上传"
POLYGLOT = "文件里混有另一种格式的内容，请用原软件重新保存后再上传"
PROGRAM_INSIDE = "文件里嵌入了程序或脚本，请删除后再上传"
BAD_MEMBER_NAME = "压缩包内的文件路径不安全，请用原软件重新保存后再上传"
RATIO = "文件的压缩比异常，疑似压缩炸弹，请用原软件另存后再上传"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class CountingFile(io.BytesIO):
    """Says it is 300 MB long and counts what is read of it."""

    read_bytes = 0

    def read(self, size=-1):
        content = super().read(size)
        self.read_bytes += len(content)
        return content

    def seek(self, offset, whence=0):
        return super().seek(300 * 1024 * 1024 if whence == 2 else offset)


def relationships(kind: str, target: str, mode: str = "External") -> str:
    return (
        f'{samples.DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )


@pytest.mark.parametrize(
    ("build", "name"),
    [
        (lambda: samples.pdf_file("通知"), "通知.pdf"),
        (lambda: samples.docx_file("通知"), "通知.DOCX"),
        (lambda: samples.xlsx_file({"表": [["一", 2]]}), "表.xlsx"),
        (lambda: samples.ofd_file(samples.ofd_text("通知", 10, 10)), "通知.ofd"),
        (lambda: samples.image_file("PNG"), "图.png"),
        (lambda: samples.image_file("JPEG"), "图.jpg"),
        (lambda: samples.image_file("GIF"), "图.gif"),
        (lambda: samples.image_file("WEBP"), "图.webp"),
        (lambda: io.BytesIO("正文".encode()), "正文.txt"),
        (lambda: io.BytesIO(b"a,b\n1,2\n"), "表.csv"),
        (lambda: io.BytesIO(b"a,b\n1,2\n"), "说明.txt"),
        (lambda: io.BytesIO(b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\x00" * 99), "录音.mp3"),
    ],
)
def test_an_honest_file_is_accepted_and_left_at_its_beginning(build, name):
    file = build()
    assert inspect_upload(file, name=name) == []
    assert file.tell() == 0


def test_a_file_of_300_mb_is_refused_without_reading_it():
    file = CountingFile(b"%PDF-1.7\n" + b"x" * 200_000)
    assert inspect_upload(file, name="大.pdf") == ["文件过大（300 MB），不能超过 100 MB，请压缩或拆分后再上传"]
    assert file.read_bytes <= 64 * 1024


def test_the_size_limit_is_an_argument():
    file = io.BytesIO("正文".encode() * 1000)
    assert inspect_upload(file, name="正文.txt", max_bytes=1024) == [
        "文件过大（0.005722 MB），不能超过 0.0009766 MB，请压缩或拆分后再上传"
    ]


def test_all_reasons_are_given_at_once():
    file = samples.zip_file({"OFD.xml": "<x/>", "../x.exe": "MZ"})
    assert inspect_upload(file, name="a/通知.pdf", allowed=ATTACHMENT_KINDS) == [
        "文件名含有路径，请只保留文件名后再上传",
        "文件内容是OFD 版式文档，扩展名却是 .pdf，请改为 .ofd 或检查文件是否选错",
        BAD_MEMBER_NAME,
        PROGRAM_INSIDE,
    ]


def test_a_kind_that_is_not_wanted_here_is_refused():
    reasons = inspect_upload(io.BytesIO(b"<!doctype html><p>x"), name="x.html", allowed=ATTACHMENT_KINDS)
    assert [reason.split("，")[0] for reason in reasons] == ["这里不接受网页文件"]


@pytest.mark.parametrize(("name", "shown"), [("通知.docx", ".docx"), ("通知", "没有扩展名"), ("通知.pdf.txt", ".txt")])
def test_an_extension_that_does_not_fit_is_refused(name, shown):
    reason = f"文件内容是PDF 文档，扩展名却是 {shown}，请改为 .pdf 或检查文件是否选错"
    assert inspect_upload(samples.pdf_file("通知"), name=name) == [reason]


@pytest.mark.parametrize(
    ("members", "reasons"),
    [
        ({"word/embeddings/a.xlsx": "x"}, [NESTED]),
        ({"word/media/image1.png": b"PK\x03\x04rest"}, [NESTED]),
        ({"word/media/image1.png": b"MZ\x90\x00"}, [PROGRAM_INSIDE]),
        ({"word/run.vbs": "x"}, [PROGRAM_INSIDE]),
        ({"/etc/passwd": "x"}, [BAD_MEMBER_NAME]),
        ({"word/../../x": "x"}, [BAD_MEMBER_NAME]),
        ({"word/media/zeros.png": b"\x00" * 40_000_000}, [RATIO]),
        ({f"word/media/{n}.txt": "" for n in range(10_001)}, ["压缩包内的文件过多（超过 1 万个），请拆分后上传"]),
        ({"word/_rels/document.xml.rels": relationships("image", "http://example.invalid/x.png")}, [EXTERNAL]),
        ({"word/_rels/settings.xml.rels": relationships("attachedTemplate", "http://example.invalid/x")}, [EXTERNAL]),
        ({"word/_rels/settings.xml.rels": relationships("attachedTemplate", "file:///C:\\模板\\公文.dotx")}, []),
        ({"word/_rels/document.xml.rels": relationships("hyperlink", "http://example.invalid/")}, []),
        ({"word/_rels/document.xml.rels": relationships("oleObject", "x.bin", "Internal")}, [OLE_OBJECT]),
        ({"word/_rels/document.xml.rels": relationships("aFChunk", "x.html", "Internal")}, [FOREIGN_CONTENT]),
    ],
)
def test_a_docx_is_refused_for_what_is_inside_it(members, reasons):
    assert inspect_upload(samples.with_members(samples.docx_file("通知"), members), name="通知.docx") == reasons


def test_a_workbook_that_refers_to_another_is_refused():
    members = {
        "xl/_rels/workbook.xml.rels": relationships("externalLink", "externalLinks/externalLink1.xml", "Internal")
    }
    file = samples.with_members(samples.xlsx_file({"表": [["一"]]}), members)
    assert inspect_upload(file, name="表.xlsx") == [EXTERNAL_WORKBOOK]


def test_a_docx_with_macros_says_what_to_save_it_as():
    file = samples.with_members(samples.docx_file("通知"), {"word/vbaProject.bin": b"\xd0\xcf"})
    assert inspect_upload(file, name="通知.docm") == ["文件含有宏，请另存为不含宏的 docx 或 xlsx 后再上传"]


def test_entity_definitions_are_refused():
    file = samples.with_members(
        samples.docx_file("通知"), {"word/document.xml": '<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'}
    )
    assert inspect_upload(file, name="通知.docx") == [
        "文件内的 XML 含有实体定义，可能是恶意文件，请用原软件重新保存后再上传"
    ]


def test_a_container_that_claims_to_be_encrypted_is_refused():
    content = bytearray(samples.docx_file("通知").getvalue())
    at = 0
    while (at := content.find(b"PK\x01\x02", at + 1)) > 0:
        content[at + 8] |= 1
    assert "文件设置了打开密码，请取消密码后重新上传" in inspect_upload(io.BytesIO(bytes(content)), name="通知.docx")


@pytest.mark.parametrize("field", ["members", "size"])
def test_a_directory_of_millions_of_members_is_refused_before_it_is_read(field):
    content = bytearray(samples.docx_file("通知").getvalue())
    end = content.rfind(b"PK\x05\x06")
    struct.pack_into("<H", content, end + 10, 60_000) if field == "members" else None
    struct.pack_into("<L", content, end + 12, 50_000_000) if field == "size" else None
    assert inspect_upload(io.BytesIO(bytes(content)), name="通知.docx") == [
        "压缩包内的文件过多（超过 1 万个），请拆分后上传"
    ]


def test_members_that_share_their_bytes_are_refused():
    file = samples.zip_file({"OFD.xml": "<x/>"})
    with zipfile.ZipFile(file, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("a", "x" * 5000)
        for number in range(3):
            twin = zipfile.ZipInfo(f"b{number}")
            original = archive.getinfo("a")
            twin.header_offset, twin.file_size, twin.compress_size = original.header_offset, 5000, 5000
            twin.CRC = original.CRC
            archive.filelist.append(twin)
    assert RATIO in inspect_upload(samples.rewound(file), name="a.ofd")


@pytest.mark.parametrize(
    ("content", "name", "reasons"),
    [
        (lambda: b"<html>" + samples.docx_file("通知").getvalue(), "通知.html", None),
        (lambda: samples.pdf_file("通知").getvalue() + samples.zip_file({"a": "b"}).getvalue(), "通知.pdf", [POLYGLOT]),
        (lambda: samples.image_file("PNG").getvalue() + samples.zip_file({"a": "b"}).getvalue(), "图.png", [POLYGLOT]),
        (lambda: samples.image_file("GIF").getvalue() + b"<ScRiPt>alert(1)</script>", "图.gif", [POLYGLOT]),
        (lambda: samples.image_file("JPEG").getvalue() + b"<?php system();", "图.jpeg", [POLYGLOT]),
        (lambda: samples.image_file("JPEG").getvalue() + samples.pdf_file("x").getvalue(), "图.jpg", [POLYGLOT]),
        (lambda: samples.image_file("PNG").getvalue()[:-30], "图.png", [DAMAGED]),
    ],
)
def test_a_file_that_opens_as_two_formats_is_refused(content, name, reasons):
    found = inspect_upload(io.BytesIO(content()), name=name)
    assert found == reasons if reasons else found


def png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + name + content + struct.pack(">L", zipfile.crc32(name + content))


@pytest.mark.parametrize("side", [11_000, 60_000])
def test_an_image_of_enormous_size_is_refused_by_its_header(side):
    header = struct.pack(">LL", side, side) + b"\x08\x02\x00\x00\x00"
    chunks = [png_chunk(b"IHDR", header), png_chunk(b"IDAT", b"x"), png_chunk(b"IEND", b"")]
    content = b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
    assert inspect_upload(io.BytesIO(content), name="图.png") == ["图片尺寸过大（超过 1 亿像素），请缩小后再上传"]


def script_on(*path: str, kind: str = "/JavaScript"):
    """Return an edit that hangs an action on the catalog at this path of keys."""

    def edit(writer: pypdf.PdfWriter) -> None:
        holder = writer.root_object
        for key in path[:-1]:
            holder = holder.setdefault(NameObject(key), DictionaryObject())
        action = DictionaryObject({NameObject("/S"): NameObject(kind), NameObject("/JS"): TextStringObject("app.x()")})
        named = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a"), action])})
        holder[NameObject(path[-1])] = named if path[0] == "/Names" else action

    return edit


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (script_on("/Names", "/JavaScript"), "PDF 含有脚本，请用“打印为 PDF”重新生成后再上传"),
        (script_on("/AA", "/WC"), "PDF 含有脚本，请用“打印为 PDF”重新生成后再上传"),
        (script_on("/OpenAction"), "PDF 含有脚本，请用“打印为 PDF”重新生成后再上传"),
        (script_on("/OpenAction", kind="/Launch"), "PDF 含有启动程序的动作，请用“打印为 PDF”重新生成后再上传"),
        (
            lambda w: w.add_attachment("内.txt", b"x"),
            "PDF 内嵌了其他文件或多媒体，请删除后上传，内嵌文件请单独上传",
        ),
        (
            lambda w: w.encrypt("secret", algorithm="AES-256"),
            "PDF 设置了密码或使用限制（如禁止复制），请解除后重新上传",
        ),
        (
            lambda w: w.encrypt("", "owner", algorithm="AES-256"),
            "PDF 设置了密码或使用限制（如禁止复制），请解除后重新上传",
        ),
    ],
)
def test_a_pdf_is_refused_for_what_it_does(edit, reason):
    assert inspect_upload(samples.edited_pdf(samples.pdf_file("通知"), edit), name="通知.pdf") == [reason]


def test_a_damaged_pdf_is_refused():
    assert inspect_upload(io.BytesIO(b"%PDF-1.7\ngarbage"), name="通知.pdf") == [DAMAGED]


@settings(max_examples=60)
@given(st.data())
def test_a_container_with_any_bytes_changed_is_judged_without_an_error(data):
    content = bytearray(samples.ofd_file(samples.ofd_text("通知", 10, 10)).getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert all(
        isinstance(reason, str) and reason for reason in inspect_upload(io.BytesIO(bytes(content)), name="x.ofd")
    )


@pytest.mark.parametrize("uploaded", [SimpleUploadedFile, TemporaryUploadedFile])
@pytest.mark.parametrize(
    ("build", "name", "kind"),
    [
        (lambda: samples.docx_file("通知"), "通知.docx", FileKind.DOCX),
        (lambda: samples.xlsx_file({"表": [["通知"]]}), "表.xlsx", FileKind.XLSX),
        (lambda: samples.pdf_file("通知"), "通知.pdf", FileKind.PDF),
        (lambda: samples.image_file("PNG"), "图.png", FileKind.PNG),
    ],
)
def test_uploads_of_django_are_inspected_and_read_like_open_files(uploaded, build, name, kind):
    content = build().getvalue()
    if uploaded is SimpleUploadedFile:
        file = SimpleUploadedFile(name, content)
    else:
        file = TemporaryUploadedFile(name, "", len(content), None)
        file.write(content)
    with file:
        assert (sniff(file), inspect_upload(file, name=name)) == (kind, [])
        assert ("通知" in extract_text(file, kind).text) is (kind is not FileKind.PNG)
