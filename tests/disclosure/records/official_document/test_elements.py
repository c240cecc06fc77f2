"""Single elements: numbers of paragraphs, addressees, notes, dates, citations, titles."""

from datetime import date

import pytest

from disclosure.records.official_document import Citation, parse_official_document
from disclosure.records.official_document.addressees import split_addressees
from disclosure.records.official_document.citations import find_citations
from disclosure.records.official_document.closing import attachment_names
from disclosure.records.official_document.headings import Paragraph, numbering_gaps, read_paragraph
from disclosure.records.official_document.lines import read_lines
from disclosure.records.official_document.titles import forwarded_title, genre_of, issued_title

HEAD = "烟芝政办发〔2022〕3号\n烟台市芝罘区人民政府办公室\n关于做好演示工作的通知\n各街道办事处：\n请认真落实。\n"
SIGNED = "烟台市芝罘区人民政府办公室\n2022年6月16日\n"


@pytest.mark.parametrize(
    ("whole", "paragraph"),
    [
        ("一、总体要求", Paragraph("", 1, "一、", "总体要求")),
        ("一、总体要求。坚持依法公开。", Paragraph("坚持依法公开。", 1, "一、", "总体要求。")),
        ("（十二）加强公开", Paragraph("", 2, "（十二）", "加强公开")),
        ("(三)加强公开。做好工作。", Paragraph("做好工作。", 2, "(三)", "加强公开。")),
        ("（二）“三同步。”要求。落实到位。", Paragraph("落实到位。", 2, "（二）", "“三同步。”要求。")),
        ("（一）申请人应当提交材料。材料应当真实。", Paragraph("申请人应当提交材料。材料应当真实。", 2, "（一）")),
        ("（一）身份证；", Paragraph("身份证；", 2, "（一）")),
        ("（三）有下列情形之一的：", Paragraph("有下列情形之一的：", 2, "（三）")),
        ("1.身份证。", Paragraph("身份证。", 3, "1.")),
        ("2．加强宣传。多渠道宣传。", Paragraph("多渠道宣传。", 3, "2．", "加强宣传。")),
        ("（1）现场解答", Paragraph("", 4, "（1）", "现场解答")),
        ("1.5倍的补贴", Paragraph("1.5倍的补贴")),
        ("2.1编制目的", Paragraph("", 2, "2.1", "编制目的")),
        ("2022年工作", Paragraph("2022年工作")),
        ("三", Paragraph("三")),
    ],
)
def test_a_paragraph_is_split_into_number_heading_and_text(whole, paragraph):
    assert read_paragraph(whole) == paragraph
    assert paragraph.whole == whole


def test_a_line_that_breaks_before_a_numeral_does_not_open_a_paragraph():
    body = (
        "对工作成绩突出的单位和个人按照有关规定予以表彰，分别授予\n"
        "一、二等奖，并给予适当奖励；对工作不力、造成严重后果的单\n"
        "位和个人依法追究责任。\n"
    )
    document = parse_official_document(HEAD.replace("请认真落实。\n", "一、表彰先进\n二、强化考核\n" + body) + SIGNED)
    assert [paragraph.whole for paragraph in document.notice] == [
        "一、表彰先进",
        "二、强化考核",
        body.replace("\n", ""),
    ]


def test_missing_numbers_are_reported():
    paragraphs = [read_paragraph(text) for text in ("一、甲", "（一）乙", "（三）丙", "二、丁", "（一）戊", "四、己")]
    assert numbering_gaps(paragraphs) == ["“（一）”之后是“（三）”", "“二、”之后是“四、”"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("各街道办事处、园区管委，区政府各部门，有关单位：", ["各街道办事处", "园区管委", "区政府各部门", "有关单位"]),
        (
            "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：",
            ["各省、自治区、直辖市人民政府", "国务院各部委", "各直属机构"],
        ),
        ("各县（市、区）人民政府：", ["各县（市、区）人民政府"]),
        ("演示甲、演示乙：", ["演示甲", "演示乙"]),
        ("区 教 育 局：", ["区教育局"]),
        ("", []),
    ],
)
def test_addressees_are_named_one_by_one(line, names):
    assert split_addressees(line) == names


def test_addressees_may_take_several_lines():
    long_head = HEAD.replace("各街道办事处：", "各街道办事处、园区管委，区政府各部门，有关企\n业，各驻区单位：")
    assert parse_official_document(long_head).addressees == [
        "各街道办事处",
        "园区管委",
        "区政府各部门",
        "有关企业",
        "各驻区单位",
    ]


@pytest.mark.parametrize(
    ("note", "attribute"),
    [
        ("（此件公开发布）", "open"),
        ("(此件主动公开)", "open"),
        ("（此 件 公 开 发 布）", "open"),
        ("（此件依申请公开）", "on_request"),
        ("（此件不予公开）", "withheld"),
        ("（此件不公开）", "withheld"),
        ("（此件删减后公开）", None),
        ("公开属性：依申请公开", "on_request"),
        ("公开方式:主动公开", "open"),
        ("信息公开选项：不予公开", "withheld"),
        ("（联系人：演示数据）", None),
    ],
)
def test_the_attribute_is_proposed_by_the_note(note, attribute):
    document = parse_official_document(HEAD + SIGNED + note)
    assert document.attribute == attribute
    assert document.note == note.replace(" ", "")


def test_date_and_note_drawn_as_one_line_are_taken_apart():
    document = parse_official_document(HEAD + SIGNED.rstrip() + "（此件公开发布）")
    assert (document.composed_on, document.attribute) == (date(2022, 6, 16), "open")


