"""What an xlsx hides: rows, columns, sheets, names, comments, pivot data, links and properties."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from tests.kernel.files import samples
from zhifu_portal.kernel.files import ExtractionRefused, FileKind
from zhifu_portal.kernel.files.hidden import HiddenContent, find_hidden_content
from zhifu_portal.kernel.files.hidden import sheets as sheets_module
from zhifu_portal.kernel.files.hidden.sheets import column_name

SHEET_XML = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def listed(file) -> list[tuple[str, str, str]]:
    return [(found.kind.value, found.place, found.excerpt) for found in find_hidden_content(file, FileKind.XLSX)]


def workbook(edit) -> io.BytesIO:
    """Return a workbook of five rows and three columns after `edit(workbook, sheet)`."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "名单"
    for row in range(1, 6):
        sheet.append([f"甲{row}", f"乙{row}", row])
    edit(book, sheet)
    return samples.saved(book)


def hide_rows(*numbers):
    def edit(_book, sheet):
        for number in numbers:
            sheet.row_dimensions[number].hidden = True

    return edit


def hide_column(letter):
    def edit(_book, sheet):
        sheet.column_dimensions[letter].hidden = True

    return edit


def empty_hidden_row(_book, sheet):
    sheet.row_dimensions[9].hidden = True


def second_sheet(state):
    def edit(book, _sheet):
        other = book.create_sheet("底稿")
        other.append(["未公开", 12.5])
        other.sheet_state = state

    return edit


def empty_hidden_sheet(book, _sheet):
    book.create_sheet("空表").sheet_state = "hidden"


def add_comment(_book, sheet):
    sheet["B3"].comment = Comment("电话待核", "王演示")


def hidden_name(book, _sheet):
    book.defined_names["秘密"] = DefinedName("秘密", attr_text="'名单'!$A$1", hidden=True)
    book.defined_names["公开"] = DefinedName("公开", attr_text="'名单'!$A$2")


def filtered(_book, sheet):
    sheet.auto_filter.ref = "A1:C5"


def people(book, _sheet):
    book.properties.creator = "王演示"
    book.properties.lastModifiedBy = "李演示"
    book.properties.description = "内部稿"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda _book, _sheet: None, []),
        (hide_rows(3), [("rows", "工作表“名单”第 3 行", "甲3 乙3 3")]),
        (hide_rows(2, 3), [("rows", "工作表“名单”第 2–3 行", "甲2 乙2 2 甲3 乙3 3")]),
        (
            hide_rows(1, 4),
            [("rows", "工作表“名单”第 1 行", "甲1 乙1 1"), ("rows", "工作表“名单”第 4 行", "甲4 乙4 4")],
        ),
        (empty_hidden_row, []),
        (hide_column("B"), [("columns", "工作表“名单”第 B 列", "乙1 乙2 乙3 乙4 乙5")]),
        (second_sheet("hidden"), [("sheet", "工作表“底稿”", "未公开 12.5")]),
        (second_sheet("veryHidden"), [("sheet", "工作表“底稿”", "未公开 12.5")]),
        (second_sheet("visible"), []),
        (empty_hidden_sheet, [("sheet", "工作表“空表”", "")]),
        (add_comment, [("comment", "工作表“名单”单元格 B3", "电话待核"), ("property", "批注人", "王演示")]),
        (hidden_name, [("name", "名称“秘密”", "'名单'!$A$1")]),
        (filtered, []),
        (
            people,
            [("property", "作者", "王演示"), ("property", "备注", "内部稿"), ("property", "最后修改者", "李演示")],
        ),
    ],
)
def test_what_a_workbook_hides_is_listed_with_its_place(edit, expected):
    assert sorted(listed(workbook(edit))) == sorted(expected)


def test_hidden_cells_are_listed_once_under_the_row_when_row_and_column_are_hidden():
    def edit(book, sheet):
        hide_rows(3)(book, sheet)
        hide_column("B")(book, sheet)

    assert sorted(listed(workbook(edit))) == [
        ("columns", "工作表“名单”第 B 列", "乙1 乙2 乙4 乙5"),
        ("rows", "工作表“名单”第 3 行", "甲3 乙3 3"),
    ]


def test_a_threaded_comment_is_listed_without_its_copy():
    file = workbook(add_comment)
    rels = samples.member_text(file, "xl/worksheets/_rels/sheet1.xml.rels")
    link = '<Relationship Id="rT" Type="x/threadedComment" Target="../threadedComments/threadedComment1.xml"/>'
    old = samples.member_text(file, "xl/comments/comment1.xml").replace("王演示", "tc={0-0}")
    file = samples.with_members(
        file,
        {
            "xl/worksheets/_rels/sheet1.xml.rels": rels.replace("</Relationships>", link + "</Relationships>"),
            "xl/comments/comment1.xml": old,
            "xl/threadedComments/threadedComment1.xml": (
                '<ThreadedComments xmlns="t"><threadedComment ref="B3" personId="{1}"><text>请核实</text>'
                "</threadedComment></ThreadedComments>"
            ),
        },
    )
    assert listed(file) == [("comment", "工作表“名单”单元格 B3", "请核实")]


