"""Normalising Chinese text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.kernel.chinese.normalise import fold_width, normalise_text, to_simplified

TEXTS = st.text(
    alphabet=st.sampled_from("政务（，。第一章条１Ａ3 \t\n\r\u3000\u00a0\u200b\ue000\x0c⺠⽂ﬁ年e\u0301")
    | st.characters()
)


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("２０２２年Ａｂｃ％", "2022年Abc%"),
        ("（一）公开，审查：①", "（一）公开，审查：①"),
        ("烟芝政办发〔2022〕3 号", "烟芝政办发〔2022〕3号"),
        ("2022 年 6 月 16 日", "2022年6月16日"),
        ("关于印发 2022 年工作要点", "关于印发2022年工作要点"),
        ("通  知", "通知"),
        ("通　知", "通知"),
        ("第一章 总则", "第一章 总则"),
        ("第三十六条　申请人", "第三十六条 申请人"),
        ("机关        日期", "机关 日期"),
        ("GB/T 9704 标准 A 级", "GB/T 9704 标准 A 级"),
        ("人⺠法院⽂件", "人民法院文件"),
        ("公\ue123开\x07审\u200b查\ufeff", "公开审查"),
        ("一\r\n二\r三\u2028四\x0c五", "一\n二\n三\n四\n五"),
        ("  一  \n\n\n\n  二\t\n", "一\n\n二"),
        ("﹝2022﹞", "〔2022〕"),
        ("e\u0301", "é"),
        ("", ""),
    ],
)
def test_a_text_gets_one_spelling(raw, normal):
    assert normalise_text(raw) == normal


@given(TEXTS)
def test_normalising_twice_changes_nothing_more(raw):
    once = normalise_text(raw)
    assert normalise_text(once) == once


@given(st.text())
def test_folding_widths_keeps_every_offset(text):
    assert len(fold_width(text)) == len(text)


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [("政務公開條例", "政务公开条例"), ("烟台市芝罘区", "烟台市芝罘区"), ("Abc 123", "Abc 123"), ("", "")],
)
def test_traditional_becomes_simplified_and_simplified_stays(traditional, simplified):
    assert to_simplified(traditional) == simplified
