"""发文字号, articles and dates are one exact token each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.kernel.chinese.numerals import format_numeral
from zhifu_portal.search.analysis import find_references, fold, squash_number


def tokens(text):
    return [token for reference in find_references(fold(text)) for token in reference.tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("烟芝政办发〔2022〕3号", ["№烟芝政办发2022.3"]),
        ("根据烟芝政办发[2022]第 3 号", ["№烟芝政办发2022.3"]),
        ("国务院令第711号", ["№国务院令711"]),
        ("中华人民共和国国务院令第七百一十一号", ["№国务院令711"]),
        ("法释〔2022〕3号、法释〔2022〕13号", ["№法释2022.3", "№法释2022.13"]),
        ("依照第三十六条第二款", ["第36条", "第2款"]),
        ("第36条", ["第36条"]),
        ("三十六条", ["第36条"]),
        ("第一百零二条", ["第102条"]),
        ("三条街道", []),
        ("第三方意见", []),
        ("2022年3月5日", ["2022-03-05", "2022年"]),
        ("二〇二二年三月五日", ["2022-03-05", "2022年"]),
        ("2022-03-05", ["2022-03-05", "2022年"]),
        ("2022年度工作要点", ["2022年"]),
        ("2022年13月45日", []),
        ("第十十条", []),
    ],
)
def test_references_in_text(text, expected):
    assert tokens(text) == expected


@given(st.integers(1, 9999))
def test_an_article_is_the_same_in_both_numerals(number):
    assert tokens(f"第{number}条") == tokens(f"第{format_numeral(number)}条") == [f"第{number}条"]


@given(st.text(), st.integers(1, 99999))
def test_references_lie_inside_the_text_and_apart(text, serial):
    folded = fold(f"{text}烟芝政办发〔2022〕{serial}号{text}")
    position = 0
    for reference in find_references(folded):
        assert position <= reference.start < reference.end <= len(folded)
        position = reference.end


@pytest.mark.parametrize(
    ("number", "squashed"),
    [
        ("国办发〔2004〕7号", "国办发2004.7"),
        ("国办发(2004) 7 号", "国办发2004.7"),
        ("国办发2004年7号", "国办发2004.7"),
        ("国务院令565", "国务院令565"),
        ("某某委员会公告第016号", "某某委员会公告16"),
        ("没有数字", ""),
        ("", ""),
    ],
)
def test_a_number_is_squashed_to_what_counts(number, squashed):
    assert squash_number(number) == squashed
