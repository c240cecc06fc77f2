"""Tables as files: what a spreadsheet program would run is text, what it cannot hold is left out."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from zhifu_portal.kernel.exports import FORMULA_STARTS, csv_lines, printable, safe_cell, xlsx_bytes

TEXTS = st.text(max_size=40)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("", ""),
        ("通知", "通知"),
        ("a=1", "a=1"),
        ("=1+1", "'=1+1"),
        ("+cmd|x", "'+cmd|x"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1", "' =1"),
        ("　＝1", "'　＝1"),
        ("\t=1", "'\t=1"),
        ("－1＋1", "'－1＋1"),
        ("-12.5", "-12.5"),
        ("+86", "+86"),
    ],
)
def test_a_formula_is_quoted_and_a_number_is_not(value, shown):
    assert safe_cell(value) == shown


@given(TEXTS)
def test_no_cell_begins_like_a_formula_unless_it_is_a_number(value):
    cell = safe_cell(value)
    assert not cell.startswith(FORMULA_STARTS) or float(cell) is not None
    assert cell.removeprefix("'") == value.removeprefix("'")


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
def test_csv_gives_back_what_was_written(rows):
    text = "".join(csv_lines(rows))
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert read == [[safe_cell(printable(cell)) for cell in row] for row in rows]


@given(st.lists(st.tuples(TEXTS.filter(str.isprintable), st.just("x")), min_size=1, max_size=5))
def test_a_workbook_holds_text_only(rows):
    sheet = load_workbook(io.BytesIO(xlsx_bytes(rows))).active
    assert [[cell.value or "" for cell in row] for row in sheet] == [[safe_cell(a), b] for a, b in rows]
    assert "f" not in {cell.data_type for row in sheet for cell in row}


@given(st.characters(max_codepoint=0x1F))
def test_control_characters_break_no_workbook(character):
    assert xlsx_bytes([(f"甲{character}乙",)])


def test_lines_and_tabs_stay():
    assert printable("一\n二\t三\r四\x00五\x0b六") == "一\n二\t三\r四五六"
