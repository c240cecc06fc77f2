"""Unified social credit codes (GB 32100)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.kernel.unified_code import ALPHABET, check_unified_code, unified_check_digit

# Codes printed on public pages (rules.md §4.2).
PUBLISHED = [
    "11370613004225709U",
    "11370682004276012B",
    "11441700007280420Y",
    "114403006955506492",
    "11370322004222241N",
    "113417020032563511",
    "12370602780795309E",
]
FIRST_SEVENTEEN = st.builds(
    lambda kind, division, body: kind + division + body,
    st.text(alphabet=ALPHABET, min_size=2, max_size=2),
    st.text(alphabet="0123456789", min_size=6, max_size=6),
    st.text(alphabet=ALPHABET, min_size=9, max_size=9),
)


@pytest.mark.parametrize("code", PUBLISHED)
def test_a_published_code_is_valid(code):
    assert check_unified_code(code) == []


@pytest.mark.parametrize(
    ("code", "reasons"),
    [
        ("", ["请填写统一社会信用代码。"]),
        ("1137061300422570", ["统一社会信用代码应为18位，现为16位，请核对是否漏抄或多抄。"]),
        (
            "11370613004225709A",
            ["校验码不符：按前17位计算，第18位应为“U”，现为“A”，请核对全部18位。"],
        ),
        (
            "1137O613004225709U",
            [
                "第5位“O”不是统一社会信用代码的字符：只能用半角数字和大写字母，不用I、O、S、V、Z，"
                "请核对（0与O、1与I易混淆）。"
            ],
        ),
    ],
)
def test_the_reasons_say_what_is_wrong(code, reasons):
    assert check_unified_code(code) == reasons


@pytest.mark.parametrize("code", ["11370613004225709u", "１1370613004225709U", "11370613004225709\n"])
def test_other_characters_are_named_with_their_place(code):
    [reason] = check_unified_code(code)
    assert "不是统一社会信用代码的字符" in reason


def test_every_reason_is_given_at_once():
    assert [reason[:4] for reason in check_unified_code("IO")] == ["统一社会", "第1位“"]


def test_a_division_that_is_not_numeric_is_named():
    first17 = "1137A613004225709"
    assert check_unified_code(first17 + unified_check_digit(first17)) == [
        "第3至8位是行政区划代码，应为6位数字，现为“37A613”，请核对。"
    ]


@given(FIRST_SEVENTEEN)
def test_a_code_completed_by_its_check_digit_is_valid(first17):
    assert check_unified_code(first17 + unified_check_digit(first17)) == []


@given(FIRST_SEVENTEEN, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_changed_character_is_always_noticed(first17, place, character):
    code = first17 + unified_check_digit(first17)
    changed = code[:place] + character + code[place + 1 :]
    assert (check_unified_code(changed) == []) == (changed == code)


@pytest.mark.parametrize("first17", ["", "1" * 16, "1" * 18, "I" * 17])
def test_no_check_digit_is_computed_for_what_is_no_code(first17):
    with pytest.raises(ValueError, match="17位"):
        unified_check_digit(first17)
