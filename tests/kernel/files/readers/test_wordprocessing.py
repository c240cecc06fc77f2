"""Text of docx: what is read, in which order, and what staff are told."""

import io

import docx
import pytest
from docx.shared import Pt

from tests.kernel.files import samples
from zhifu_portal.kernel.files import ExtractedText, ExtractionRefused, FileKind, extract_text

TRACKED = "文档含有修订记录，删除的文字仍保留在文件中，发布前请接受全部修订"
HIDDEN = "文档含有隐藏文字，已一并提取，发布前请核对"


def read(file) -> ExtractedText:
    return extract_text(file, FileKind.DOCX)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def test_paragraphs_tables_title_and_properties_are_read():
    document = docx.Document()
    document.add_paragraph("关于演示的通知")
    document.add_paragraph("各街道：\n正文").runs[0].font.size = Pt(16)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ["街道", "人口\n（人）", "向阳", ""], strict=True):
        cell.text = text
    document.add_paragraph("芝罘区演示局")
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = "演示标题", "张演示", "李演示"
    properties.comments, properties.keywords = "内部稿", "演示；通知"
    found = read(samples.saved(document))
    assert found.text == "关于演示的通知\n各街道：\n正文\n街道\t人口 （人）\n向阳\n芝罘区演示局"
    assert found.title == "演示标题"
    assert found.properties.items() >= {
        ("author", "张演示"),
        ("last_modified_by", "李演示"),
        ("comments", "内部稿"),
        ("keywords", "演示；通知"),
    }
    assert found.notes == []


def test_headers_footers_and_comments_follow_the_body_and_page_numbers_are_left_out():
    document = docx.Document()
    body = document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "演示机关文件"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_comment(body.runs, text="请核实电话", author="张演示", initials="z")
    found = read(samples.saved(document))
    assert found.text == "正文\n演示机关文件\n请核实电话"
    assert found.notes == ["文档含有批注，发布前请删除批注"]


