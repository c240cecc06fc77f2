"""A query is understood, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.search.query import MAX_SIZE, MAX_WORDS, Query, parse_query


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("老旧小区改造 实施方案", ["老旧小区改造", "实施方案"]),
        ("请问低保怎么办理？", ["低保"]),
        ("养老 养老 养老", ["养老"]),
        ("怎么办", ["怎么办"]),
        ("第三十六条", ["第36条"]),
        ("", []),
        ('！？-"', []),
    ],
)
def test_words_to_be_found(text, words):
    assert [word.token for word in parse_query(text).words] == words


@pytest.mark.parametrize(
    ("text", "phrases", "excluded"),
    [
        ('"公开目录" 更新', ("公开目录",), ()),
        ("“公开目录” 更新", ("公开目录",), ()),
        ("＂公开目录＂", ("公开目录",), ()),
        ('"公开目录', (), ()),
        ('""', (), ()),
        ("供热 -听证", (), ("听证",)),
        ("2022-03-05", (), ()),
        ("供热 - 听证", (), ()),
        ("《用户手册》约定“业主罚款”，合法吗？", (), ()),
    ],
)
def test_operators(text, phrases, excluded):
    parsed = parse_query(text)
    assert (parsed.phrases, parsed.excluded) == (phrases, excluded)


def test_a_question_about_an_article_is_about_the_text_that_has_it():
    parsed = parse_query("请问《停车管理办法》第三十六条是怎么规定的？")
    assert (parsed.articles, parsed.core, parsed.is_question) == (("第36条",), "《停车管理办法》", True)


def test_keywords_are_no_question():
    assert not parse_query("停车管理办法").is_question


def test_a_whole_query_may_be_a_number():
    assert parse_query("国务院令 711").number == "№国务院令711"


@given(st.text())
def test_any_text_is_understood(text):
    parsed = parse_query(text)
    assert len(parsed.words) + len(parsed.optional) <= MAX_WORDS
    assert parse_query(text) == parsed


@pytest.mark.parametrize(("page", "size", "kept"), [(0, 0, (1, 1)), (-3, 1000, (1, MAX_SIZE)), (2, 20, (2, 20))])
def test_page_and_size_are_brought_into_range(page, size, kept):
    query = Query(page=page, size=size)
    assert (query.page, query.size) == kept
