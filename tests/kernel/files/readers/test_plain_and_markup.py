"""Text of txt, csv and html files in every usual encoding."""

import io

import pytest

from zhifu_portal.kernel.files import ExtractionRefused, FileKind, extract_text
from zhifu_portal.kernel.files.readers import plain

TEXT = "芝罘区演示通知\r\n\r\n　　各街道：\t \r\n正文。\x00\x0c"
WRONG_ENCODING = "无法识别文本的编码，请另存为 UTF-8 编码后再上传"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_plain_text_is_read_in_every_usual_encoding(encoding):
    content = TEXT.replace("\x00", "").replace("\x0c", "").encode(encoding)
    assert extract_text(io.BytesIO(content), FileKind.TXT).text == "芝罘区演示通知\n　　各街道：\n正文。"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("繁體中文內容，請參閱臺灣網頁編碼".encode("big5"), WRONG_ENCODING),
        (b"\x00\x01\x02\x03" * 9, WRONG_ENCODING),
        (b"", "文件是空的，请检查后重新上传"),
        (
            ("锟斤拷" * 20).encode(),
            "文本中有乱码，可能是编码转换造成的，请用原文件另存为 UTF-8 编码后再上传",
        ),
    ],
)
@pytest.mark.parametrize("kind", [FileKind.TXT, FileKind.CSV, FileKind.HTML])
def test_what_is_not_readable_text_is_refused_in_chinese(content, reason, kind):
    with pytest.raises(ExtractionRefused) as refused:
        extract_text(io.BytesIO(content), kind)
    assert refused.value.reasons == [reason]


def test_text_beyond_the_limit_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(plain, "MAX_BYTES", 10)
    with pytest.raises(ExtractionRefused) as refused:
        extract_text(io.BytesIO(b"x" * 11), FileKind.TXT)
    assert refused.value.reasons == ["文本文件过大（超过 32 MB），请拆分后再上传"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ('街道,人口\n"向阳,街道","1\n2"\n,\n', "街道\t人口\n向阳,街道\t1 2"),
        ("街道;人口\n向阳;1\n", "街道\t人口\n向阳\t1"),
        ("街道\t人口\n向阳\t1\n", "街道\t人口\n向阳\t1"),
    ],
)
def test_csv_rows_become_lines_with_tabs(content, text):
    assert extract_text(io.BytesIO(content.encode("gb18030")), FileKind.CSV).text == text


def test_a_csv_with_an_endless_cell_is_refused():
    with pytest.raises(ExtractionRefused) as refused:
        extract_text(io.BytesIO(b'a,"' + b"x" * 200_000), FileKind.CSV)
    assert refused.value.reasons == ["CSV 文件的格式有误，请用表格软件另存为 CSV 后再上传"]


PAGE = """<!doctype html><html><head><meta charset="gb2312"><title>演示 &amp; 标题</title>
<meta name="Author" content="演示局"><meta name="keywords" content='演示,通知'><script>x</script></head>
<body onload="y()"><h1>通知</h1><div>第一段<br>第二行</div><table><tr><td>甲</td><td>乙</td></tr></table>
</body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_page_gives_its_words_its_title_and_what_it_states_of_itself(encoding):
    found = extract_text(io.BytesIO(PAGE.encode(encoding)), FileKind.HTML)
    assert found.text == "通知\n第一段\n第二行\n甲\t乙"
    assert found.title == "演示 & 标题"
    assert found.properties == {"author": "演示局", "keywords": "演示,通知"}
    assert found.notes == ["网页中的脚本、样式和嵌入内容已去除，只提取了文字"]


def test_the_title_of_the_government_site_rules_goes_before_that_of_the_page():
    page = '<html><title>演示局网站</title><meta name="ArticleTitle" content="演示通知"><p>正文</p>'
    assert extract_text(io.BytesIO(page.encode()), FileKind.HTML).title == "演示通知"


@pytest.mark.parametrize("kind", [FileKind.PNG, FileKind.MP3])
def test_pictures_and_sound_ask_for_words(kind):
    found = extract_text(io.BytesIO(b"x"), kind)
    assert found.text == ""
    assert [note.split("，")[1] for note in found.notes] == ["请在正文中补充文字说明"]
