"""What a docx hides: comments, tracked changes, hidden text, variables, templates and properties."""

import docx
import pytest

from tests.kernel.files import samples
from zhifu_portal.kernel.files import ExtractionRefused, FileKind
from zhifu_portal.kernel.files.hidden import find_hidden_content

CHANGED = 'w:id="1" w:author="王演示" w:date="2026-01-01T00:00:00Z"'
PERSON = ("property", "批注人、修订人", "王演示")


def listed(file) -> list[tuple[str, str, str]]:
    return [(found.kind.value, found.place, found.excerpt) for found in find_hidden_content(file, FileKind.DOCX)]


def run(text: str, properties: str = "", tag: str = "t") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:{tag}>{text}</w:{tag}></w:r>"


def change(tag: str, content: str) -> str:
    return f"<w:{tag} {CHANGED}>{content}</w:{tag}>"


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (paragraph(run("公开")), []),
        (paragraph(run("公开") + run("藏", "<w:vanish/>")), [("text", "正文第 1 段", "藏")]),
        (paragraph(run("公开", '<w:vanish w:val="0"/>')), []),
        (paragraph(run("公开"), "<w:rPr><w:vanish/></w:rPr>"), []),
        (
            paragraph("甲") + paragraph(change("ins", run("新")) + change("del", run("旧", tag="delText"))),
            [("change", "正文第 2 段", "插入“新”，删除“旧”"), PERSON],
        ),
        (
            paragraph(change("moveFrom", run("移"))) + paragraph(change("moveTo", run("移"))),
            [("change", "正文第 1 段", "移出“移”"), ("change", "正文第 2 段", "移入“移”"), PERSON],
        ),
        (paragraph(run("字"), f"<w:rPr><w:ins {CHANGED}/></w:rPr>"), [PERSON]),
        (paragraph(run("字", f"<w:rPrChange {CHANGED}><w:rPr><w:vanish/></w:rPr></w:rPrChange>")), []),
        (
            paragraph(f"<w:r><w:txbxContent>{paragraph(run('框里', '<w:vanish/>'))}</w:txbxContent></w:r>{run('外')}"),
            [("text", "正文第 2 段", "框里")],
        ),
        (
            "<w:tbl><w:tr><w:tc>" + paragraph(run("格", "<w:vanish/>")) + "</w:tc></w:tr></w:tbl>",
            [("text", "正文第 1 段", "格")],
        ),
    ],
)  # fmt: skip
def test_what_the_text_hides_is_listed_by_paragraph(body, expected):
    assert listed(samples.docx_with_body(body)) == expected


@pytest.mark.parametrize(("tag", "style"), [("rStyle", "Hid"), ("pStyle", "HidToo")])
def test_text_hidden_by_a_style_is_listed(tag, style):
    body = paragraph(
        run("藏", f'<w:rStyle w:val="{style}"/>' if tag == "rStyle" else ""), f'<w:pStyle w:val="{style}"/>'
    )
    file = samples.docx_with_body(body)
    added = (
        '<w:style w:styleId="HidToo"><w:basedOn w:val="Hid"/></w:style>'
        '<w:style w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    )
    styles = samples.member_text(file, "word/styles.xml").replace("</w:styles>", added)
    assert listed(samples.with_members(file, {"word/styles.xml": styles})) == [("text", "正文第 1 段", "藏")]


def test_comments_headers_and_properties_are_listed():
    document = docx.Document()
    body = document.add_paragraph("正文")
    document.add_comment(body.runs, text="请核实电话", author="王演示", initials="w")
    document.sections[0].header.paragraphs[0].add_run("底稿").font.hidden = True
    properties = document.core_properties
    properties.author, properties.last_modified_by, properties.comments = "李演示", "王演示", ""
    assert sorted(listed(samples.saved(document))) == [
        ("comment", "第 1 条批注", "请核实电话"),
        ("property", "作者", "李演示"),
        PERSON,
        ("property", "最后修改者", "王演示"),
        ("text", "页眉第 1 段", "底稿"),
    ]


def test_variables_and_the_path_of_the_template_are_listed():
    file = samples.docx_file("正文")
    settings = samples.member_text(file, "word/settings.xml")
    variables = '<w:docVars><w:docVar w:name="办件" w:val="未公开"/></w:docVars></w:settings>'
    file = samples.with_members(
        file,
        {
            "word/settings.xml": settings.replace("</w:settings>", variables),
            "word/_rels/settings.xml.rels": (
                '<Relationships xmlns="r"><Relationship Id="a" Type="x/attachedTemplate" TargetMode="External"'
                ' Target="C:\\用户\\演示\\模板.dotx"/></Relationships>'
            ),
        },
    )
    assert listed(file) == [("text", "文档变量“办件”", "未公开"), ("property", "模板位置", "C:\\用户\\演示\\模板.dotx")]


@pytest.mark.parametrize(
    "document", ["<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><document/>', "<x>" * 400 + "</x>" * 400]
)
def test_a_document_that_cannot_be_read_through_is_refused(document):
    file = samples.with_members(samples.docx_file("正文"), {"word/document.xml": document})
    with pytest.raises(ExtractionRefused):
        find_hidden_content(file, FileKind.DOCX)
