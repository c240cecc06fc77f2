"""One line: what it states, or everything that is wrong with it."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.documents.importing.lines import MAX_LINE_BYTES, RawLine
from policies.documents.importing.source import LineRejected, read_source_line
from tests.policies.documents.importing.lines import row

TODAY = date(2026, 6, 16)


def read(data, *, is_too_long=False):
    data = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=True).encode()
    return read_source_line(RawLine(1, data, len(data), is_too_long), today=TODAY)


def reasons_for(data, **options):
    with pytest.raises(LineRejected) as rejected:
        read(data, **options)
    return rejected.value.reasons


def outcome_of(data):
    try:
        return read(data)
    except LineRejected as rejected:
        return rejected


def test_a_whole_row_is_read():
    document = read(row(doc_number="国发(2018)044号", publish_date="2020-05-20", history=["2020年5月14日 通过", ""]))

    assert document.external_id == "demo0001"
    assert document.document_number == "国发〔2018〕44号"
    assert (document.composed_on, document.effective_on) == (date(2020, 5, 14), date(2020, 6, 1))
    assert document.published_on == date(2020, 5, 20)
    assert document.history == ("2020年5月14日 通过",)
    assert (document.has_lapsed, document.is_validity_stated) == (False, True)


def test_what_is_not_stated_is_empty():
    document = read({"id": "a", "title": "标题", "body": "正文"})

    assert (document.issuer, document.composed_on, document.status, document.history) == ("", None, "", ())
    assert document.is_validity_stated is False


@pytest.mark.parametrize(
    ("fields", "has_lapsed", "is_stated"),
    [
        ({"status": "有效"}, False, True),
        ({"status": "失效"}, True, True),
        ({"status": "有效", "superseded_in_corpus": True}, True, True),
        ({"status": None, "superseded_in_corpus": True}, True, True),
        ({"status": None}, False, False),
        ({"status": "待考"}, False, False),
    ],
)
def test_validity_is_what_the_source_says(fields, has_lapsed, is_stated):
    document = read(row(**fields))

    assert (document.has_lapsed, document.is_validity_stated) == (has_lapsed, is_stated)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"id": None}, "缺少id。"),
        ({"id": 5}, "id应为文字。"),
        ({"title": "  "}, "缺少标题（title）。"),
        ({"title": "长" * 301}, "标题（title）过长（301字），不能超过300字。"),
        ({"title": "\ud800"}, "标题（title）含有无效字符，请核对来源的编码。"),
        ({"body": None}, "缺少正文（body）。"),
        ({"body": ["正文"]}, "正文（body）应为文字。"),
        ({"date": "2022-02-30"}, "成文日期（date）“2022-02-30”在日历上不存在，请核对。"),
        ({"date": "2022年2月3日"}, "成文日期（date）应写成2022-06-16的形式。"),
        ({"date": 20220203}, "成文日期（date）应写成2022-06-16的形式。"),
        ({"date": "2026-06-17"}, "成文日期晚于今天，请核对。"),
        ({"date": "1911-10-10"}, "成文日期早于1949年，请核对。"),
        ({"effective_date": "2020-13-01"}, "施行日期（effective_date）“2020-13-01”在日历上不存在，请核对。"),
        ({"publish_date": "2027-01-01"}, "发布日期晚于今天，请核对。"),
        ({"superseded_in_corpus": "yes"}, "superseded_in_corpus应为 true 或者 false。"),
        ({"history": "2020年通过"}, "沿革（history）应为文字的列表。"),
        ({"history": [1]}, "沿革（history）应为文字的列表。"),
        ({"issuer": {"name": "国务院"}}, "制发机关（issuer）应为文字。"),
    ],
)
def test_a_fault_is_named(fields, reason):
    assert reasons_for(row(**fields)) == [reason]


def test_all_faults_are_named_at_once():
    reasons = reasons_for({"title": 3, "date": "2022-02-30", "body": ""})

    assert reasons == [
        "缺少id。",
        "标题（title）应为文字。",
        "缺少正文（body）。",
        "成文日期（date）“2022-02-30”在日历上不存在，请核对。",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "这一行不是有效的 JSON，请检查引号、逗号和括号。"),
        (b"[" * 100_000, "这一行不是有效的 JSON，请检查引号、逗号和括号。"),
        (b'{"id": ' + b"9" * 5000 + b"}", "这一行不是有效的 JSON，请检查引号、逗号和括号。"),
        (b"[]", '这一行不是对象，应为 {"id": …, "title": …, "body": …}。'),
        ('{"title": "标题"}'.encode("gb18030"), "这一行不是 UTF-8 编码，请另存为 UTF-8 后重试。"),
    ],
)
def test_what_is_no_object_is_named(data, reason):
    assert reasons_for(data) == [reason]


def test_a_line_that_is_too_long_is_named():
    megabytes = MAX_LINE_BYTES // 1024 // 1024
    assert reasons_for(b"{", is_too_long=True) == [f"这一行过长（超过 {megabytes} MB），请检查是否缺少换行。"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(row(), VALUES)))
def test_any_object_is_read_or_refused_with_reasons(data):
    outcome = outcome_of(data)

    assert outcome.reasons if isinstance(outcome, LineRejected) else outcome.external_id


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_reasons(data):
    outcome = outcome_of(data)

    assert outcome.reasons if isinstance(outcome, LineRejected) else outcome.body


def test_the_digest_tells_a_change_of_any_field_that_is_kept():
    same = read(row())
    changes = [{"title": "另题"}, {"body": "另文"}, {"date": None}, {"status": "失效"}, {"category": "法律"}]

    assert read(row(region="某省")).digest() == same.digest()
    assert len({same.digest(), *(read(row(**change)).digest() for change in changes)}) == 6
