"""The body of a record: HTML in, blocks, HTML and text out."""

import pytest
from wagtail.blocks import StreamBlock

from disclosure.records.body import BODY_BLOCKS, body_from_html, body_from_text, body_to_html, body_to_text

BLOCK = StreamBlock(BODY_BLOCKS)

MERGED = (
    "<table><caption>补贴标准</caption><tr><th>类别</th><th colspan='2'>金额（元）</th></tr>"
    "<tr><td rowspan='2'>甲</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4 &lt; 5</td></tr></table>"
)


def stream(blocks):
    return BLOCK.to_python(BLOCK.get_prep_value(BLOCK.normalize(blocks)))


def test_text_becomes_paragraphs():
    body = stream(body_from_text("第一段\n第二段 <b>"))
    assert body_to_html(body) == "<p>第一段</p><p>第二段 &lt;b&gt;</p>"
    assert body_to_text(body) == "第一段\n第二段 <b>"


def test_empty_text_is_no_block():
    assert body_from_text("") == []
    assert body_from_html("  ") == []
    assert body_to_html(stream([])) == ""


def test_a_table_keeps_its_merged_cells_and_its_caption():
    body = stream(body_from_html(f"<p>前</p>{MERGED}<p>后</p>"))
    assert [child["type"] for child in body.raw_data] == ["text", "table", "text"]
    assert body_to_html(body).split("\n")[1] == (
        "<table><caption>补贴标准</caption>"
        '<thead><tr><th scope="col">类别</th><th scope="col" rowspan="1" colspan="2">金额（元）</th></tr></thead>'
        '<tbody><tr><td rowspan="2" colspan="1">甲</td><td>1</td><td>2</td></tr>'
        "<tr><td>3</td><td>4 &lt; 5</td></tr></tbody></table>"
    )
    assert body_to_text(body) == "前\n类别\t金额（元）\t\n甲\t1\t2\n\t3\t4 < 5\n补贴标准\n后"


@pytest.mark.parametrize(
    "html", ["<script>alert(1)</script>", "<p onclick='x()'>字</p>", "<td><img src=x onerror=y></td>"]
)
def test_nothing_that_runs_survives(html):
    shown = body_to_html(stream(body_from_html(html)))
    assert "script" not in shown
    assert "onclick" not in shown
    assert "onerror" not in shown


def test_a_table_read_back_from_its_own_html_is_the_same():
    once = body_to_html(stream(body_from_html(MERGED)))
    assert body_to_html(stream(body_from_html(once))) == once


def test_angle_brackets_in_a_cell_are_text():
    body = stream(body_from_html("<table><tr><td>&lt;b&gt; 小于</td><td>甲<strong>乙</strong></td></tr></table>"))
    assert body_to_text(body) == "<b> 小于\t甲乙"