def test_pivot_data_links_and_the_saved_place_are_listed():
    file = workbook(lambda _book, _sheet: None)
    book = samples.member_text(file, "xl/workbook.xml")
    file = samples.with_members(
        file,
        {
            "xl/workbook.xml": book.replace("<sheets>", '<absPath url="C:\\用户\\演示\\"/><sheets>', 1),
            "xl/pivotCache/pivotCacheDefinition1.xml": (
                f'<pivotCacheDefinition {MAIN}><cacheSource><worksheetSource sheet="来源" ref="A1:B9"/></cacheSource>'
                '<sharedItems><s v="甲"/><s v="乙"/></sharedItems></pivotCacheDefinition>'
            ),
            "xl/pivotCache/pivotCacheRecords1.xml": f'<pivotCacheRecords {MAIN}><r><n v="7"/></r></pivotCacheRecords>',
            "xl/externalLinks/externalLink1.xml": f"<externalLink {MAIN}/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": (
                '<Relationships xmlns="r"><Relationship Id="a" Type="x/externalLinkPath" Target="D:/另一本.xlsx"'
                ' TargetMode="External"/></Relationships>'
            ),
        },
    )
    assert sorted(listed(file)) == [
        ("link", "引用的其他工作簿", "D:/另一本.xlsx"),
        ("pivot", "数据透视表（pivotCacheRecords1.xml）", "7"),
        ("pivot", "数据透视表（来源 来源 A1:B9）", "甲 乙"),
        ("property", "保存位置", "C:\\用户\\演示\\"),
    ]


def test_two_beginnings_alike_have_different_digests():
    def digest(end):
        def edit(book, _sheet):
            other = book.create_sheet("底稿")
            other.append(["字" * 300, end])
            other.sheet_state = "hidden"

        (found,) = find_hidden_content(workbook(edit), FileKind.XLSX)
        return found.excerpt, found.digest

    one, two = digest("一"), digest("二")
    assert one[0] == two[0] == "字" * 200
    assert one[1] != two[1]


@pytest.mark.parametrize(("height", "is_hidden"), [("0", True), ("0.0", True), ("", False), ("14.25", False)])
def test_a_row_without_height_is_hidden(height, is_hidden):
    xml = f'<worksheet {MAIN}><sheetData><row r="2" ht="{height}"><c r="A2"><v>7</v></c></row></sheetData></worksheet>'
    file = samples.with_members(workbook(lambda _book, _sheet: None), {SHEET_XML: xml})
    assert listed(file) == ([("rows", "工作表“名单”第 2 行", "7")] if is_hidden else [])


def test_more_than_can_be_listed_is_counted():
    def edit(_book, sheet):
        for row in range(1, 241):
            sheet.cell(row, 1, row)
            sheet.row_dimensions[row].hidden = row % 2 == 0

    found = find_hidden_content(workbook(edit), FileKind.XLSX)
    assert len(found) == 101
    assert found[-1] == HiddenContent(found[0].kind, "另有 20 处未逐一列出")


def test_cells_beyond_the_limits_are_not_kept(monkeypatch):
    monkeypatch.setattr(sheets_module, "MAX_CELLS_PER_RANGE", 2)
    assert listed(workbook(hide_rows(2, 3))) == [("rows", "工作表“名单”第 2–3 行", "甲2 乙2")]


@pytest.mark.parametrize(("width", "is_hidden"), [("0", True), ("9", False)])
def test_a_column_without_width_is_hidden(width, is_hidden):
    columns = f'<cols><col min="1" max="2" width="{width}"/></cols>'
    xml = f'<worksheet {MAIN}>{columns}<sheetData><row r="1"><c r="B1"><v>7</v></c></row></sheetData></worksheet>'
    file = samples.with_members(workbook(lambda _book, _sheet: None), {SHEET_XML: xml})
    assert listed(file) == ([("columns", "工作表“名单”第 A–B 列", "7")] if is_hidden else [])


@pytest.mark.parametrize(
    "sheet",
    [
        f"<worksheet {MAIN}><sheetData><row",
        f'<!DOCTYPE x [<!ENTITY a "b">]><worksheet {MAIN}><sheetData/></worksheet>',
        f"<worksheet {MAIN}>" + "<x>" * 400 + "</x>" * 400 + "</worksheet>",
    ],
)
def test_a_sheet_that_cannot_be_read_through_is_refused(sheet):
    file = samples.with_members(workbook(lambda _book, _sheet: None), {SHEET_XML: sheet})
    with pytest.raises(ExtractionRefused):
        find_hidden_content(file, FileKind.XLSX)


def test_odd_numbers_of_rows_and_cells_do_no_harm():
    rows = (
        '<row r="x" hidden="1"><c><v>1</v></c><c r="??" t="s"><v>999999</v></c></row>'
        '<row hidden="true"><c t="inlineStr"><is><r><t>行</t></r><r><t>内</t></r></is></c></row>'
    )
    xml = f'<worksheet {MAIN}><cols><col min="a" max="b" hidden="1"/></cols><sheetData>{rows}</sheetData></worksheet>'
    file = samples.with_members(workbook(lambda _book, _sheet: None), {SHEET_XML: xml})
    assert listed(file) == [("rows", "工作表“名单”第 1–2 行", "1 行内")]


@given(st.integers(min_value=1, max_value=16_384))
def test_columns_have_the_letters_of_the_spreadsheet(number):
    assert column_name(number) == openpyxl.utils.get_column_letter(number)