def test_footnotes_are_read():
    file = samples.docx_file("正文")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relationships = samples.member_text(file, "word/_rels/document.xml.rels").replace(
        "</Relationships>", f'<Relationship Id="rF" Type="{office}/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    notes = f'<w:footnotes xmlns:w="{word}"><w:footnote w:id="1">{paragraph(run("注一"))}</w:footnote></w:footnotes>'
    file = samples.with_members(file, {"word/_rels/document.xml.rels": relationships, "word/footnotes.xml": notes})
    assert read(file).text == "正文\n注一"


@pytest.mark.parametrize(
    ("body", "text", "notes", "deleted"),
    [
        (
            paragraph(f'{run("保留")}<w:ins w:id="1">{run("插入")}</w:ins><w:del w:id="2"><w:r>'
                      "<w:delText>删去</w:delText></w:r></w:del>"),
            "保留插入", [TRACKED], "删去",
        ),
        (
            paragraph(f'<w:moveFrom w:id="1">{run("移走")}</w:moveFrom><w:moveTo w:id="2">{run("移来")}</w:moveTo>'),
            "移来", [TRACKED], "移走",
        ),
        (paragraph(run("公开") + run("藏", "<w:vanish/>")), "公开藏", [HIDDEN], ""),
        (paragraph(run("公开", '<w:vanish w:val="0"/>')), "公开", [], ""),
        (
            f"<w:sdt><w:sdtContent>{paragraph(run('控件'))}</w:sdtContent></w:sdt>"
            + paragraph(f"<w:hyperlink>{run('链接')}</w:hyperlink>"),
            "控件\n链接", [], "",
        ),
        (
            paragraph("<w:r><w:txbxContent>" + paragraph(run("文本框")) + "</w:txbxContent></w:r>" + run("正文")),
            "文本框\n正文", [], "",
        ),
        (
            paragraph(run("甲") + "<w:r><w:tab/></w:r>" + run("乙"), '<w:tabs><w:tab w:val="left"/></w:tabs>'),
            "甲 乙", [], "",
        ),
        (paragraph(run("甲") + "<w:r><w:instrText>DATE</w:instrText></w:r>"), "甲", [], ""),
        (
            "<w:tbl><w:tr><w:tc><w:tbl><w:tr>" + f"<w:tc>{paragraph(run('内'))}</w:tc>" * 2
            + f"</w:tr></w:tbl></w:tc><w:tc>{paragraph(run('外'))}</w:tc></w:tr></w:tbl>",
            "内 内\t外", [], "",
        ),
    ],
)  # fmt: skip
def test_what_word_hides_in_its_markup_is_read_or_reported(body, text, notes, deleted):
    found = read(samples.docx_with_body(body))
    assert (found.text, found.notes, found.properties.get("deleted_text", "")) == (text, notes, deleted)


def numbered(number: int, level: int, text: str) -> str:
    return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_automatic_numbers_become_part_of_the_text():
    levels = [("chineseCounting", "%1、"), ("decimal", '%1.%2"/><w:isLgl w:val="1'), ("bullet", "●")]
    xml = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(levels)
    )
    articles = (
        '<w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:lvlText w:val="第%1条 "/></w:lvl>'
    )
    first = [(0, "总体要求"), (1, "一点"), (1, "二点"), (2, "细目"), (0, "主要任务"), (1, "又一点")]
    body = "".join(numbered(901, level, text) for level, text in first)
    body += numbered(902, 0, "本办法") + numbered(902, 0, "另")
    file = samples.docx_with_body(body)
    numbering = samples.member_text(file, "word/numbering.xml").replace(
        "</w:numbering>",
        f'<w:abstractNum w:abstractNumId="901">{xml}</w:abstractNum><w:abstractNum w:abstractNumId="902">{articles}'
        '</w:abstractNum><w:num w:numId="901"><w:abstractNumId w:val="901"/></w:num>'
        '<w:num w:numId="902"><w:abstractNumId w:val="902"/></w:num></w:numbering>',
    )
    found = read(samples.with_members(file, {"word/numbering.xml": numbering}))
    assert found.text.split("\n") == [
        "一、总体要求",
        "1.1一点",
        "1.2二点",
        "细目",
        "二、主要任务",
        "2.1又一点",
        "第九条 本办法",
        "第十条 另",
    ]


def test_numbers_that_come_with_a_style_are_read():
    document = docx.Document()
    document.add_paragraph("甲", style="List Number")
    document.add_paragraph("乙", style="List Number")
    document.add_paragraph("丙", style="List Bullet")
    assert read(samples.saved(document)).text == "1.甲\n2.乙\n丙"


def test_a_document_of_pictures_asks_for_a_text_version():
    assert read(samples.docx_with_body("<w:p/>")).notes == ["文档正文没有文字，可能全部是图片，请补充文字版"]


LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"word/document.xml": LAUGHS}, "文件内的 XML 含有实体定义，可能是恶意文件，请用原软件重新保存后再上传"),
        ({"word/document.xml": "<w:document>"}, "文件已损坏，无法打开，请用原软件重新保存后再上传"),
        ({"word/document.xml": "<a>" * 500}, "文件内容过于复杂，无法提取文字，请拆分后再上传"),
        ({"_rels/.rels": "<Relationships/>"}, "文件已损坏，无法打开，请用原软件重新保存后再上传"),
        ({"word/x": b"\x00" * 40_000_000}, "文件的压缩比异常，疑似压缩炸弹，请用原软件另存后再上传"),
    ],
)
def test_a_malformed_docx_is_refused_in_chinese(members, reason):
    with pytest.raises(ExtractionRefused) as refused:
        read(samples.with_members(samples.docx_file("正文"), members))
    assert refused.value.reasons == [reason]


def test_a_file_that_is_no_docx_at_all_is_refused():
    with pytest.raises(ExtractionRefused):
        read(io.BytesIO(b"text"))
