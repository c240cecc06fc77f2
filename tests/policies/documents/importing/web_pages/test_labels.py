"""Labels and values as pages write them."""

import pytest

from policies.documents.importing.web_pages.furniture import begins_foot, is_furniture
from policies.documents.importing.web_pages.head import read_day
from policies.documents.importing.web_pages.head_reading import read_head_lines
from policies.documents.importing.web_pages.labels import Field, read_labels


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("索  引  号：000/2024-1", [(Field.INDEX_NUMBER, "000/2024-1")]),
        ("标　　题：关于演示的通知", [(Field.TITLE, "关于演示的通知")]),
        ("【文号】演政发〔2024〕1号", [(Field.DOCUMENT_NUMBER, "演政发〔2024〕1号")]),
        ("[发布机构]：演示局", [(Field.ISSUER, "演示局")]),
        ("发布日期：2024-03-08 来源：演示网", [(Field.PUBLISHED_ON, "2024-03-08"), (Field.SOURCE, "演示网")]),
        ("主 题 词：", [(Field.KEYWORDS, "")]),
        ("发文机关\t演示局\t文号：\t演发1号", [(Field.ISSUER, "演示局"), (Field.DOCUMENT_NUMBER, "演发1号")]),
        ("关键词\t\t体裁：通知", [(Field.KEYWORDS, ""), (Field.GENRE, "通知")]),
        ("关于发布日期：的说明", []),
        ("标题党不可取", []),
        ("名称\t数量", [(Field.TITLE, "数量")]),
        ("甲公园\t标题", []),
        ("标题：" + "长" * 1000, []),
    ],
)
def test_a_line_is_read_as_pairs(line, pairs):
    assert read_labels(line) == pairs


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-03-08 10:11", "2024-03-08"),
        ("2024年3月8日", "2024-03-08"),
        ("2024/3/8", "2024-03-08"),
        ("2024-02-30", "None"),
        ("长期", "None"),
    ],
)
def test_days_are_read_as_sites_write_them(written, day):
    assert str(read_day(written)) == day


def test_a_value_of_the_wrong_shape_is_none():
    lines = ["发文字号：无", "成文日期：-", "有效性：见附件", "索引号：演示", "标题：演示通知"]

    assert read_head_lines(lines).values == {Field.TITLE: "演示通知"}


def test_an_empty_last_label_takes_nothing_from_the_text():
    found = read_head_lines(["发文机关：演示局", "主 题 词：", "关于演示的通知"])

    assert (found.values, found.end) == ({Field.ISSUER: "演示局"}, 2)


def test_what_stands_below_the_first_sentence_is_text():
    sentence = "现将有关事项公告如下，请各有关单位认真组织学习，结合工作实际遵照执行，演示数据没有其他任何含义。"

    assert read_head_lines([sentence, "发文机关：演示局", "发文字号：演政发〔2024〕1号"]).values == {}


@pytest.mark.parametrize(
    ("line", "everywhere", "foot"),
    [
        ("【打印本页】 【关闭窗口】", True, True),
        ("字号：[ 大 中 小 ]", True, True),
        ("首页 > 政务公开 > 政策文件", True, True),
        ("扫一扫在手机打开当前页", True, True),
        ("返回首页" * 30, True, True),
        ("返回首页" * 30 + "演", False, False),
        ("上一篇：演示通知", False, True),
        ("相关链接", False, True),
        ("某ICP备00000000号", False, True),
        ("分享经验做法", False, False),
        ("一、搜索和下载服务", False, False),
        ("打印" * 200, False, False),
    ],
)
def test_lines_of_the_page_are_told_from_lines_of_the_document(line, everywhere, foot):
    assert (is_furniture(line), begins_foot(line)) == (everywhere, foot)
