"""Guessing encodings: Chinese text in the four usual ones is read, other bytes are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.kernel.files.text_encoding import detect_encoding, is_garbled

TEXT = "芝罘区人民政府办公室关于印发2022年政务公开工作要点的通知\r\n各街道办事处，区政府各部门：\r\n"


@pytest.mark.parametrize(
    ("written", "detected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_chinese_text_is_recognised_in_every_usual_encoding(written, detected):
    data = TEXT.encode(written)
    assert detect_encoding(data) == detected
    assert data.decode(detected).lstrip("\ufeff") == TEXT


@pytest.mark.parametrize(
    "data",
    [
        "罘芝繁體中文內容，請參閱臺灣網頁編碼".encode("big5", "ignore"),
        "ひらがなとカタカナの文章です。日本語のテキスト".encode("shift_jis"),
        "Überprüfung der Größe für äußere Maße".encode("latin-1"),
        b"\x00\x01\x02\x03" * 50,
        "通知".encode()[:-1] + b"\xff\xff",
    ],
)
def test_bytes_of_another_encoding_are_not_taken_for_text(data):
    assert detect_encoding(data) is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("cut", range(1, 5))
def test_a_head_that_ends_within_a_character_is_still_text(encoding, cut):
    data = TEXT.encode(encoding).rstrip()
    assert detect_encoding(data[:-cut], partial=True) == encoding


@given(st.binary(max_size=300))
def test_detection_never_fails_and_what_it_names_can_decode(data):
    encoding = detect_encoding(data)
    if encoding:
        data.decode(encoding)


@pytest.mark.parametrize(
    ("text", "garbled"), [(TEXT, False), ("锟斤拷" * 5 + TEXT, True), ("\ufffd" * 9, True), ("锟斤拷的由来", False)]
)
def test_text_damaged_by_an_earlier_conversion_is_noticed(text, garbled):
    assert is_garbled(text) is garbled
