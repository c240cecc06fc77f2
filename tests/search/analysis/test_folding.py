"""Folding makes equal spellings equal and moves nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.search.analysis import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("（２０２２）", "(2022)"),
        ("煙臺市芝罘區", "烟台市芝罘区"),
        ("依申請公開", "依申请公开"),
        ("第　三\t条", "第 三 条"),
        ("一\r\n二", "一 \n二"),
        ("PDF\u200b文件", "pdf 文件"),
        ("\ue5e5", "\ue5e5"),
        ("半\ud800个", "半\ufffd个"),
        ("", ""),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


@given(st.text(st.characters(exclude_categories=())))
def test_folding_keeps_every_position_and_is_done_once(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    folded.encode()
