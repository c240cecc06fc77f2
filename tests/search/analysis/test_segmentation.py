"""Words of the domain stay whole, and query and index cut alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.search.analysis import index_tokens, query_words


@pytest.mark.parametrize(
    "word",
    [
        "依申请公开",
        "政务公开",
        "主动公开",
        "政府信息公开",
        "毓璜顶街道",
        "世回尧街道",
        "只楚街道",
        "规范性文件",
        "三同步",
        "免申即享",
    ],
)
def test_a_word_of_the_domain_is_one_word(word):
    assert [found.token for found in query_words(word)] == [word]


def test_long_words_are_found_by_their_parts():
    assert {"小区", "改造", "老旧小区改造"} <= set(index_tokens("老旧小区改造"))


@pytest.mark.parametrize(
    ("part", "whole"),
    [("老旧", "老旧小区改造"), ("低保", "农村低保"), ("毓璜顶", "毓璜顶街道"), ("世回尧", "世回尧街道")],
)
def test_a_part_finds_the_whole(part, whole):
    tokens = set(index_tokens(whole))
    assert all(word.token in tokens for word in query_words(part))


def test_function_words_and_punctuation_are_no_tokens():
    assert index_tokens("的、了，和。——！") == []


def test_words_know_where_they_stood():
    text = "请看《芝罘区停车管理办法》第三条"
    assert [text[word.start : word.end] for word in query_words(text) if word.token in {"芝罘区", "停车", "第3条"}] == [
        "芝罘区",
        "停车",
        "第三条",
    ]


@given(st.text())
def test_every_word_of_a_query_is_a_token_of_the_same_text(text):
    tokens = set(index_tokens(text))
    assert {word.token for word in query_words(text)} <= tokens
