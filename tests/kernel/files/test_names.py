"""File names: refused ones and safe ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.kernel.files import safe_file_name
from zhifu_portal.kernel.files.names import extension_of, name_reasons


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("关于印发方案的通知.PDF", "关于印发方案的通知.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\王\\年报.docx", "年报.docx"),
        ("报告<1>:最终?.xlsx", "报告_1__最终_.xlsx"),
        ("通知\u202efdp.exe", "通知 fdp.exe"),
        ("a\r\nSet-Cookie: x.txt", "a Set-Cookie_ x.txt"),
        ("  ..隐藏.txt ", "隐藏.txt"),
        ("con.txt", "未命名con.txt"),
        (".htaccess", "htaccess"),
        ("", "未命名"),
        ("...", "未命名"),
        ("v1.0 说明", "v1.0 说明"),
    ],
)
def test_safe_file_name_keeps_what_is_harmless(name, safe):
    assert safe_file_name(name) == safe


@given(st.text(max_size=400))
def test_a_safe_file_name_is_one_short_visible_component_and_stays_so(name):
    safe = safe_file_name(name)
    assert safe_file_name(safe) == safe
    assert safe
    assert not set(safe) & set('/\\<>:"|?*\x00\r\n')
    assert safe not in {".", ".."}
    assert len(safe.encode()) <= 200


def test_a_long_name_keeps_its_extension():
    assert safe_file_name("芝" * 300 + ".ofd") == "芝" * 62 + ".ofd"


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        ("通知.pdf", []),
        ("v1.2.通知.pdf", []),
        ("", ["文件没有名称，请重命名后再上传"]),
        ("../通知.pdf", ["文件名含有路径，请只保留文件名后再上传"]),
        ("C:通知.pdf", ["文件名含有路径，请只保留文件名后再上传"]),
        ("通知\u202efdp.docx", ["文件名含有不可见字符，请重命名后再上传"]),
        ("芝" * 130 + ".pdf", ["文件名过长，请缩短到 60 个汉字以内"]),
        ("通知.pdf.exe", ["不接受程序或脚本文件，请上传文档、图片、音频或视频"]),
        ("通知.exe. ", ["不接受程序或脚本文件，请上传文档、图片、音频或视频"]),
        (
            "..\\通知\x00.exe",
            [
                "文件名含有路径，请只保留文件名后再上传",
                "文件名含有不可见字符，请重命名后再上传",
                "不接受程序或脚本文件，请上传文档、图片、音频或视频",
            ],
        ),
    ],
)
def test_name_reasons_lists_all_that_is_wrong_with_a_name(name, reasons):
    assert name_reasons(name) == reasons


@pytest.mark.parametrize(("name", "extension"), [("a.PDF", "pdf"), ("a", ""), (".gitignore", ""), ("a.b.ofd ", "ofd")])
def test_extension_of_is_lower_case_without_the_dot(name, extension):
    assert extension_of(name) == extension
