"""A page saved from a government site: its table is metadata, its text the body, all else stays out."""

import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.documents.importing.file_reading import describe, propose, read_official_file
from policies.documents.importing.web_pages.page import page_from_html
from tests.policies.documents.importing.web_pages import pages

ACTIVE = re.compile(r"<script|<style|\son\w+=|javascript:|class=|style=")


def read(html, encoding="utf-8"):
    return read_official_file(file=io.BytesIO(html.encode(encoding)), name="演示.html")


def values_of(proposal):
    values = describe(proposal=proposal)
    names = ("title", "document_number", "issuing_organs", "composed_on", "published_on", "attribute", "genre")
    return [values[name] for name in names]


EXPECTED = [
    pages.TITLE,
    pages.NUMBER,
    ["演示区人民政府办公室"],
    "2024-03-05",
    "2024-03-08",
    "open",
    "通知",
]


@pytest.mark.parametrize("container", [' id="zoom"', ' class="TRS_Editor"', ""])
@pytest.mark.parametrize("head", pages.HEADS)
def test_every_shape_of_head_gives_the_same_document(head, container):
    proposal = read(pages.page(head=head(pages.STATED), container=container))

    assert values_of(proposal) == EXPECTED
    assert proposal.document.addressees == ["各街道办事处", "区政府各部门", "有关单位"]
    assert proposal.document.doubts == []
    assert proposal.body_text.split("\n") == [*pages.TEXT, *("\t".join(row) for row in pages.ROWS), pages.END]
    assert not any(word in proposal.body_text for word in pages.LEFT_OUT_WORDS)
    assert {"扫一扫在手机打开当前页", "互动交流"} <= set(proposal.document.left_out)


@pytest.mark.parametrize("head", pages.HEADS)
def test_nothing_active_comes_out(head):
    html = pages.page(head=head(pages.STATED), container="")

    assert not ACTIVE.search(str(describe(proposal=read(html))))


def test_headings_titles_of_annexes_and_tables_keep_their_structure():
    body = read(pages.page(head=pages.head_as_table(pages.STATED))).page_html

    assert "<h2>演示区公园管理办法</h2>\n<h2>一、总则</h2>\n<p><strong>（一）目的。</strong>为了" in body
    assert "<td>甲公园（演示数据）</td><td>3</td>" in body
    assert body.startswith(f"<p>{pages.ADDRESSEES}</p>")


def test_a_page_in_the_old_encoding_is_read():
    assert values_of(read(pages.page(head=pages.head_as_table(pages.STATED)), encoding="gb18030")) == EXPECTED


def test_what_else_the_head_states_is_kept():
    head = read(pages.page(head=pages.head_as_list(pages.STATED))).head

    assert (head.keywords, head.source, head.validity) == ("公园管理、演示数据", "演示区政府网", "有效")
    assert (head.published_on, head.has_lapsed) == (date(2024, 3, 8), False)


def test_the_head_wins_over_the_text_and_each_conflict_is_a_doubt():
    stated = pages.STATED | {
        "标题": "演示区人民政府关于印发演示区公园管理办法的通知",
        "发文机关": "演示区人民政府",
        "发文字号": "演政发〔2024〕7号",
        "成文日期": "2024年3月6日",
        "公开方式": "依申请公开",
    }
    proposal = read(pages.page(head=pages.head_as_table(stated)))

    assert values_of(proposal)[:4] == [stated["标题"], "演政发〔2024〕7号", ["演示区人民政府"], "2024-03-06"]
    for words in (
        f"的标题（{stated['标题']}）",
        "发文字号（演政发〔2024〕7号）",
        "成文日期（2024-03-06）",
        "公开方式与文中",
    ):
        assert any(words in doubt for doubt in proposal.document.doubts), proposal.document.doubts


def test_meta_tags_count_where_no_table_states_more():
    meta = (
        f'<meta name="ArticleTitle" content="{pages.TITLE}"><meta name="PubDate" content="2024-03-08 10:11">'
        '<meta name="ContentSource" content="演示区政府办公室"><meta name="Keywords" content="公园,演示数据">'
        '<meta name="Author" content="null">'
    )
    proposal = read(pages.page(meta=meta, text=pages.text_html(title="")))

    assert values_of(proposal) == EXPECTED
    assert (proposal.head.source, proposal.head.keywords) == ("演示区政府网", "公园、演示数据")


