"""Texts with placeholders: what is refused, that filling evaluates nothing, and what a header can hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.kernel.placeholders import fill, one_line, plain_lines, text_faults

NAMES = {"index", "step"}


@pytest.mark.parametrize("text", ["", "没有占位符", "{index}", "{index}{step}{index}", "100%s $index"])
def test_good_texts_have_no_faults(text):
    assert text_faults(text, NAMES) == []


@pytest.mark.parametrize(
    "text", ["{title}", "{}", "{ index }", "{index.x}", "{index[0]}", "{index:>9}", "{0}", "{", "}", "}{", "{{index}}"]
)
def test_anything_but_a_bare_name_is_a_fault(text):
    assert len(text_faults(text, NAMES)) == 1


@given(st.text(), st.text())
def test_values_come_out_as_they_went_in(index, step):
    assert fill("{index}|{step}|{index}", {"index": index, "step": step}) == f"{index}|{step}|{index}"


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("{}ab"))))
def test_a_text_without_faults_can_be_filled(text):
    if not text_faults(text, {"a", "b"}):
        assert "{" not in fill(text, {"a": "1", "b": "2"})


@given(st.text())
def test_one_line_is_one_line(text):
    line = one_line(text)
    assert line.splitlines() in ([], [line])
    assert (line, line.encode()) == (one_line(line), one_line(line).encode())


@given(st.text())
def test_plain_lines_keep_line_feeds_only(text):
    plain = plain_lines(text)
    assert plain == plain_lines(plain)
    assert plain.splitlines() in ([], plain.split("\n"))


def test_a_missing_value_is_an_error():
    with pytest.raises(KeyError):
        fill("{index}", {})
