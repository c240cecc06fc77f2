"""Text of xlsx: rows, hidden sheets, comments and limits."""

import datetime as dt

import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.kernel.files import samples
from zhifu_portal.kernel.files import ExtractedText, ExtractionRefused, FileKind, extract_text
from zhifu_portal.kernel.files.readers import spreadsheet


def read(file) -> ExtractedText:
    return extract_text(file, FileKind.XLSX)


def test_rows_are_lines_with_tabs_and_values_as_people_read_them():
    rows = [
        ["街道", "人口", None, "日期"],
        ["向阳\n街道", 12.0, 0.5, dt.date(2022, 6, 15)],
        [None, None],
        ["东山", True, "", dt.datetime(2022, 6, 15, 9, 30, tzinfo=dt.UTC).replace(tzinfo=None)],
    ]
    found = read(samples.xlsx_file({"人口表": rows, "空": []}))
    assert found.text == "人口表\n街道\t人口\t\t日期\n向阳 街道\t12\t0.5\t2022-06-15\n东山\t是\t\t2022-06-15 09:30:00"
    assert found.notes == []


def test_hidden_sheets_are_read_and_reported():
    found = read(samples.xlsx_file({"公开": [["甲"]], "内部": [["乙"]]}, hidden=("内部",)))
    assert found.text == "公开\n甲\n内部\n乙"
    assert found.notes == ["工作表“内部”是隐藏的，已一并提取，发布前请核对"]


def test_comments_and_properties_are_read():
    workbook = openpyxl.Workbook()
    workbook.active.title = "表"
    workbook.active["A1"] = "甲"
    workbook.active["A1"].comment = Comment("电话待核", "张演示")
    workbook.properties.title, workbook.properties.creator = "演示表", "张演示"
    found = read(samples.saved(workbook))
    assert found.text == "表\n甲\n电话待核"
    assert (found.title, found.properties["author"]) == ("演示表", "张演示")
    assert found.notes == ["工作簿含有批注，发布前请删除批注"]


def test_a_workbook_without_text_says_so():
    assert read(samples.xlsx_file({"表": []})).notes == ["工作簿中没有文字"]


def test_a_false_dimension_and_far_cells_cost_nothing_beyond_the_limit(monkeypatch):
    monkeypatch.setattr(spreadsheet, "MAX_CELLS", 20_000)
    file = samples.xlsx_file({"表": [["甲"]]})
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>{n}</v></c></row>' for n in range(1, 4))
    sheet = samples.member_text(file, "xl/worksheets/sheet1.xml")
    start, end = sheet.index("<sheetData>"), sheet.index("</sheetData>")
    sheet = sheet[:start].replace('ref="A1"', 'ref="A1:XFD1048576"') + f"<sheetData>{rows}" + sheet[end:]
    found = read(samples.with_members(file, {"xl/worksheets/sheet1.xml": sheet}))
    assert found.text.split() == ["表", "1", "2"]
    assert found.notes == ["工作簿过大，只提取了前 100 万个单元格，其余内容不能被检索"]


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/workbook.xml"])
def test_parts_of_millions_of_elements_are_refused_before_they_become_a_tree(monkeypatch, part):
    monkeypatch.setattr(spreadsheet, "MAX_TREE_TAGS", 1000)
    with pytest.raises(ExtractionRefused) as refused:
        read(samples.with_members(samples.xlsx_file({"表": [["甲"]]}), {part: f"<x>{'<a/>' * 1000}</x>"}))
    assert refused.value.reasons == ["文件内容过于复杂，无法提取文字，请拆分后再上传"]


def test_a_definition_of_entities_is_found_in_a_part_of_any_name():
    members = {"xl/media/image1.png": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")}
    with pytest.raises(ExtractionRefused) as refused:
        read(samples.with_members(samples.xlsx_file({"表": [["甲"]]}), members))
    assert refused.value.reasons == ["文件内的 XML 含有实体定义，可能是恶意文件，请用原软件重新保存后再上传"]


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"xl/workbook.xml": "<workbook"}, "文件已损坏，无法打开，请用原软件重新保存后再上传"),
        ({"xl/worksheets/sheet1.xml": "<worksheet"}, "文件已损坏，无法打开，请用原软件重新保存后再上传"),
        (
            {"xl/worksheets/sheet1.xml": '<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'},
            "文件内的 XML 含有实体定义，可能是恶意文件，请用原软件重新保存后再上传",
        ),
    ],
)
def test_a_malformed_workbook_is_refused_in_chinese(members, reason):
    with pytest.raises(ExtractionRefused) as refused:
        read(samples.with_members(samples.xlsx_file({"表": [["甲"]]}), members))
    assert refused.value.reasons == [reason]
