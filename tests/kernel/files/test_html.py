"""The HTML sanitiser: what is kept, what goes, and that nothing dangerous survives."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhifu_portal.kernel.files import html_to_text, sanitise_html, text_to_html
from zhifu_portal.kernel.files.html import ALLOWED_TAGS


class Audit(HTMLParser):
    """Collects what a browser would see in the output."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.links += [value for name, value in attrs if name == "href"]


ALLOWED_ATTRIBUTES = {("a", "href"), ("td", "colspan"), ("td", "rowspan"), ("th", "colspan"), ("th", "rowspan")}


def assert_harmless(html: str) -> None:
    audit = Audit(html)
    assert audit.tags <= ALLOWED_TAGS
    assert audit.attributes <= ALLOWED_ATTRIBUTES
    for link in audit.links:
        scheme = link.partition(":")[0] if ":" in link.split("/")[0] else ""
        assert scheme.strip().lower() in {"", "http", "https", "mailto"}
        assert not link.strip().startswith(("//", "\\", "/\\"))
    assert "<script" not in html.lower()


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<p>甲</p><h1>题</h1><h3>节</h3>", "<p>甲</p><h2>题</h2><h3>节</h3>"),
        ("<center>甲</center>乙<font color=red>丙</font><span>丁</span>", "<p>甲</p><p>乙丙丁</p>"),
        ("<div>戊<div>己</div>庚</div>", "<p>戊</p><p>己</p><p>庚</p>"),
        ("<b>粗</b><i>斜</i><u>线</u>H<sub>2</sub>O", "<p><strong>粗</strong><em>斜</em><u>线</u>H<sub>2</sub>O</p>"),
        ("<strong>甲<div>乙</div></strong>", "<p><strong>甲</strong></p><p><strong>乙</strong></p>"),
        ("甲<br>乙<br><br>丙<br>", "<p>甲<br>乙</p><p>丙</p>"),
        ("<p>　　缩进&nbsp;</p><p> </p><p><b></b></p>", "<p>缩进</p>"),
        ("<p>中文\n  换行</p><p>two\nwords</p>", "<p>中文换行</p><p>two words</p>"),
        ("<ol><li>一<li>二<p>三</ol>", "<ol><li>一</li><li>二<p>三</p></li></ol>"),
        ("<ul>甲<li>乙</ul>", "<ul><li>甲</li><li>乙</li></ul>"),
        ("<li>甲</li>", "<p>甲</p>"),
        ("<blockquote>引<hr>文</blockquote>", "<blockquote><p>引</p><hr><p>文</p></blockquote>"),
        ("<pre>一\n二</pre>", "<p>一<br>二</p>"),
        ("<dl><dt>词<dd>义</dl>", "<p>词</p><p>义</p>"),
        (
            "<table class=x><caption>表</caption><tr><th rowspan=2 style='x'>甲<td colspan=3 onclick=x>乙</table>",
            '<table><caption>表</caption><tbody><tr><th rowspan="2">甲</th><td colspan="3">乙</td></tr>'
            "</tbody></table>",
        ),
        (
            "<table><tr><td>甲<td colspan=99999>乙</table>",
            "<table><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>",
        ),
        ("<table><tr><td><p>正文一</p><p>正文二</p></td></tr></table>", "<p>正文一</p><p>正文二</p>"),
        (
            "<table><tr><td>标题</td><td><table><tr><td>甲<td>乙</table></td></tr></table>",
            "<p>标题</p><table><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>",
        ),
        ('<a href="/x?a=1&b=2" target=_blank>甲</a>', '<p><a href="/x?a=1&amp;b=2">甲</a></p>'),
        ('<a href="mailto:a@example.com">甲</a>', '<p><a href="mailto:a@example.com">甲</a></p>'),
        ('<a name="top">甲</a>', "<p>甲</p>"),
        ("3 < 5 & 6 > 4", "<p>3 &lt; 5 &amp; 6 &gt; 4</p>"),
        ("<!-- 注 -->甲<!--[if IE]>乙<![endif]-->", "<p>甲</p>"),
        ("<html><head><title>题</title><style>p{}</style></head><body>甲</body></html>", "<p>甲</p>"),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_sanitise_html_keeps_the_structure_of_a_document(html, cleaned):
    assert sanitise_html(html) == cleaned
    assert sanitise_html(cleaned) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("甲<script>alert(1)</script>乙", "<p>甲乙</p>"),
        ('<p onclick="x()" onmouseover=y style="a:b" class=c id=d>甲</p>', "<p>甲</p>"),
        ('<a href="javascript:alert(1)">甲</a>', "<p>甲</p>"),
        ('<a href="jav&#x09;ascript:alert(1)">甲</a>', "<p>甲</p>"),
        ('<a href=" JaVaScRiPt:alert(1)">甲</a>', "<p>甲</p>"),
        ('<a href="data:text/html,<script>x</script>">甲</a>', "<p>甲</p>"),
        ('<a href="vbscript:x">甲</a><a href="file:///etc/passwd">乙</a>', "<p>甲乙</p>"),
        ('<a href="//example.invalid/">甲</a><a href="\\\\example.invalid">乙</a>', "<p>甲乙</p>"),
        ('<img src=x onerror=alert(1)>甲<img src="data:image/png;base64,AAAA">', "<p>甲</p>"),
        ("<svg onload=alert(1)><text>乙</text></svg>甲", "<p>甲</p>"),
        ("<svg><style><img src=x onerror=alert(1)></style></svg>甲", "<p>甲</p>"),
        ('<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x&gt;">', ""),
        ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", ""),
        ("<iframe src=x></iframe><object data=x></object><embed src=x>甲", "<p>甲</p>"),
        ("<form action=x><input value=y><button>提交</button>甲</form>", "<p>甲</p>"),
        ("<scr<script>ipt>alert(1)</script>", "<p>ipt&gt;alert(1)</p>"),
        ("&lt;script&gt;甲&lt;/script&gt;", "<p>&lt;script&gt;甲&lt;/script&gt;</p>"),
        ("<meta http-equiv=refresh content='0;url=x'><base href=x>甲", "<p>甲</p>"),
        ("<p>甲\x00乙\x08丙\ud800丁", "<p>甲乙丙丁</p>"),
    ],
)
def test_sanitise_html_removes_what_could_act(html, cleaned):
    found = sanitise_html(html)
    assert_harmless(found)
    assert found == cleaned
    assert sanitise_html(found) == found


