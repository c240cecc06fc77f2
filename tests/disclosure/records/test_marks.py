"""Marks of withheld passages: what the public reads, what a reviewer reads, and what no mistake can open."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks import StreamBlock
from wagtail.rich_text import RichText

from disclosure.records.body import (
    BODY_BLOCKS,
    body_from_html,
    body_to_html,
    body_to_marked_html,
    body_to_text,
    is_marked,
    marked_passages,
    redact_body,
    unbalanced_texts,
)
from disclosure.records.marks import WITHHELD_MARK, highlight_html, is_balanced, passages_of_html, redact_html

BLOCK = StreamBlock(BODY_BLOCKS)
M = WITHHELD_MARK


def stream(blocks):
    return BLOCK.to_python(BLOCK.get_prep_value(BLOCK.normalize(blocks)))


def span(text):
    return f'<span data-withheld="true">{text}</span>'


@pytest.mark.parametrize(
    ("html", "public"),
    [
        ("<p>没有标注</p>", "<p>没有标注</p>"),
        (f"<p>甲{span('密')}乙</p>", f"<p>甲{M}乙</p>"),
        ("<p>甲⟦密⟧乙</p>", f"<p>甲{M}乙</p>"),
        ("<p>甲⟦⟧乙</p>", f"<p>甲{M}乙</p>"),
        ("<p>甲&#10214;密&#x27e7;乙</p>", f"<p>甲{M}乙</p>"),
        ("<p>甲⟦密⟧⟦密⟧ ⟦密⟧乙</p>", f"<p>甲{M} 乙</p>"),
        (f"<p>甲<strong>乙{span('密')}</strong>{span('密')}丙</p>", f"<p>甲<strong>乙{M}</strong>丙</p>"),
        ("<p>甲⟦密<strong>密</strong>密⟧乙</p>", f"<p>甲{M}乙</p>"),
        ("<p>甲⟦密</p><h2>密</h2><ul><li>密</li></ul><p>密⟧乙</p>", f"<p>甲{M}</p><p>乙</p>"),
        ("<p>甲⟦密<br>密⟧乙</p>", f"<p>甲{M}乙</p>"),
        ("<ol><li>⟦密⟧</li><li>⟦密⟧</li><li>乙</li></ol>", f"<ol><li>{M}</li><li>{M}</li><li>乙</li></ol>"),
        ("<ul><li>⟦密⟧</li><li>⟦密⟧</li><li>乙</li></ul>", f"<ul><li>{M}</li><li>乙</li></ul>"),
        (f'<p><a href="mailto:密@example.org">甲{span("密")}</a>乙</p>', f"<p>甲{M}乙</p>"),
        ('<p><a linktype="page" id="3">甲</a>⟦密⟧</p>', f'<p><a linktype="page" id="3">甲</a>{M}</p>'),
        ("<p>甲⟦密<!-- 密 -->⟧</p>", f"<p>甲{M}</p>"),
        ("<p>5 &lt; 6 &amp; ⟦密⟧</p>", f"<p>5 &lt; 6 &amp; {M}</p>"),
    ],
)
def test_every_marked_passage_becomes_one_mark(html, public):
    assert redact_html(html) == public
    assert redact_html(public) == public


@pytest.mark.parametrize(
    ("html", "public"),
    [
        ("<p>甲⟦密</p><p>密</p>", f"<p>甲{M}</p>"),
        ("<p>密</p><p>密⟧乙</p>", f"<p>{M}</p><p>乙</p>"),
        ("<p>甲⟦密⟦密⟧密</p>", f"<p>甲{M}</p>"),
        ("<p>密⟧密⟦密</p>", f"<p>{M}密{M}</p>"),
    ],
)
def test_a_bracket_without_its_partner_never_opens_a_passage(html, public):
    assert redact_html(html) == public


@pytest.mark.parametrize(
    ("text", "balanced"), [("", True), ("⟦密⟧", True), ("⟦⟦密⟧⟧", True), ("⟦", False), ("⟧⟦", False), ("⟦⟦密⟧", False)]
)
def test_brackets_are_counted(text, balanced):
    assert is_balanced(text) is balanced


def test_a_reviewer_sees_everything_and_what_of_it_is_withheld():
    assert highlight_html(f"<p>甲⟦密<strong>密</strong>⟧{span('言')}乙</p>") == (
        '<p>甲<mark class="withheld">⟦密</mark><strong><mark class="withheld">密</mark></strong>'
        '<mark class="withheld">⟧</mark><mark class="withheld">言</mark>乙</p>'
    )
    assert passages_of_html(f"<p>甲⟦密<strong>语</strong>⟧乙{span('言')}</p><p>⟦一</p><p>二⟧</p>") == [
        "密语",
        "言",
        "一",
        "二",
    ]


TABLE = {"data": [["甲", "⟦密⟧乙"], [None, "⟦密"]], "table_caption": "表⟦密⟧", "first_row_is_table_header": True}


def test_cells_and_captions_of_a_table_are_redacted():
    body = stream([("text", RichText("<p>⟦密语⟧甲</p>")), ("table", TABLE)])
    assert is_marked(body)
    assert marked_passages(body) == ["密语", "密", "密", "密"]
    assert unbalanced_texts(body) == ["⟦密"]
    assert body_to_text(body) == f"{M}甲\n甲\t{M}乙\n\t{M}\n表{M}"
    assert "密" not in body_to_html(body)
    assert body_to_marked_html(body).count("密") == 4
    public = redact_body(body)
    assert public.raw_data[0]["id"] == body.raw_data[0]["id"]
    assert body_to_html(public) == body_to_html(body)
    assert not is_marked(public)


def test_a_body_without_marks_is_not_touched():
    body = stream([("text", RichText("<p>甲<br/>乙</p>")), ("table", {"data": [["甲"]]})])
    assert redact_body(body).raw_data[0] == body.raw_data[0]
    assert not is_marked(body)


def test_html_of_the_site_keeps_its_marks_on_the_way_back_in():
    body = stream(
        body_from_html(f"<p>甲{span('密<strong>密</strong>')}乙</p><table><tr><td>{span('密')}</td></tr></table>")
    )
    assert body_to_text(body) == f"甲{M}乙\n{M}"


# Marks cut anything anywhere; the secret letters occur in marked passages alone.
OPEN = st.text(alphabet="公开 字", max_size=4)
SECRET = st.text(alphabet="密隐", min_size=1, max_size=5)
BRACKETED = SECRET.map(lambda text: f"⟦{text}⟧")
CROSSING = st.tuples(SECRET, SECRET).map(lambda two: f"⟦{two[0]}<em>{two[1]}</em>{two[0]}⟧")
ACROSS = st.tuples(SECRET, SECRET).map(lambda two: f"⟦{two[0]}</p><p>{two[1]}⟧")
STYLED = SECRET.map(span)
LINKED = SECRET.map(lambda text: f'<a href="https://example.org/{text}">{span(text)}</a>')
UNCLOSED = st.tuples(SECRET, SECRET).map(lambda two: f"⟦{two[0]}</p><p>{two[1]}")
PIECES = st.lists(st.one_of(OPEN.map(escape), BRACKETED, CROSSING, ACROSS, STYLED, LINKED), max_size=8)
PARAGRAPHS = st.lists(PIECES.map(lambda pieces: f"<p>{''.join(pieces)}</p>"), min_size=1, max_size=4).map("".join)
TEXTS = st.tuples(PARAGRAPHS, st.one_of(st.just(""), UNCLOSED.map(lambda text: f"<p>{text}</p>"))).map("".join)
CELLS = st.lists(st.one_of(OPEN, BRACKETED), max_size=3).map("".join)
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=3).map(lambda data: {"data": data})
BODIES = st.lists(
    st.one_of(TEXTS.map(lambda html: ("text", RichText(html))), TABLES.map(lambda value: ("table", value))), max_size=3
)


@given(BODIES)
def test_nothing_of_a_marked_passage_is_left_however_it_was_marked(blocks):
    body = stream(blocks)
    public = redact_body(body)
    for shown in (str(public.raw_data[:]), body_to_html(public), body_to_html(body), body_to_text(body)):
        assert not {"密", "隐", "⟦", "⟧"} & set(shown)
    assert list(redact_body(public).raw_data) == list(public.raw_data)
    assert (M in body_to_text(public)) is is_marked(body)


@given(PARAGRAPHS)
def test_what_is_not_marked_stays(html):
    # The mark itself holds the letters 公开 once.
    public = redact_html(html).replace(M, "")
    assert [letter for letter in public if letter in "公开字"] == [letter for letter in html if letter in "公开字"]
