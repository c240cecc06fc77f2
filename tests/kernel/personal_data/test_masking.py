"""Masks keep the kind and the length of what they hide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.personal_data.invented import MOBILE, bank_card, grouped, resident_id
from zhifu_portal.kernel.personal_data import Finding, Kind, mask, scan

ID = resident_id()
CARD = bank_card(length=16)
SENSITIVE = [
    ID,
    MOBILE,
    "+86 " + MOBILE,
    CARD,
    "护照E00000000",
    "鲁F00000",
    "家庭电话：0535-6000000",
    "住址：烟台市芝罘区虚构路9号",
    "演示花园3-2-501",
]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"身份证号{ID}。", f"身份证号9906**********{ID[-4:]}。"),
        (grouped(ID, 6, 8, 4), f"9906** ******** {ID[-4:]}"),
        ("370699900101999", "3706*******1999"),
        ("手机15400000000", "手机154****0000"),
        ("+8615400000000", "+86154****0000"),
        ("154-0000-0000", "154-****-0000"),
        (grouped(CARD, 4, 4, 4), f"6222 **** **** {CARD[-4:]}"),
        ("护照E00000000", "护照E*****000"),
        ("鲁F·00000", "鲁F·***00"),
        ("家庭电话：0535-6000000", "家庭电话：****-*****00"),
        ("住址：山东省烟台市芝罘区虚构路9号", "住址：山东省烟台市芝罘区*****"),
        ("演示花园3-2-501", "*****-*-***"),
        ("没有个人信息", "没有个人信息"),
    ],
)
def test_a_mask_leaves_kind_and_length_readable(text, masked):
    assert mask(text) == masked


def test_only_the_given_findings_are_masked():
    text = f"{MOBILE}，{ID}"
    assert mask(text, [Finding(Kind.MOBILE, 0, 11)]) == f"154****0000，{ID}"
    assert mask(text, []) == text


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (0, 99), (3, 2)])
def test_a_finding_outside_the_text_is_refused(start, end):
    with pytest.raises(ValueError, match="重新扫描"):
        mask("没有个人信息", [Finding(Kind.MOBILE, start, end)])


@given(st.lists(st.sampled_from([*SENSITIVE, "，", "某某", "\n", " 1 ", "。"]), max_size=8).map("。".join))
def test_nothing_is_found_in_a_masked_text_of_the_same_length(text):
    masked = mask(text)
    assert scan(masked) == []
    assert len(masked) == len(text)
