"""Documents of every common layout come out with their elements in place."""

from datetime import date

import pytest

from disclosure.records.official_document import (
    Citation,
    ForwardedDocument,
    Paragraph,
    PartKind,
    parse_official_document,
)
from tests.disclosure.records.official_document import samples

LAYOUTS = {name: parse_official_document(text) for name, text in samples.ALL.items()}


@pytest.mark.parametrize(
    ("name", "title", "number", "genre", "organs", "composed_on", "attribute"),
    [
        (
            "notice", "烟台市芝罘区教育局关于做好2023年义务教育学校招生入学工作的通知", "烟芝教发〔2023〕7号", "通知",
            ["烟台市芝罘区教育局"], date(2023, 4, 5), "open",
        ),
        (
            "letter", "烟台市芝罘区财政局关于商请提供资产情况的函", "烟芝财函〔2021〕15号", "函",
            ["烟台市芝罘区财政局"], date(2021, 3, 1), None,
        ),
        (
            "announcement", "烟台市芝罘区人民政府关于禁止燃放烟花爆竹的通告", "烟芝政发〔2020〕18号", "通告",
            ["烟台市芝罘区人民政府"], date(2020, 12, 1), "open",
        ),
        (
            "reply", "烟台市芝罘区人民政府关于同意设立社区服务中心的批复", "烟芝政字〔2022〕9号", "批复",
            ["烟台市芝罘区人民政府"], date(2022, 2, 22), "on_request",
        ),
        (
            "joint", "烟台市芝罘区民政局 烟台市芝罘区财政局关于提高低保标准的通知", "烟芝民发〔2022〕11号", "通知",
            ["烟台市芝罘区民政局", "烟台市芝罘区财政局"], date(2022, 7, 1), "open",
        ),
        (
            "forwarded",
            "烟台市芝罘区人民政府办公室关于转发《烟台市人民政府办公室关于加强防汛工作的通知》的通知",
            "烟芝政办字〔2022〕21号", "通知", ["烟台市芝罘区人民政府办公室"], date(2022, 6, 20), "withheld",
        ),
        (
            "request", "烟台市芝罘区人民政府关于解决道路建设资金的请示", "烟芝政发〔2022〕5号", "请示",
            ["烟台市芝罘区人民政府"], date(2022, 5, 9), None,
        ),
        ("minutes", "芝罘区人民政府常务会议纪要", "", "纪要", ["芝罘区人民政府办公室"], date(2022, 3, 8), None),
        (
            "order", "烟台市芝罘区城市管理办法", "烟台市芝罘区人民政府令第3号", "命令",
            ["烟台市芝罘区人民政府"], date(2022, 9, 1), None,
        ),
        ("plain", "", "", "", [], None, None),
        (
            "spaced", "烟台市芝罘区人民政府办公室关于开展政务公开培训的通知", "烟芝政办发〔2022〕8号", "通知",
            ["烟台市芝罘区人民政府办公室"], date(2022, 1, 5), None,
        ),
    ],
)  # fmt: skip
def test_metadata_of_each_layout(name, title, number, genre, organs, composed_on, attribute):
    document = LAYOUTS[name]
    assert document.title == title
    assert document.document_number == number
    assert document.genre == genre
    assert document.issuing_organs == organs
    assert document.composed_on == composed_on
    assert document.attribute == attribute


@pytest.mark.parametrize(
    ("name", "addressees"),
    [
        ("notice", ["各中小学校", "局机关各科室"]),
        ("letter", ["区住房和城乡建设局"]),
        ("announcement", []),
        ("reply", ["向阳街道办事处"]),
        ("minutes", []),
        ("plain", []),
        ("spaced", ["各街道办事处"]),
    ],
)
def test_addressees_of_each_layout(name, addressees):
    assert LAYOUTS[name].addressees == addressees


def test_annexes_come_out_one_by_one_with_label_title_and_text():
    document = LAYOUTS["notice"]
    assert document.attachments == ["2023年招生入学工作方案", "咨询电话一览表"]
    assert [(annex.label, annex.title) for annex in document.annexes] == [
        ("附件1", "2023年招生入学工作方案"),
        ("附件2", "咨询电话一览表"),
    ]
    assert document.annexes[0].paragraphs == [
        Paragraph(text="", level=1, marker="一、", heading="工作目标"),
        Paragraph(text="全面落实免试就近入学。"),
        Paragraph(text="", level=1, marker="二、", heading="工作步骤"),
        Paragraph(text="4月底前公布招生范围。", level=2, marker="（一）", heading="公布信息。"),
        Paragraph(text="", level=2, marker="（二）", heading="组织报名"),
    ]
    assert "<p>附件1</p>\n<h2>2023年招生入学工作方案</h2>\n<h2>一、工作目标</h2>" in document.body_html()
    assert "<h3>（二）组织报名</h3>" in document.body_html()


