"""What is stated beside the text: it wins, a contradiction is a doubt, the known title is found as it is spelled."""

from datetime import date

import pytest

from disclosure.records.official_document import PartKind, StatedMetadata, parse_official_document
from disclosure.records.official_document.line_kinds import line_kinds

TITLE = "演示区人民政府演示公园分级保护规划（2024—2030年）"
TEXT = """演示区人民政府演示公园
分级保护规划(2024-2030年)
演政发〔2024〕7号
各街道办事处：
请遵照执行。
演示区人民政府
2024年3月5日
（此件公开发布）"""
SAME = StatedMetadata(TITLE, "演政发〔2024〕7号", ("演示市演示区人民政府",), date(2024, 3, 5), attribute="open")


def test_the_stated_title_is_found_over_several_lines_in_another_spelling():
    document = parse_official_document(TEXT, stated=SAME)

    assert [part.kind for part in document.parts[:3]] == [PartKind.TITLE, PartKind.NUMBER, PartKind.ADDRESSEES]
    assert (document.title, document.issuing_organs) == (TITLE, ["演示市演示区人民政府"])
    assert document.doubts == ["标题没有以法定文种结尾，请选择体裁。"]


def test_what_is_stated_fills_what_the_text_leaves_open():
    stated = StatedMetadata(TITLE, "演政发〔2024〕7号", ("演示区人民政府",), date(2024, 3, 5), "通知", "open")

    document = parse_official_document("各街道办事处：\n请遵照执行。", stated=stated)

    assert (document.title, document.document_number, document.genre) == (TITLE, "演政发〔2024〕7号", "通知")
    assert (document.composed_on, document.attribute) == (date(2024, 3, 5), "open")
    assert document.addressees == ["各街道办事处"]
    assert document.doubts == []


@pytest.mark.parametrize(
    ("stated", "doubt"),
    [
        (
            StatedMetadata(document_number="演政发〔2024〕8号"),
            "发文字号（演政发〔2024〕8号）与正文中的（演政发〔2024〕7号）",
        ),
        (StatedMetadata(issuing_organs=("演示区教育局",)), "发文机关（演示区教育局）与正文中的（演示区人民政府）"),
        (StatedMetadata(composed_on=date(2024, 3, 6)), "成文日期（2024-03-06）与正文中的（2024-03-05）"),
        (StatedMetadata(attribute="withheld"), "公开方式与文中附注不一致"),
    ],
)
def test_a_contradiction_is_a_doubt(stated, doubt):
    assert any(doubt in each for each in parse_official_document(TEXT, stated=stated).doubts)


def test_another_title_in_the_text_is_a_doubt():
    text = "演示区人民政府关于演示的通知\n各街道办事处：\n请遵照执行。"

    document = parse_official_document(text, stated=StatedMetadata(title="演示区人民政府关于展示的通知"))

    assert document.title == "演示区人民政府关于展示的通知"
    assert any("标题（演示区人民政府关于展示的通知）" in doubt for doubt in document.doubts)


def test_two_documents_issued_at_once_are_found_by_the_titles_the_text_names():
    text = """演示区人民政府关于印发演示公园两个规定的通知
各街道办事处：
《演示公园保护规定》和《演示公园使用规定》已经同意，现印发给你们，请认真执行。
演示区人民政府
2024年3月5日
演示公园保护规定
保护演示公园，适用本规定。
演示公园使用规定
使用演示公园，适用本规定。"""

    document = parse_official_document(text)

    assert [annex.title for annex in document.annexes] == ["演示公园保护规定", "演示公园使用规定"]
    assert not any("所附文件的标题" in doubt for doubt in document.doubts)


def test_every_line_gets_its_kind():
    lines = ["演政发〔2024〕7号", "12", " ", "演示区人民政府", "2024年3月5日（此件公开发布）"]
    document = parse_official_document("\n".join(["演政发〔2024〕7号", "请遵照执行。", *lines[3:]]))

    kinds = line_kinds([lines[0], "12", " ", "请遵照执行。", *lines[3:]], document.parts)

    left_out = PartKind.LEFT_OUT
    assert kinds == [PartKind.NUMBER, left_out, left_out, PartKind.BODY, PartKind.SIGNATURE, PartKind.DATE]