TAGS = (
    "p div span b strong i em u a ul ol li table tr td th tbody caption h1 h2 h6 blockquote br hr pre font center "
    "script style svg math mtext noscript template title textarea select option form iframe img dl dt dd sub sup"
)
FRAGMENTS = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS.split()]),
    st.sampled_from([f"</{tag}>" for tag in TAGS.split()]),
    st.sampled_from(
        [
            "<a href='javascript:alert(1)'>",
            "<a href='https://example.com/?a=1&b=2'>",
            "<a href=x onclick=alert(1)>",
            "<img src=x onerror=alert(1)>",
            "<td colspan=2 rowspan=x>",
            "<p onclick='x' style='y'",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&lt;script&gt;",
            "&nbsp;",
            "\u3000",
            "\n",
            " ",
            "'\">",
            "中文",
            "word",
        ]
    ),
    st.text(max_size=8),
)


@settings(max_examples=400)
@given(st.lists(FRAGMENTS, max_size=25).map("".join))
def test_any_markup_comes_out_harmless_and_at_rest(html):
    cleaned = sanitise_html(html)
    assert_harmless(cleaned)
    assert sanitise_html(cleaned) == cleaned
    assert html_to_text(cleaned) == html_to_text(sanitise_html(cleaned))


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + "甲",
        "<blockquote>" * 5_000 + "甲",
        "<table><tr><td>甲<td>乙" * 3_000,
        "".join(f"<b a={n}><a href=/{n}>" for n in range(500)) + "<p>甲" * 2_000,
        "&nbsp;<i></i>" * 20_000 + "甲",
        "<!--" * 50_000,
        "<script>" * 20_000,
    ],
)
def test_deep_and_repeated_markup_is_cleaned_like_any_other(html):
    cleaned = sanitise_html(html)
    assert_harmless(cleaned)
    assert len(cleaned) <= 40 * len(html)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2>题</h2><p>甲<b>乙</b></p>丙<div>丁<br>戊</div>", "题\n甲乙\n丙\n丁\n戊"),
        ("<table><tr><td>街道</td><td>人口<br>（人）</td></tr><tr><td>向阳</td><td></td><td>3</td></tr></table>",
         "街道\t人口 （人）\n向阳\t\t3"),
        ("<table><tr><td><p>正文一</p><p>正文二</p></td></tr></table>", "正文一\n正文二"),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙"),
        ("<p>甲</p><script>x</script><style>y</style><!-- z -->", "甲"),
        ("&lt;b&gt; &amp;&nbsp;1", "<b> &\xa01"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_to_text_keeps_paragraphs_and_rows(html, text):
    assert html_to_text(html) == text


def test_text_to_html_makes_a_paragraph_of_every_line_and_escapes():
    assert text_to_html("第一条 甲<乙>&丙\n\n　　第二条\t丁 ") == "<p>第一条 甲&lt;乙&gt;&amp;丙</p><p>第二条 丁</p>"


@given(st.text())
def test_text_survives_the_way_to_html_and_back_through_the_sanitiser(text):
    html = text_to_html(text)
    assert sanitise_html(html) == html
    assert html_to_text(html).split() == html_to_text(sanitise_html(html)).split()
