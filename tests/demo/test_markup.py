"""The markup of the demo texts."""

from datetime import date

import pytest

from zhifu_portal.demo.markup import fill_dates, to_html, to_text

TABLE = """: 标准
| 项目 | 元 |
|---|---|
| 低保 | 1095 |"""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一段。\n二段。", "<p>一段。</p>\n<p>二段。</p>"),
        ("## 一、总则", "<h2>一、总则</h2>"),
        ("### 第一节", "<h3>第一节</h3>"),
        ("- 甲\n- 乙", "<ul><li>甲</li><li>乙</li></ul>"),
        ("见[目录](/disclosure/catalog/)。", '<p>见<a href="/disclosure/catalog/">目录</a>。</p>'),
        ("[外站](https://example.invalid/)", "<p>[外站](https://example.invalid/)</p>"),
        ("a < b & <script>", "<p>a &lt; b &amp; &lt;script&gt;</p>"),
        (
            TABLE,
            '<table><caption>标准</caption><thead><tr><th scope="col">项目</th><th scope="col">元</th></tr></thead>'
            "<tbody><tr><td>低保</td><td>1095</td></tr></tbody></table>",
        ),
        ("", ""),
    ],
)
def test_markup_becomes_html_and_everything_else_is_escaped(text, html):
    assert to_html(text) == html


def test_plain_text_keeps_the_words_only():
    text = f"## 一、标准\n\n{TABLE}\n\n- 见[目录](/x/)"

    assert to_text(text) == "一、标准\n标准\n项目 | 元\n低保 | 1095\n见目录"


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{date}", "2026年12月31日"),
        ("{date+1}", "2027年1月1日"),
        ("{date-366}", "2025年12月30日"),
        ("{year}年", "2026年"),
        ("{year-1}年和{year+1}年", "2025年和2027年"),
        ("{month}", "{month}"),
    ],
)
def test_placeholders_count_from_the_day_of_the_demo(text, filled):
    assert fill_dates(text, today=date(2026, 12, 31), year=2026) == filled
