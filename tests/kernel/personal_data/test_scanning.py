"""Personal data is found in every usual spelling, and what only looks like it is left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kernel.personal_data.invented import (
    MOBILE,
    OLD_RESIDENT_ID,
    PASSPORT,
    PLATE,
    bank_card,
    grouped,
    resident_id,
    resident_id_ending_in_x,
)
from zhifu_portal.kernel.personal_data import (
    CellFinding,
    Finding,
    Kind,
    PropertyFinding,
    scan,
    scan_cells,
    scan_properties,
)

ID = resident_id()
X_ID = resident_id_ending_in_x()
CARD = bank_card()
CARD_16 = bank_card(length=16)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

FOUND = {
    Kind.RESIDENT_ID: [
        ("{}", ID),
        ("身份证号：{}。", X_ID),
        ("公民身份号码{}，", X_ID.lower()),
        ("某某，{}，男", ID),
        ("1. {}", ID),
        ("1 {}", ID),
        ("ID{}", ID),
        ("身份证编号：{}", ID),
        ("申请编号 {}", ID),
        ("{}", ID.translate(FULL_WIDTH)),
        ("{}", grouped(ID, 6, 8, 4)),
        ("{}", grouped(ID, 6, 8, 4, by="-")),
        ("{}", grouped(ID, 6, 4, 4, 4)),
        ("{}", grouped(ID, 4, 4, 4, 4)),
        ("{}", ID[:10] + "\n" + ID[10:]),
        ("{}", OLD_RESIDENT_ID),
        ("身份证{}", "990699900101999"),
    ],
    Kind.MOBILE: [
        ("{}", MOBILE),
        ("手机：{}", MOBILE),
        ("{}", "+86" + MOBILE),
        ("{}", "+86 " + grouped(MOBILE, 3, 4, 4)),
        ("{}", "86-" + grouped(MOBILE, 3, 4, 4, by="-")),
        ("{}", "0086" + MOBILE),
        ("{}", "(+86)" + MOBILE),
        ("{}", grouped(MOBILE, 3, 4, 4)),
        ("{}", grouped(MOBILE, 4, 3, 4)),
        ("{}", grouped(MOBILE, 4, 4, 3)),
        ("{}", grouped(MOBILE, 3, 8)),
        ("{}", grouped(MOBILE, 3, 4, 4, by="–")),
        ("{}", grouped(MOBILE, 3, 4, 4, by=".")),
        ("{}", MOBILE.translate(FULL_WIDTH)),
        ("tel{}", MOBILE),
        ("0535-6000000 {}", grouped(MOBILE, 3, 4, 4)),
        ("0535-6000000/{}", MOBILE),
        ("{} 0535-6000000", MOBILE),
        ("1 {}", grouped(MOBILE, 3, 4, 4)),
        ("编号：001 {} 2022年", grouped(MOBILE, 3, 4, 4)),
        ("{}@example.cn", MOBILE),
        ("某某{}某某", MOBILE),
        ("联系电话{}-8001", MOBILE),
    ],
    Kind.BANK_CARD: [
        ("{}", CARD),
        ("卡号：{}", grouped(CARD, 4, 4, 4, 4)),
        ("账号 {}", grouped(CARD_16, 4, 4, 4)),
        ("{}", grouped(CARD_16, 4, 4, 4, by="-")),
        ("{} 100", grouped(CARD_16, 4, 4, 4)),
        ("{}", grouped(CARD, 6)),
        ("{}", bank_card(prefix="955880")),
        ("{}", bank_card(length=17, prefix="6013")),
        ("{}", bank_card(length=16, prefix="400000")),
    ],
    Kind.PASSPORT: [
        ("护照号{}", PASSPORT),
        ("持{}出境", "G00000000"),
        ("{}", "EA0000000"),
        ("护照号码：{}", "PE0000000"),
        ("护照{}", "e00000000"),
        ("往来港澳通行证：{}", "C00000000"),
    ],
    Kind.PLATE: [
        ("{}", PLATE),
        ("车牌号{}，", "鲁F·00000"),
        ("{}", "鲁FD00000"),
        ("{}", "鲁F00000D"),
        ("{}", "鲁F0000警"),
        ("{}", "鲁F0000挂"),
        ("{}", "鲁f00000"),
        ("{}", "鲁F 0A0B0"),
    ],
    Kind.ADDRESS: [
        ("家住{}，", "山东省烟台市芝罘区虚构路9999号演示小区3号楼2单元501室"),
        ("住址：{}", "烟台市芝罘区虚构街9999号"),
        ("申请人住{}。", "烟台市芝罘区虚构路9号楼1单元202室"),
        ("{}", "演示花园3-2-501"),
        ("{}", "芝罘区演示街道演示小区12栋301室"),
        ("{}", "芝罘区演示小区 3号楼 2单元 501室"),
        ("{}", "某某镇某某村9999号"),
        ("户籍地址：{}", "某某县某某村三组8号"),
        ("{}", "演示家园三号楼二单元501"),
    ],
    Kind.LANDLINE: [("家庭电话：{}", "0535-6000000"), ("住宅电话{}", "6000000")],
}

LEFT_ALONE = [
    "索引号：11370613004225709U/2024-00286",
    "统一社会信用代码114403006955506492",
    "113417020032563511/202504-00057",
    "烟芝政办发〔2022〕3号、国务院令第711号",
    "YTCR-2022-0010001",
    "项目代码2206-370602-04-01-123456",
    "受理编号370602202206150012",
    "ISBN 978-7-5093-0000-5，9787509300008",
    f"金额{MOBILE}.00元",
    f"共计{MOBILE}元",
    f"￥{MOBILE}",
    f"订单号：{MOBILE}",
    f"20220615-{MOBILE}",
    f"{MOBILE}0",
    f"订单号{CARD}",
    f"流水号：{ID}",
    "20220615103045123456",
    ID[:-1] + ("0" if ID[-1] != "0" else "1"),
    resident_id(born="19900230"),
    resident_id(born="18491231"),
    "0.370602199001011234",
    CARD[:-1] + ("0" if CARD[-1] != "0" else "1"),
    "0535-6201234",
    "156 1234 5678 9012",
    "2011 2012 2013 2014 2015 2016",
    "18 156 1234 5678 9012",
    "121.381234567890",
    "E20220615，型号G00000000",
    "鲁ICP备12345678号，鲁B2-20190123",
    "鲁公网安备 37060200000000号",
    "川A级景区、新ABCDE",
    "芝罘区市府街63号",
    "联系地址：烟台市芝罘区虚构路99号虚构大厦",
    "芝罘区政务服务中心2号楼305室",
    "机关大院3号楼201室",
    "第二单元第3课，预算单元",
    "某村1号井",
    "全区共有3栋5座楼",
    "",
]


@pytest.mark.parametrize(
    ("kind", "context", "written"),
    [(kind, context, written) for kind, examples in FOUND.items() for context, written in examples],
)
def test_personal_data_is_found_with_its_exact_place(kind, context, written):
    text = context.format(written)
    start = text.index(written)
    assert scan(text) == [Finding(kind, start, start + len(written))]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_only_looks_like_personal_data_is_left_alone(text):
    assert scan(text) == []


def test_several_findings_come_in_the_order_of_the_text():
    text = f"某某，身份证号{ID}，手机{MOBILE}，卡号{CARD}，车牌{PLATE}，住烟台市芝罘区虚构路9号楼1单元202室。"
    kinds = [finding.kind for finding in scan(text)]
    assert kinds == [Kind.RESIDENT_ID, Kind.MOBILE, Kind.BANK_CARD, Kind.PLATE, Kind.ADDRESS]


@pytest.mark.parametrize("separator", ["、", "，", ",", "/", " ", "\n", "; "])
def test_every_number_of_a_list_is_found(separator):
    text = separator.join([MOBILE, "15400000001", "15400000002"])
    assert [text[each.start : each.end] for each in scan(text)] == text.split(separator)


def test_a_number_beside_an_address_is_found_as_well():
    assert [each.kind for each in scan(f"某某 {MOBILE} 芝罘区演示小区1号楼1单元201")] == [Kind.MOBILE, Kind.ADDRESS]


@given(
    st.dates(min_value=date(1850, 1, 1), max_value=date(2099, 12, 31)),
    st.integers(0, 999),
    st.sampled_from(["", "身份证号：", "某某", "1、"]),
    st.sampled_from(["", "。", "（男）", " 某某"]),
)
def test_every_valid_resident_id_is_found(born, serial, before, after):
    number = resident_id(born=f"{born:%Y%m%d}", serial=serial)
    assert scan(before + number + after) == [Finding(Kind.RESIDENT_ID, len(before), len(before) + 18)]


@given(st.text(alphabet="0123456789Xx-. \n一三号楼单元村鲁FE：住址身份证１", max_size=80))
def test_findings_never_overlap_or_leave_the_text(text):
    places = [place for each in scan(text) for place in (each.start, each.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert all(each.start < each.end for each in scan(text))


def test_cells_are_scanned_under_their_headings():
    rows = [
        ["姓名", "手机", "住址", "索引号"],
        ["某某", float(MOBILE), "芝罘区虚构街9号", MOBILE],
        [None, int(MOBILE), "", 3.5, "多出的一格"],
    ]
    assert list(scan_cells(rows)) == [
        CellFinding(1, 1, Finding(Kind.MOBILE, 0, 11)),
        CellFinding(1, 2, Finding(Kind.ADDRESS, 0, 8)),
        CellFinding(2, 1, Finding(Kind.MOBILE, 0, 11)),
    ]


def test_a_table_without_headings_is_scanned_from_its_first_row():
    assert list(scan_cells([["某某", ID]])) == [CellFinding(0, 1, Finding(Kind.RESIDENT_ID, 0, 18))]


def test_properties_are_scanned_and_named():
    properties = {"author": f"某某 {MOBILE}", "证件号": "990699900101999", "pages": 3, "title": None}
    assert scan_properties(properties) == [
        PropertyFinding("author", Finding(Kind.MOBILE, 3, 14)),
        PropertyFinding("证件号", Finding(Kind.RESIDENT_ID, 0, 15)),
    ]


def test_every_kind_has_a_chinese_label():
    assert len({kind.label for kind in Kind}) == len(Kind)
