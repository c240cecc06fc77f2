"""Highlights are text with marks, never anything else."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.search.highlights import highlight_title, make_snippet
from zhifu_portal.search.query import parse_query


@pytest.mark.parametrize(
    ("title", "query", "marked"),
    [
        ("老旧小区改造方案", "老旧小区", "<mark>老旧小区</mark>改造方案"),
        ("烟芝政办发〔2022〕3号", "烟芝政办发(2022)3号", "烟芝政办发〔2022〕3号"),
        ("檔案管理辦法", "档案管理", "<mark>檔案管理</mark>辦法"),
        ("ＰＤＦ文件", "pdf", "<mark>ＰＤＦ</mark>文件"),
        ("<b>养老</b> & 服务", "养老", "&lt;b&gt;<mark>养老</mark>&lt;/b&gt; &amp; 服务"),
        ("养老服务", "", "养老服务"),
        ("amp & lt", "amp", "<mark>amp</mark> &amp; lt"),
    ],
)
def test_titles(title, query, marked):
    assert highlight_title(title, parse_query(query)) == marked


@given(st.text(), st.text())
def test_without_the_marks_the_title_is_as_it_was(title, query):
    marked = highlight_title(title, parse_query(query))
    assert html.unescape(re.sub("</?mark>", "", marked)) == title
    assert set(re.findall("<[^>]*>", marked)) <= {"<mark>", "</mark>"}


def test_a_snippet_shows_the_paragraph_that_fits_best():
    text = "\n".join(["第一条 为了管理。"] * 50 + ["第二条 供热价格由听证会议定。"] + ["第三条 附则。"] * 50)
    assert make_snippet(text, parse_query("供热价格 听证"), length=14) == (
        "…第二条 <mark>供热价格</mark>由<mark>听证</mark>会议定…"
    )


def test_a_short_text_is_shown_whole():
    assert make_snippet("全文不长。", parse_query("没有")) == "全文不长。"


def test_an_empty_text_has_no_snippet():
    assert make_snippet("", parse_query("养老")) == ""
