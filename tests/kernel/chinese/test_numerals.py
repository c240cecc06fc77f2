"""Chinese numerals and the numbers of articles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.kernel.chinese.numerals import (
    LARGEST,
    ArticleNumber,
    NotANumeral,
    find_article_numbers,
    format_digits,
    format_numeral,
    parse_article_number,
    parse_numeral,
)

NUMBERS = st.integers(min_value=0, max_value=LARGEST) | st.integers(min_value=0, max_value=20_000)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("零", 0),
        ("〇", 0),
        ("十", 10),
        ("三十六", 36),
        ("一十六", 16),
        ("廿三", 23),
        ("卅", 30),
        ("一百零二", 102),
        ("一百二", 120),
        ("两千", 2000),
        ("三万五", 35_000),
        ("一万零一十", 10_010),
        ("一亿三千万", 130_000_000),
        ("一万亿", 10**12),
        ("叁拾陆", 36),
        ("壹佰零壹", 101),
        ("貳萬", 20_000),
        ("二〇二二", 2022),
        ("二○二二", 2022),
        ("007", 7),
        ("３６", 36),
        ("1,200", 1200),
        ("3万5千", 35_000),
        ("12万", 120_000),
        (" 三 十 六 ", 36),
    ],
)
def test_a_numeral_is_read_in_every_spelling(written, number):
    assert parse_numeral(written) == number


@pytest.mark.parametrize(
    "written", ["", "万", "百", "十十", "十百", "一亿亿", "一百万万", "三十六条", "1.5", "-3", "1,20", "甲", "一" * 41]
)
def test_what_is_no_whole_number_is_refused_in_chinese(written):
    with pytest.raises(NotANumeral, match="不是能识别的数字"):
        parse_numeral(written)


@pytest.mark.parametrize(
    ("number", "plain", "financial"),
    [
        (0, "零", "零"),
        (10, "十", "壹拾"),
        (16, "十六", "壹拾陆"),
        (110, "一百一十", "壹佰壹拾"),
        (1002, "一千零二", "壹仟零贰"),
        (10_010, "一万零一十", "壹万零壹拾"),
        (100_000, "十万", "壹拾万"),
        (100_010_000, "一亿零一万", "壹亿零壹万"),
        (10**12, "一万亿", "壹万亿"),
    ],
)
def test_a_number_is_written_as_statutes_and_as_ledgers_write_it(number, plain, financial):
    assert (format_numeral(number), format_numeral(number, financial=True)) == (plain, financial)


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_a_number_outside_the_range_is_not_written(number):
    with pytest.raises(ValueError, match="之间的整数"):
        format_numeral(number)


def test_a_negative_number_is_not_written_digit_by_digit():
    with pytest.raises(ValueError, match="不小于0"):
        format_digits(-1)


@given(NUMBERS, st.booleans())
def test_reading_what_was_written_gives_the_number_back(number, financial):
    assert parse_numeral(format_numeral(number, financial=financial)) == number


@given(NUMBERS)
def test_reading_digits_gives_the_number_back(number):
    written = [str(number), str(number).translate(FULL_WIDTH), format_digits(number), f"{number:,}"]
    assert [parse_numeral(each) for each in written] == [number] * 4


@given(st.text(alphabet="零〇一二两三九十百千万亿廿壹拾0９,x ", max_size=12))
def test_any_text_is_either_a_number_in_range_or_refused(written):
    try:
        number = parse_numeral(written)
    except NotANumeral:
        return
    assert 0 <= number <= LARGEST


@pytest.mark.parametrize("written", ["第三十六条之一", "第36条之1", "第 ３６ 条之一", "三十六条之一"])
def test_an_article_is_the_same_in_every_spelling(written):
    assert parse_article_number(written) == ArticleNumber(36, 1)


@pytest.mark.parametrize("written", ["", "第条", "第三十六款", "见第三十六条", "第三十六条、第三十七条", "第十十条"])
def test_what_is_not_one_article_is_none(written):
    assert parse_article_number(written) is None


def test_an_inserted_article_sorts_behind_the_one_it_follows():
    numbers = [ArticleNumber(37), ArticleNumber(36, 1), ArticleNumber(36)]
    assert [str(number) for number in sorted(numbers)] == ["第三十六条", "第三十六条之一", "第三十七条"]


def test_articles_are_found_in_running_text_with_their_places():
    text = "依照第三条之一般规定、第一百二十条之一和第 20 条办理"
    found = find_article_numbers(text)
    assert [(str(each.number), text[each.start : each.end]) for each in found] == [
        ("第三条", "第三条"),
        ("第一百二十条之一", "第一百二十条之一"),
        ("第二十条", "第 20 条"),
    ]


@given(st.integers(1, 2000), st.integers(0, 30))
def test_an_article_survives_being_written_and_read(article, insertion):
    number = ArticleNumber(article, insertion)
    assert parse_article_number(str(number)) == number
