"""Files that cannot be read: a message in Chinese that says what to do, never anything else."""

import io
import zipfile

import pytest

from policies.documents.importing.file_reading import MAX_CHARACTERS, propose, read_official_file
from tests.kernel.files import samples
from zhifu_portal.kernel.refusals import Refused


def zip_bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "wordprocessingml.document.main+xml")
        archive.writestr("word/document.xml", b"\0" * 60_000_000)
    return file


def with_macros():
    file = samples.docx_file("演示数据")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return file


class HugeFile(io.BytesIO):
    """A text file that says it is 300 MB long, without being so."""

    def seek(self, offset, whence=0):
        self.at_end = whence == 2
        return super().seek(offset, whence)

    def tell(self):
        return 300 * 1024 * 1024 if self.at_end else super().tell()


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("a.pdf", lambda: samples.pdf_file(""), "未能从 PDF 中提取文字，可能是扫描件，请补充文字版"),
        ("a.docx", with_macros, "文件含有宏，请另存为不含宏的 docx 或 xlsx 后再上传"),
        ("a.docx", zip_bomb, "文件的压缩比异常，疑似压缩炸弹，请用原软件另存后再上传"),
        ("a.txt", lambda: io.BytesIO(b"\xff\xfe\xfd" * 50), "另存为 UTF-8 编码后再上传"),
        ("a.txt", lambda: io.BytesIO(b""), "文件是空的，请检查后重新上传"),
        ("a.txt", lambda: HugeFile("演示数据".encode()), "文件过大（300 MB），不能超过 100 MB，请压缩或拆分后再上传"),
        ("a.png", lambda: io.BytesIO(b"\x89PNG\r\n\x1a\n"), "这里不接受PNG 图片"),
        ("a.html", lambda: io.BytesIO(b"<html><script>alert(1)</script></html>"), "网页中没有文字"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(name, make, reason):
    with pytest.raises(Refused) as refused:
        read_official_file(file=make(), name=name)

    assert any(reason in each for each in refused.value.reasons), refused.value.reasons


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.docx", lambda: samples.docx_file("Demo text of a file")),
        ("a.pdf", lambda: samples.pdf_file("Demo text of a file")),
        ("a.ofd", lambda: samples.ofd_file(samples.ofd_text("Demo text of a file", 10, 20))),
        ("a.html", lambda: io.BytesIO(b"<html><body><p>Demo text of a file</p></body></html>")),
    ],
)
def test_the_text_of_office_files_is_read(name, make):
    assert read_official_file(file=make(), name=name).text.strip() == "Demo text of a file"


def test_a_text_that_no_form_could_carry_is_refused():
    with pytest.raises(Refused, match="文件文字过长"):
        propose(text="长" * (MAX_CHARACTERS + 1))
