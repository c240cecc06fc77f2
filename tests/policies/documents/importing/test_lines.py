"""Reading line by line, whatever the bytes are."""

import io

from hypothesis import given
from hypothesis import strategies as st

from policies.documents.importing.lines import read_lines


@given(st.binary(max_size=400))
def test_every_line_comes_out_whole_and_in_order(data):
    lines = list(read_lines(io.BytesIO(b"x" + data), max_bytes=1000))

    expected = [(number, line) for number, line in enumerate((b"x" + data).split(b"\n"), 1) if line.strip()]
    assert [(line.number, line.data.removesuffix(b"\n")) for line in lines] == expected


@given(st.lists(st.integers(min_value=1, max_value=200_000), max_size=4))
def test_a_line_that_is_too_long_is_cut_and_the_next_begins_behind_it(lengths):
    data = b"".join(b"a" * length + b"\n" for length in lengths)

    lines = list(read_lines(io.BytesIO(data), max_bytes=50))

    assert [line.is_too_long for line in lines] == [length > 50 for length in lengths]
    assert [line.end for line in lines] == [sum(lengths[:n]) + n for n in range(1, len(lengths) + 1)]
    assert all(len(line.data) <= 51 for line in lines)


def test_a_byte_order_mark_is_dropped_and_blank_lines_are_counted():
    lines = list(read_lines(io.BytesIO(b"\xef\xbb\xbfone\n\n  \r\ntwo")))

    assert [(line.number, line.data.strip()) for line in lines] == [(1, b"one"), (4, b"two")]
