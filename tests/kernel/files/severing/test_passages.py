"""Finding and concealing passages in the pieces of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.kernel.files.severing.passages import concealed, find_spans, folded

MARK = "〔略〕"


@pytest.mark.parametrize(
    ("pieces", "wanted", "shown"),
    [
        (["甲乙丙丁"], ["乙丙"], ["甲〔略〕丁"]),
        (["甲乙\n丙丁"], ["乙丙"], ["甲〔略〕丁"]),
        (["甲乙", "丙丁"], ["乙丙"], ["甲〔略〕", "丁"]),
        (["甲乙", "", "丙丁"], ["乙 丙"], ["甲〔略〕", "", "丁"]),
        (["ＡＢ１２3"], ["ab12"], ["〔略〕3"]),
        (["甲乙甲乙丙"], ["甲乙"], ["〔略〕丙"]),
        (["甲乙 丙丁"], ["甲乙", "丙丁"], ["〔略〕"]),
        (["甲乙丙丁"], ["甲乙", "乙丙"], ["〔略〕丁"]),
        (["甲\u200b乙"], ["甲乙"], ["〔略〕"]),
        (["⾼压"], ["高压"], ["〔略〕"]),
    ],
)
def test_a_passage_is_found_however_it_is_broken(pieces, wanted, shown):
    assert concealed(pieces, wanted, mark=MARK) == (shown, [])


def test_what_is_not_there_is_named():
    assert concealed(["甲乙"], ["丙丁", "甲乙"], mark=MARK) == ([MARK], ["丙丁"])


def test_spans_are_positions_in_the_joined_pieces():
    assert find_spans(["甲乙丙", "丁戊"], ["丙丁"]) == ([(2, 4)], [])


LETTERS = st.text(alphabet="甲乙丙 \nAａ1", max_size=12)


@given(st.lists(LETTERS, min_size=1, max_size=5), st.data())
def test_nothing_of_what_was_concealed_is_left(pieces, data):
    whole = folded("".join(pieces))
    first = data.draw(st.integers(0, max(len(whole) - 1, 0)))
    passage = whole[first : first + data.draw(st.integers(1, 4))]
    shown, missing = concealed(pieces, [passage], mark=MARK)
    assert len(shown) == len(pieces)
    assert missing == ([] if passage else [""])
    # The mark itself parts what stood on either side of a passage.
    assert not passage or passage not in folded("".join(shown))