def test_signature_and_date_may_share_a_line():
    document = parse_official_document(HEAD + "烟台市芝罘区人民政府办公室    2022年6月16日\n")
    assert document.issuing_organs == ["烟台市芝罘区人民政府办公室"]
    assert document.composed_on == date(2022, 6, 16)


def test_an_impossible_date_is_doubted():
    document = parse_official_document(HEAD + SIGNED.replace("6月16日", "6月31日"))
    assert document.composed_on is None
    assert "未找到有效的成文日期，请填写。" in document.doubts


def test_contradictions_are_doubted():
    text = HEAD + SIGNED.replace("2022年", "2023年").replace("办公室", "财政局")
    document = parse_official_document(text + "烟台市芝罘区人民政府办公室    2022年6月17日印发\n")
    assert document.doubts == [
        "未找到公开属性标注，请确定公开属性。",
        "署名与标题中的发文机关（烟台市芝罘区人民政府办公室）不一致，请核对。",
        "成文日期晚于印发日期，请核对。",
        "发文字号的年份与成文日期的年份不一致，请核对。",
    ]


def test_garbled_text_is_doubted():
    assert (
        "文字中有疑似乱码，请对照原件校对。" in parse_official_document(HEAD + "内容\ufffd\ufffd。\n" + SIGNED).doubts
    )


def test_a_red_head_drawn_after_the_text_is_recognised_with_its_number():
    floating = (
        HEAD.replace("烟芝政办发〔2022〕3号\n", "") + SIGNED + "烟台市芝罘区人民政府办公室文件\n烟芝政办发〔2022〕3号\n"
    )
    document = parse_official_document(floating)
    assert document.document_number == "烟芝政办发〔2022〕3号"
    assert (document.body_text(), document.annexes) == ("请认真落实。", [])


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["附件：1.甲方案", "2.乙表"], ["甲方案", "乙表"]),
        (["附件：甲方案。"], ["甲方案"]),
        (["附件：", "1.甲方", "案", "2.乙表"], ["甲方案", "乙表"]),
        (["附件1：甲方案", "附件2：乙表"], ["甲方案", "乙表"]),
        ([], []),
    ],
)
def test_attachments_are_listed_by_name(lines, names):
    assert attachment_names(lines) == names


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("按照《甲》执行", []),
        ("按照《甲法》执行", [Citation("甲法", None, 2)]),
        ("《甲办法》(国办发[2022]8号)", [Citation("甲办法", "国办发〔2022〕8号", 0)]),
        ("《甲办法》国办发〔2022〕8号", [Citation("甲办法", "国办发〔2022〕8号", 0)]),
        ("《甲办法》和国办发〔2022〕8号", [Citation("甲办法", None, 0), Citation("", "国办发〔2022〕8号", 6)]),
        ("《关于印发〈乙〉的通知》", [Citation("关于印发〈乙〉的通知", None, 0)]),
        ("《关于印发《乙》的通知》", [Citation("关于印发〈乙〉的通知", None, 0)]),
        ("《甲条例》（以下简称《条例》），按《条例》办", [Citation("甲条例", None, 0)]),
        ("《甲\n乙》", []),
        ("本级《本文件》、烟芝发〔2022〕1号", []),
    ],
)
def test_citations_are_paired_with_their_numbers(text, citations):
    assert find_citations(text, own_titles={"本文件"}, own_numbers={"烟芝发〔2022〕1号"}) == citations


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("某局关于甲的通知", "通知"),
        ("某局关于甲的通知（试行）", "通知"),
        ("某局关于甲的复函", "函"),
        ("区政府常务会议纪要", "纪要"),
        ("某局关于甲的实施意见", "意见"),
        ("烟台市芝罘区人民政府令", "命令"),
        ("2022年芝罘区政务公开工作要点", ""),
        ("", ""),
    ],
)
def test_the_genre_is_read_from_the_end_of_the_title(title, genre):
    assert genre_of(title) == genre


@pytest.mark.parametrize(
    ("title", "issued", "forwarded"),
    [
        ("某局关于印发《甲方案》的通知", "甲方案", ""),
        ("某局关于印发甲办法（试行）的通知", "甲办法（试行）", ""),
        ("某局转发乙局关于丙意见的通知", "", "乙局关于丙意见"),
        ("某局关于转发乙局关于丙的通知的通知", "", "乙局关于丙的通知"),
        ("某局关于转发乙局关于丙的通知", "", "乙局关于丙的通知"),
        ("某局关于丁的函", "", ""),
    ],
)
def test_the_title_names_what_is_issued_or_forwarded(title, issued, forwarded):
    assert (issued_title(title), forwarded_title(title)) == (issued, forwarded)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("办事说明\n需要材料\n1.身份证。\n", "办事说明"),
        (
            "烟台市芝罘区人民政府\n关于全区经济运行的\n有关情况\n今年以来，全区经济平稳运行。\n",
            "烟台市芝罘区人民政府关于全区经济运行的有关情况",
        ),
        ("只有一行", ""),
        ("2022年6月16日\n正文。", ""),
    ],
)
def test_a_title_without_a_known_ending_is_the_first_line(text, title):
    assert parse_official_document(text).title == title


def test_lines_keep_indent_gap_and_page_break():
    lines, left_out = read_lines("\n\u3000\u3000第 一行\n— 1 —\n\f  第二行\tABC DEF")
    assert [(line.text, line.indent, line.gap, line.new_page) for line in lines] == [
        ("第一行", 2.0, 1, False),
        ("第二行ABC DEF", 1.0, 0, True),
    ]
    assert left_out == ["—1—"]


def test_html_is_escaped():
    assert (
        parse_official_document("<script>警告</script>，测试。").body_html()
        == "<p>&lt;script&gt;警告&lt;/script&gt;，测试。</p>"
    )
