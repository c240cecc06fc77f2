"""The work points of 2022 (烟芝政办发〔2022〕3号): the first real document, drawn from its PDF."""

from datetime import date
from pathlib import Path

import pytest

from disclosure.records.official_document import Citation, OfficialDocument, Paragraph, parse_official_document
from zhifu_portal import demo

DRAWN_TEXT = Path(demo.__file__).with_name("data") / "work-points-2022.txt"
NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七".split()


@pytest.fixture(scope="module")
def document() -> OfficialDocument:
    return parse_official_document(DRAWN_TEXT.read_text(encoding="utf-8"))


def at_level(document: OfficialDocument, level: int) -> list[Paragraph]:
    return [paragraph for paragraph in document.paragraphs if paragraph.level == level]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "烟台市芝罘区人民政府办公室关于印发2022年芝罘区政务公开工作要点的通知"),
        ("document_number", "烟芝政办发〔2022〕3号"),
        ("genre", "通知"),
        ("issuing_organ", "烟台市芝罘区人民政府办公室"),
        ("issuing_organs", ["烟台市芝罘区人民政府办公室"]),
        ("addressee_line", "各街道办事处、园区管委，区政府各部门，有关单位："),
        ("addressees", ["各街道办事处", "园区管委", "区政府各部门", "有关单位"]),
        ("signature", "烟台市芝罘区人民政府办公室"),
        ("composed_on", date(2022, 6, 16)),
        ("note", "（此件公开发布）"),
        ("attribute", "open"),
        ("printed_by", "烟台市芝罘区人民政府办公室"),
        ("printed_on", date(2022, 6, 16)),
        ("attachments", []),
        ("copied_to", []),
        ("forwarded", None),
        ("left_out", []),
        ("doubts", []),
    ],
)
def test_metadata_is_read_from_the_drawn_text(document, field, value):
    assert getattr(document, field) == value


def test_the_notice_is_kept_apart_from_the_document_it_issues(document):
    assert [paragraph.whole for paragraph in document.notice] == [
        "《2022年芝罘区政务公开工作要点》已经区政府同意，现印发给你们，请认真贯彻落实。"
    ]
    assert [(annex.label, annex.title) for annex in document.annexes] == [("", "2022年芝罘区政务公开工作要点")]
    opening = document.annexes[0].paragraphs[0].whole
    assert opening.startswith("为深入贯彻落实《国务院办公厅关于印发2022年政务公开工作要点的通知》（国办发〔2022〕8号）")
    assert opening.endswith("现制定2022年政务公开工作要点如下：")


def test_five_headings_of_the_first_level(document):
    assert [paragraph.whole for paragraph in at_level(document, 1)] == [
        "一、聚焦重点工作，服务经济发展大局",
        "二、聚焦政策制度，提高政务公开实效",
        "三、聚焦民生福祉，做好重点领域公开",
        "四、聚焦基础建设，提高公开服务水平",
        "五、聚焦机制完善，强化公开监督保障",
    ]
    assert all(paragraph.stands_alone for paragraph in at_level(document, 1))


def test_seventeen_tasks_each_a_whole_paragraph_with_a_run_in_heading(document):
    tasks = at_level(document, 2)
    assert [task.marker for task in tasks] == [f"（{numeral}）" for numeral in NUMERALS]
    assert all(task.heading.endswith("。") and task.text.endswith("。") for task in tasks)
    assert tasks[0].heading == "强化高质量发展信息公开。"
    assert tasks[0].text.startswith("抓好新旧动能转换信息公开，围绕城市更新、省级园区建设、")
    assert "加大城市更新、金融服务实力提升" in tasks[1].text
    assert "“看芝罘”APP等移动平台作用" in tasks[4].text
    assert tasks[16].text.endswith("纳入政府信息公开工作年度报告予以公开，接受社会监督。")


def test_the_paragraphs_are_the_drawn_lines_without_their_stray_blanks_and_nothing_else(document):
    drawn = "".join(DRAWN_TEXT.read_text(encoding="utf-8").split())
    assert "".join(paragraph.whole for paragraph in document.annexes[0].paragraphs) in drawn


def test_the_body_holds_one_paragraph_more_than_headings_and_tasks_for_each_opening(document):
    assert [paragraph.level for paragraph in document.paragraphs].count(0) == 3
    assert len(document.paragraphs) == 3 + 5 + 17


def test_citations_by_number_and_by_title(document):
    assert [(citation.title, citation.document_number) for citation in document.citations] == [
        ("国务院办公厅关于印发2022年政务公开工作要点的通知", "国办发〔2022〕8号"),
        ("山东省人民政府办公厅关于印发2022年山东省政务公开工作要点的通知", "鲁政办发〔2022〕5号"),
        ("烟台市人民政府关于印发2022年烟台市政务公开工作要点的通知", "烟政办发〔2022〕12号"),
        ("政府工作报告", None),
        ("中华人民共和国政府信息公开条例", None),
        ("关于审理政府信息公开行政复议案件若干问题的指导意见", "国办函〔2021〕132号"),
        ("芝罘区邀请市民代表列席区政府常务会议工作制度", None),
        ("烟台市芝罘区人民政府办公室关于进一步规范和加强政策解读工作的通知", None),
        ("中华人民共和国政府信息公开条例", None),
    ]


def test_citations_say_where_they_stand_in_the_body(document):
    body = document.body_text()

    def stands_there(citation: Citation) -> bool:
        return body.startswith(f"《{citation.title}》", citation.start)

    assert all(stands_there(citation) for citation in document.citations)


def test_html_sets_the_annexed_title_and_the_levels_as_headings(document):
    html = document.body_html()
    assert html.count("<h2>") == 6
    assert "<h2>2022年芝罘区政务公开工作要点</h2>" in html
    assert "<h2>一、聚焦重点工作，服务经济发展大局</h2>" in html
    assert html.count("<p><strong>（") == 17
    assert "<p><strong>（一）强化高质量发展信息公开。</strong>抓好新旧动能转换信息公开，" in html
