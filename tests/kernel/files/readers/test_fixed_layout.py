"""Text of OFD: order by position, documents, templates, composite graphics, and malformed packages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.files import samples
from tests.kernel.files.samples import ofd_file, ofd_page, ofd_text, ofd_xml
from zhifu_portal.kernel.files import ExtractedText, ExtractionRefused, FileKind, extract_text
from zhifu_portal.kernel.files.readers import fixed_layout
from zhifu_portal.kernel.files.readers.ofd_page import Piece, lines_of


def read(file) -> ExtractedText:
    return extract_text(file, FileKind.OFD)


def test_text_is_sorted_by_its_place_and_not_by_its_order_in_the_file():
    page = (
        ofd_text("正文第二行", 20, 60)
        + ofd_text("的通知", 45, 30)
        + ofd_text("关于演示", 25, 30)
        + ofd_text("正文第一行", 20, 50)
    )
    found = read(ofd_file(page, ofd_text("第二页", 20, 20)))
    assert found.text == "关于演示的通知\n正文第一行\n正文第二行\n第二页"
    assert found.title == "演示通知"
    assert found.properties == {"author": "演示作者", "created": "2022-03-01"}
    assert found.notes == []


def test_columns_of_a_table_are_separated_by_tabs_and_words_by_blanks():
    page = ofd_text("街道", 20, 30) + ofd_text("人口", 80, 30) + ofd_text("Zhifu", 20, 50) + ofd_text("Yantai", 38, 50)
    assert read(ofd_file(page)).text == "街道\t人口\nZhifu Yantai"


def test_a_transformation_moves_text_and_page_blocks_are_opened():
    moved = ofd_text("第一行", 0, 0, attributes=' CTM="1 0 0 1 20 10"')
    block = f'<ofd:PageBlock ID="9"><ofd:PageBlock ID="8">{ofd_text("第二行", 20, 40)}</ofd:PageBlock></ofd:PageBlock>'
    assert read(ofd_file(block + moved)).text == "第一行\n第二行"


def test_a_text_code_without_a_place_stands_where_the_one_before_stood():
    places = {"甲": 'X="0" Y="5"', "乙": 'X="5"', "丙": 'Y="25"'}
    codes = "".join(f"<ofd:TextCode {place}>{text}</ofd:TextCode>" for text, place in places.items())
    page = f'<ofd:TextObject ID="1" Boundary="10 10 90 40" Font="3" Size="5">{codes}</ofd:TextObject>'
    assert read(ofd_file(page)).text == "甲乙\n丙"


def test_the_template_of_several_pages_is_read_once():
    pages = {
        f"Doc_0/Pages/Page_{n}/Content.xml": ofd_page(ofd_text(f"第{n}页", 20, 50), template="2") for n in range(2)
    }
    assert read(ofd_file("", "", **pages)).text == "演示机关文件\n第0页\n第1页"


def test_composite_graphics_are_drawn_where_they_are_used():
    resources = ofd_xml(
        "Res",
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="70" Width="50" Height="50"><ofd:Content>'
        f"{ofd_text('章内文字', 0, 0)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>",
    )
    page = '<ofd:CompositeObject ID="7" Boundary="20 80 50 50" ResourceID="70"/>' + ofd_text("正文", 20, 20)
    assert read(ofd_file(page, **{"Doc_0/PublicRes.xml": resources})).text == "正文\n章内文字"


def test_every_document_of_the_package_is_read_with_absolute_and_odd_paths():
    body = (
        "<ofd:DocBody><ofd:DocInfo><ofd:Title>{0}</ofd:Title></ofd:DocInfo><ofd:DocRoot>{1}</ofd:DocRoot></ofd:DocBody>"
    )
    second = ofd_xml("Document", '<ofd:Pages><ofd:Page ID="1" BaseLoc="/doc_1/Page.xml"/></ofd:Pages>')
    file = ofd_file(
        ofd_text("甲", 20, 20),
        **{
            "OFD.xml": ofd_xml(
                "OFD", body.format("一", "/Doc_0/Document.xml") + body.format("二", "Doc_1\\Document.xml")
            ),
            "Doc_1/Document.xml": second,
            "Doc_1/Page.xml": ofd_page(ofd_text("乙", 20, 20)),
        },
    )
    found = read(file)
    assert (found.text, found.title) == ("甲\n乙", "一")


def test_an_ofd_of_pictures_asks_for_a_text_version():
    assert read(ofd_file('<ofd:ImageObject ID="1" ResourceID="4"/>')).notes == [
        "未能从 OFD 中提取文字，可能是扫描件，请补充文字版"
    ]


def test_attachments_inside_are_reported():
    document = ofd_xml("Document", "<ofd:Pages/><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>")
    notes = read(ofd_file(**{"Doc_0/Document.xml": document})).notes
    assert notes[0] == "OFD 内含附件，附件内容未提取，请单独上传附件"


def test_pages_beyond_the_limit_are_not_read(monkeypatch):
    monkeypatch.setattr(fixed_layout, "MAX_PAGES", 1)
    found = read(ofd_file(ofd_text("甲", 1, 1), ofd_text("乙", 1, 1)))
    assert (found.text, found.notes) == ("甲", ["OFD 页数过多，只提取了前 2000 页，其余内容不能被检索"])


DAMAGED = "文件已损坏，无法打开，请用原软件重新保存后再上传"


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"OFD.xml": "<OFD/>"}, DAMAGED),
        ({"OFD.xml": "not xml"}, DAMAGED),
        ({"Doc_0/Document.xml": ofd_xml("Document", '<ofd:Pages><ofd:Page BaseLoc="x.xml"/></ofd:Pages>')}, DAMAGED),
        ({"Doc_0/Pages/Page_0/Content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
         "文件内的 XML 含有实体定义，可能是恶意文件，请用原软件重新保存后再上传"),
        ({"Doc_0/Pages/Page_0/Content.xml": "<a>" * 400}, "文件内容过于复杂，无法提取文字，请拆分后再上传"),
    ],
)  # fmt: skip
def test_a_malformed_ofd_is_refused_in_chinese(members, reason):
    with pytest.raises(ExtractionRefused) as refused:
        read(ofd_file(ofd_text("甲", 1, 1), **members))
    assert refused.value.reasons == [reason]


@pytest.mark.parametrize("place", ['Boundary="a b c d"', 'Boundary="1 2"', 'CTM="nan 0 0 1 0 0"', 'Size="1e999"', ""])
def test_malformed_places_do_not_lose_the_text(place):
    page = f'<ofd:TextObject ID="1" {place}><ofd:TextCode X="x" Y="inf">甲</ofd:TextCode></ofd:TextObject>'
    assert read(ofd_file(page)).text == "甲"


@given(
    st.lists(
        st.builds(
            Piece, st.text("甲乙ab", min_size=1, max_size=5), st.floats(0, 200), st.floats(0, 300), st.floats(1, 9)
        ),
        max_size=20,
    )
)
def test_lines_hold_every_piece_once(pieces):
    joined = "".join(lines_of(pieces)).replace("\t", "").replace(" ", "")
    assert sorted(joined) == sorted("".join(piece.text for piece in pieces))


def test_a_package_that_lies_about_its_format_is_refused():
    with pytest.raises(ExtractionRefused):
        read(samples.docx_file("通知"))
