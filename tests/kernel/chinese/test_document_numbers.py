"""发文字号: one canonical spelling, found in running text without the words before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.kernel.chinese.document_numbers import (
    DocumentNumber,
    find_document_numbers,
    normalise_document_number,
    parse_document_number,
)

BRACKETS = ["〔〕", "[]", "()", "（）", "【】", "﹝﹞", "［］", "〔]"]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("烟芝政办发〔2022〕3号", DocumentNumber("烟芝政办发", 3, 2022)),
        ("法释〔2023〕3号", DocumentNumber("法释", 3, 2023)),
        ("国办发明电〔2018〕15号", DocumentNumber("国办发明电", 15, 2018)),
        ("国发〔85〕12号", DocumentNumber("国发", 12, 1985)),
        ("国务院令第711号", DocumentNumber("国务院", 711, order="令")),
        ("中国人民银行令〔2020〕第5号", DocumentNumber("中国人民银行", 5, 2020, "令")),
        ("国家税务总局公告2019年第1号", DocumentNumber("国家税务总局", 1, 2019, "公告")),
    ],
)
def test_a_number_is_read_in_its_parts(written, number):
    assert parse_document_number(written) == number


@pytest.mark.parametrize(
    ("canonical", "spellings"),
    [
        (
            "烟芝政办发〔2022〕3号",
            [
                " 烟芝政办发 〔 2022 〕 3 号 ",
                "烟芝政办发[２０２２]第003号",
                "烟 芝 政 办 发〔2022〕3号",
                "烟芝政办\n发〔二〇二二〕三号",
                "烟芝政办发2022年3号",
                "烟芝政办发〔2022年〕3",
                "（烟芝政办发〔2022〕3号）",
                "《烟芝政办发〔2022〕3号》",
            ],
        ),
        (
            "国务院令第711号",
            [
                "中华人民共和国国务院令第711号",
                "国务院令711号",
                "国务院令（第７１１号）",
                "国务院令第七百一十一号",
                "国务院第711号令",
                "国令第711号",
            ],
        ),
        ("十二届主席令第75号", ["十二届主席令第七十五号", "第十二届主席令（第75号）", "12届主席令第 75 号"]),
        (
            "国务院、中央军事委员会令第578号",
            ["国务院 中央军事委员会令第578号", "国务院中央军委令第578号", "国务院、中央军委令578号"],
        ),
        (
            "虚构市第十二届人民代表大会常务委员会公告第36号",
            ["虚构市第12届人大常委会公告（第36号）", "虚构市第十二届人民代表大会常委会公告36号"],
        ),
        ("虚构省人民政府令第311号", ["虚构省政府令第311号"]),
        ("中国人民银行令〔2020〕第5号", ["中国人民银行令2020年第5号", "中国人民银行令[2020]5号"]),
        ("国家税务总局公告2019年第1号", ["国家税务总局公告〔2019〕1号", "国家税务总局公告 2019 年第 1 号"]),
    ],
)
def test_every_spelling_has_the_same_canonical_one(canonical, spellings):
    assert {normalise_document_number(spelling) for spelling in [canonical, *spellings]} == {canonical}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "号",
        "芝罘区",
        "根据烟政办发〔2022〕12号",
        "烟政办发〔2022〕12号、烟政办发〔2022〕13号",
        "国办发〔2022〕0号",
        "国办发〔2922〕3号",
        "〔2022〕3号",
        "（2022）鲁9999民初123号",
        "公告第36号",
        "命令第3号",
        "支付令第5号",
        "YTCR-2022-0010001",
        "国办发〔十百〕3号",
        "字" * 200,
    ],
)
def test_what_is_not_one_document_number_is_none_and_stays_as_it_is(text):
    assert (parse_document_number(text), normalise_document_number(f" {text} ")) == (None, text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("根据烟政办发〔2022〕12号，", ["烟政办发〔2022〕12号"]),
        ("转发鲁政办发[2022]5号的通知", ["鲁政办发〔2022〕5号"]),
        ("并按烟政发〔2022〕2号执行", ["烟政发〔2022〕2号"]),
        ("工作要点》（鲁政办\n\n发〔2022〕5 号）《某某", ["鲁政办发〔2022〕5号"]),
        ("烟台市芝罘区人民政府办公室文件\n烟芝政办发〔2022〕3 号\n", ["烟芝政办发〔2022〕3号"]),
        ("为落实好今年重点任务烟政办发〔2022〕12号", ["烟政办发〔2022〕12号"]),
        (
            "鲁政发〔2022〕1号和烟政发〔2022〕2号、虚政发〔2022〕3号",
            ["鲁政发〔2022〕1号", "烟政发〔2022〕2号", "虚政发〔2022〕3号"],
        ),
        ("（和政办发〔2022〕1号）与（并政发〔2022〕2号）", ["和政办发〔2022〕1号", "并政发〔2022〕2号"]),
        ("经国务院令第588号公布，依照1998年原某某部令第6号", ["国务院令第588号", "某某部令第6号"]),
        (
            "按照国务院令第711号和国务院、中央军事委员会令第578号",
            ["国务院令第711号", "国务院、中央军事委员会令第578号"],
        ),
        ("教育部 财政部令2016年第60号", ["教育部、财政部令〔2016〕第60号"]),
        ("以及虚府令〔2020〕5号、对外贸易经济合作部令第6号", ["虚府令〔2020〕第5号", "对外贸易经济合作部令第6号"]),
        ("截至2018年71号楼，法院责令3号楼整改，支付令第5号", []),
        ("", []),
    ],
)
def test_numbers_are_found_without_the_words_before_them(text, numbers):
    assert [str(found.number) for found in find_document_numbers(text)] == numbers


def test_offsets_are_those_of_the_original_spelling():
    text = "见《某规划》（虚政办发［２０２２］ ０５ 号）。"
    [found] = find_document_numbers(text)
    assert text[found.start : found.end] == "虚政办发［２０２２］ ０５ 号"


PREFIXES = st.sampled_from(["国发", "国办函", "鲁政办发", "烟芝政办字", "高检发释字", "鲁人社规", "烟芝政办发明电"])


@given(
    PREFIXES,
    st.integers(1950, 2049),
    st.integers(1, 9999),
    st.sampled_from(BRACKETS),
    st.sampled_from(["", " ", "第", "第 0"]),
)
def test_a_number_is_recovered_from_any_brackets_blanks_and_zeros(prefix, year, serial, brackets, before):
    number = DocumentNumber(prefix, serial, year)
    written = f"{prefix}{brackets[0]}{year}{brackets[1]}{before}{serial}号"
    assert parse_document_number(written) == number
    assert [found.number for found in find_document_numbers(f"根据{written}的规定")] == [number]


@given(
    st.sampled_from(["国务院", "国务院、中央军事委员会", "公安部", "十三届主席", "虚构市人民代表大会常务委员会"]),
    st.sampled_from(["令", "公告"]),
    st.none() | st.integers(1950, 2049),
    st.integers(1, 9999),
)
def test_the_canonical_spelling_is_read_back_as_the_same_number(issuer, order, year, serial):
    number = DocumentNumber(issuer, serial, year, order)
    assert parse_document_number(str(number)) == number


@given(st.text(alphabet="国务院令公告第号〔〕（）[]2０三十年、 \n和发部x", max_size=60))
def test_found_numbers_lie_in_order_inside_any_text(text):
    found = find_document_numbers(text)
    places = [place for each in found for place in (each.start, each.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert all(parse_document_number(str(each.number)) == each.number for each in found)
