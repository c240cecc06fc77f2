"""Any text can be read: nothing raises, no Chinese character is lost, wrapping a document does not change it."""

import unicodedata
from collections import Counter
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.records.official_document import OfficialDocument, PartKind, parse_official_document
from disclosure.records.official_document.characters import is_cjk, width_in_cells
from tests.disclosure.records.official_document import samples

ELEMENTS = [line for text in samples.ALL.values() for line in text.split("\n")]
FRAGMENTS = [
    *(
        "附件",
        "附件：",
        "附件1：",
        "抄送：",
        "2022年6月31日",
        "印发",
        "—",
        "（此件",
        "《",
        "》",
        "〔2022〕",
        "一、",
        "（一）",
    ),
    *(
        "1.",
        "1.5",
        "第一条 ",
        "签发人：",
        "文件",
        "区政府",
        "\f",
        "\u3000\u3000",
        "关于",
        "的通知",
        "。",
        "，",
        "共印50份",
        "3",
    ),
]
lines = st.one_of(
    st.sampled_from(ELEMENTS),
    st.lists(st.sampled_from(FRAGMENTS), max_size=5).map("".join),
    st.text(
        alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x4E30) | st.sampled_from("，。、： \t"), max_size=40
    ),
    st.text(max_size=20),
)
texts = st.lists(lines, max_size=25).map("\n".join)


def chinese_characters(text: str) -> Counter[str]:
    return Counter(char for char in unicodedata.normalize("NFKC", text) if is_cjk(char))


def everything_in(document: OfficialDocument) -> str:
    return "".join(chain((part.text for part in document.parts), document.left_out))


@given(texts)
def test_no_chinese_character_is_lost_or_doubled(text):
    assert chinese_characters(everything_in(parse_official_document(text))) == chinese_characters(text)


@given(texts)
def test_the_body_holds_every_line_taken_for_text_in_order(text):
    document = parse_official_document(text)
    body = [PartKind.BODY]
    annexed = [PartKind.ANNEX_LABEL, PartKind.ANNEX_TITLE, PartKind.ANNEX_BODY]
    in_parts = "".join(part.text for kinds in (body, annexed) for part in document.parts if part.kind in kinds)
    assert [char for char in document.body_text() if is_cjk(char)] == [char for char in in_parts if is_cjk(char)]


@given(texts)
def test_citations_and_html_fit_the_body(text):
    document = parse_official_document(text)
    body = document.body_text()
    assert all(0 <= citation.start < len(body) for citation in document.citations)
    assert "<script" not in document.body_html()


@pytest.mark.parametrize("name", samples.ALL)
def test_every_line_of_a_sample_is_accounted_for(name):
    text = samples.ALL[name]
    assert chinese_characters(everything_in(parse_official_document(text))) == chinese_characters(text)


def wrapped(paragraph: str, *, indent: int, cells: int = 28) -> list[str]:
    """Set a paragraph as the page does: first line two cells in, no stop at the start of a line."""
    drawn, line, width = [], "", float(indent)
    for char in paragraph:
        if width + width_in_cells(char) > cells and char not in "，。、；：）》”":
            drawn.append(line)
            line, width = "", 0.0
        line += char
        width += width_in_cells(char)
    return [*drawn, line]


SENTENCE = "各单位要按照职责分工抓好落实，及时公开工作进展情况，主动回应群众关切的热点问题"
PARAGRAPHS = [
    f"为做好本年度工作，{SENTENCE}，现通知如下：",
    "一、加强组织领导，落实工作责任",
    f"（一）明确任务分工。{SENTENCE}。{SENTENCE}，并于2022年12月31日前报送总结。",
    f"（二）强化监督检查。{SENTENCE}；对落实不力的，予以通报。",
    "二、严格工作要求",
    f"{SENTENCE}，{SENTENCE}。",
]


@pytest.mark.parametrize("pages", (False, True))
@pytest.mark.parametrize("spacing", ("\n", "\n\n", " \n \n"))
@pytest.mark.parametrize("indent", ("", "\u3000\u3000", "    "))
def test_paragraphs_broken_at_28_cells_are_joined_again(indent, spacing, pages):
    head = ["烟台市芝罘区演示局关于做好演示工作的通知", "各科室："]
    drawn = list(head)
    for paragraph in PARAGRAPHS:
        first, *rest = wrapped(paragraph, indent=2)
        drawn += [indent + first, *rest]
    if pages:
        drawn[8:8] = ["— 1 —\n\f"]
        drawn[14:14] = ["— 2 —\n\f"]
    document = parse_official_document(spacing.join(drawn))
    assert [paragraph.whole for paragraph in document.paragraphs] == PARAGRAPHS


def test_running_heads_are_left_out_but_labels_of_annexes_are_not():
    pages = [
        "烟台市芝罘区人民政府网站\n演示事项说明\n第一段文字到此结束。",
        "烟台市芝罘区人民政府网站\n附件\n第二段文字到此结束。",
        "烟台市芝罘区人民政府网站\n附件\n第三段文字到此结束。",
    ]
    document = parse_official_document("\n\f".join(pages))
    assert document.left_out == ["烟台市芝罘区人民政府网站"] * 2
    assert [annex.label for annex in document.annexes] == ["附件", "附件"]


@pytest.mark.parametrize(
    "text", ("", "\n\n\f\n", " ", "\x00\ufeff", "1", "《", "》", "\ud800", "附件", "2022年6月16日", "：")
)
def test_degenerate_texts_are_read(text):
    assert isinstance(parse_official_document(text), OfficialDocument)