def test_items_with_arabic_numbers_are_the_third_level():
    assert LAYOUTS["notice"].notice[1:] == [
        Paragraph(text="各学校不得以任何形式组织考试。", level=3, marker="1.", heading="严格遵守免试就近入学规定。"),
        Paragraph(text="及时公布招生信息。", level=3, marker="2."),
    ]


def test_page_numbers_are_left_out_and_kept_on_record():
    assert LAYOUTS["notice"].left_out == ["—1—", "—2—"]
    assert LAYOUTS["notice"].copy_number == "000012"


def test_imprint_names_who_gets_a_copy_and_who_printed():
    document = LAYOUTS["notice"]
    assert document.copied_to == ["区政府办公室", "区纪委监委机关"]
    assert (document.printed_by, document.printed_on) == ("烟台市芝罘区教育局办公室", date(2023, 4, 6))


def test_a_document_to_a_higher_organ_names_its_signers_secrecy_and_urgency():
    document = LAYOUTS["request"]
    assert document.signers == ["演示甲", "演示乙"]
    assert (document.secrecy, document.urgency) == ("机密★1年", "特急")
    assert document.attachments == ["资金测算表"]
    assert document.note == "（联系人：演示数据，联系电话：演示数据）"


def test_a_forwarded_document_is_named_with_its_number_and_follows_as_annex():
    document = LAYOUTS["forwarded"]
    title, number = "烟台市人民政府办公室关于加强防汛工作的通知", "烟政办字〔2022〕30号"
    assert document.forwarded == ForwardedDocument(title, number)
    assert [(annex.label, annex.title) for annex in document.annexes] == [(number, title)]
    assert document.citations == [Citation(title, number, 2)]
    assert [paragraph.whole for paragraph in document.notice] == [
        f"现将《{title}》（{number}）转发给你们，请认真抓好落实。"
    ]


def test_an_order_carries_a_regulation_with_chapters_and_articles():
    paragraphs = LAYOUTS["order"].annexes[0].paragraphs
    assert paragraphs[0] == Paragraph(text="", level=1, marker="第一章\u3000", heading="总则")
    assert paragraphs[1] == Paragraph(text="为了加强城市管理，制定本办法。", level=0, marker="第一条\u3000")
    assert LAYOUTS["order"].signature == "区长\u3000演示甲"


def test_numbers_stand_with_the_citation_they_follow():
    assert LAYOUTS["announcement"].citations == [Citation("烟花爆竹安全管理条例", "国务院令第455号", 10)]
    assert LAYOUTS["reply"].citations == [Citation("关于设立社区服务中心的请示", "烟芝向办〔2022〕4号", 2)]


def test_a_text_without_layout_is_all_body():
    document = LAYOUTS["plain"]
    assert document.body_text() == samples.WITHOUT_LAYOUT.strip()
    assert {part.kind for part in document.parts} == {PartKind.BODY}


def test_spaced_letters_look_alikes_and_windows_line_ends_are_repaired():
    document = LAYOUTS["spaced"]
    assert document.body_text() == "定于一月举办培训，请准时参加。"
    assert document.note == "（此件删减后公开）"


@pytest.mark.parametrize(
    ("name", "doubts"),
    [
        ("notice", []),
        ("announcement", []),
        ("reply", []),
        ("joint", []),
        ("forwarded", []),
        ("letter", ["未找到公开属性标注，请确定公开属性。"]),
        (
            "request",
            [
                "文件标有密级“机密★1年”，请立即停止导入，按保密规定处理。",
                "未找到公开属性标注，请确定公开属性。",
                "附件说明列出1个附件，文中没有附件内容，请另行上传。",
            ],
        ),
        ("minutes", ["未找到发文字号，如有请填写。", "未找到公开属性标注，请确定公开属性。"]),
        (
            "plain",
            [
                "未找到标题，请填写。",
                "未找到发文字号，如有请填写。",
                "未找到发文机关，请选择。",
                "未找到有效的成文日期，请填写。",
                "未找到公开属性标注，请确定公开属性。",
            ],
        ),
        ("spaced", ["附注为“（此件删减后公开）”，请先删减不宜公开的内容，再确定公开属性。"]),
    ],
)
def test_doubts_tell_the_editor_what_to_check(name, doubts):
    assert LAYOUTS[name].doubts == doubts
