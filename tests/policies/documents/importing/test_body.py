"""The text of a document as a body."""

import pytest

from policies.documents.importing.body import source_body


def html(text, history=()):
    return "".join(str(value.source) for _name, value in source_body(text=text, history=history))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第一条 甲。\n\n  第二条 乙。", "<p>第一条 甲。</p><p>第二条 乙。</p>"),
        ("第一章 总则\n第一条 甲。", "<h2>第一章 总则</h2><p>第一条 甲。</p>"),
        ("第一编 总则\n第二节 细则", "<h2>第一编 总则</h2><h3>第二节 细则</h3>"),
        ("第一章的规定适用于本条。", "<p>第一章的规定适用于本条。</p>"),
        ("目录\n第一章 总则\n第一章 总则\n甲。", "<p>目录</p><p>第一章 总则</p><h2>第一章 总则</h2><p>甲。</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("第一章 <b>甲</b>", "<h2>第一章 &lt;b&gt;甲&lt;/b&gt;</h2>"),
    ],
)
def test_lines_become_paragraphs_and_chapters_headings(text, expected):
    assert html(text) == expected


def test_the_history_stands_first_in_one_pair_of_brackets():
    assert html("甲。", ["（2011年通过）", "2020年修正"]) == "<p>（2011年通过 2020年修正）</p><p>甲。</p>"


def test_nothing_is_no_block():
    assert source_body(text=" \n ", history=()) == []