def test_the_title_of_the_window_helps_where_nothing_states_one():
    proposal = read(pages.page(window=pages.TITLE, container="", text=pages.text_html(title="")))

    assert values_of(proposal) == EXPECTED


def test_a_number_between_the_title_and_the_table_is_not_lost():
    head = f"<h1>{pages.TITLE}</h1><p>{pages.NUMBER}</p>" + pages.head_as_table(pages.STATED | {"发文字号": ""})
    proposal = read(pages.page(head=head, heading="", container="", text=pages.text_html(title="", number="")))

    assert values_of(proposal) == EXPECTED


@pytest.mark.parametrize(
    ("stated", "refused"),
    [({"密级": "机密"}, True), ({"密级": "无"}, False), ({}, False)],
)
def test_a_level_of_secrecy_is_never_passed_over(stated, refused):
    proposal = read(pages.page(head=pages.head_as_table(pages.STATED | stated)))

    assert bool(proposal.secrecy_refusals) is refused
    assert proposal.body_text.startswith(pages.ADDRESSEES)


def test_a_mark_of_secrecy_above_the_title_is_never_passed_over():
    html = pages.page(head=f"<p>秘密★1年</p>{pages.head_as_table(pages.STATED)}", container="")

    assert read(html).secrecy_refusals == ["文件标有密级“秘密★1年”，不能导入，请按保密规定处理。"]


def test_annexes_below_the_buttons_are_kept():
    annex = "<p>附件</p><table><tr><td>甲公园</td><td>演示路</td></tr><tr><td>乙公园</td><td>演示街</td></tr></table>"
    body = read(
        pages.page(head=pages.head_as_table(pages.STATED), container="").replace(pages.FOOT, "<p>打印</p>" + annex)
    )

    assert body.body_text.endswith("附件\n甲公园\t演示路\n乙公园\t演示街")


def test_links_of_the_site_lead_nowhere_and_are_dropped_others_stay():
    text = '<p>附件：<a href="../P02.pdf">清单.pdf</a></p><p>见<a href="https://example.gov.cn/a">公报</a>。</p>'
    body = read(pages.page(head=pages.head_as_table(pages.STATED), text=pages.text_html() + text)).page_html

    assert "附件：清单.pdf" in body
    assert '<a href="https://example.gov.cn/a">公报</a>' in body


def test_the_text_of_a_page_reads_as_the_page_did():
    first = read(pages.page(head=pages.head_as_table(pages.STATED)))

    again = propose(text=first.text.replace("\n", "\r\n"))

    assert (values_of(again), again.document.doubts) == (EXPECTED, [])
    assert again.body_text == first.body_text


def test_the_lines_of_a_printed_page_are_joined():
    lines = [f"{name}：{value}" for name, value in pages.STATED.items()] + [pages.TITLE, pages.NUMBER, pages.ADDRESSEES]
    sentence = "这一行是打印网页时折断的演示数据没有其他含义也没有任何别的内容"
    proposal = propose(text="\n".join([*lines, *[sentence] * 3, "到这里才结束。"]))

    assert values_of(proposal)[:2] == EXPECTED[:2]
    assert proposal.body_text == f"{pages.ADDRESSEES}\n{sentence * 3}到这里才结束。"


def test_a_document_with_one_label_in_its_text_is_no_page():
    text = f"{pages.TITLE}\n{pages.NUMBER}\n{pages.ADDRESSEES}\n发布日期：2024-03-08\n请遵照执行。"

    proposal = propose(text=text)

    assert proposal.head.values == {}
    assert "发布日期：2024-03-08" in proposal.body_text


FRAGMENTS = [
    *pages.STATED,
    *pages.LEFT_OUT_WORDS,
    *pages.TEXT,
    *("：", "<p>", "</p>", "<br>", "<table><tr><td>", "</td><td>", "</table>", '<div id="zoom">', "</div>", "\t", "\n"),
    *("<script>x</script>", '<b onclick="x">', "<meta name=ArticleTitle content=", "<title>", "返回首页" * 40, "□"),
]


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=8), max_size=40).map("".join))
def test_any_page_is_read_and_never_comes_out_active(html):
    page = page_from_html(html)

    assert not any(ACTIVE.search(block.html) for block in page.blocks)
    if page.text.strip():
        assert not ACTIVE.search(propose(text=page.text).page_html)
