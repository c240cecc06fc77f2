"""Finding passages in the pieces of a text, tolerant of line breaks, blanks and widths, and putting a mark there."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

# Stand between the characters people read: soft hyphen, zero-width blanks and joiners, byte order mark.
_UNSEEN = frozenset("\xad\u200b\u200c\u200d\u2060\ufeff")
Span = tuple[int, int]


def folded(text: str) -> str:
    """Return a text as passages are compared: no blanks, one width, one case."""
    return "".join(character for character, _position in _folded(text))


def _folded(text: str) -> Iterator[tuple[str, int]]:
    for position, character in enumerate(text):
        for plain in unicodedata.normalize("NFKC", character).casefold():
            if not plain.isspace() and plain not in _UNSEEN:
                yield plain, position


def find_spans(texts: Sequence[str], wanted: Iterable[str]) -> tuple[list[Span], list[str]]:
    """Return every occurrence as (first, last + 1) in the joined pieces, and the passages that occur nowhere.

    Spans are in order; those that touch, or have only blanks between them, are one.
    """
    whole = "".join(texts)
    pairs = list(_folded(whole))
    haystack = "".join(character for character, _position in pairs)
    found: list[Span] = []
    missing: list[str] = []
    for passage in wanted:
        needle = folded(passage)
        starts = list(_occurrences(haystack, needle)) if needle else []
        found += [(pairs[start][1], pairs[start + len(needle) - 1][1] + 1) for start in starts]
        if not starts:
            missing.append(passage)
    return merged_spans(found, whole), missing


def _occurrences(haystack: str, needle: str) -> Iterator[int]:
    start = haystack.find(needle)
    while start >= 0:
        yield start
        start = haystack.find(needle, start + 1)


def merged_spans(spans: Iterable[Span], whole: str) -> list[Span]:
    """Return spans in order, joined where nothing but blanks lies between them."""
    merged: list[Span] = []
    for first, end in sorted(spans):
        if merged and (first <= merged[-1][1] or not whole[merged[-1][1] : first].strip()):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((first, end))
    return merged


def conceal(texts: Sequence[str], spans: Sequence[Span], *, mark: str) -> list[str]:
    """Return the pieces with one mark at the beginning of each span, the rest of the span gone."""
    starts = [0, *accumulate(len(text) for text in texts)]
    shown = ["" for _text in texts]
    position = 0
    for first, end in [*spans, (starts[-1], starts[-1])]:
        _copy(texts, starts, shown, position, first)
        if first < end:
            shown[_piece_at(starts, first)] += mark
        position = end
    return shown


def _copy(texts: Sequence[str], starts: Sequence[int], shown: list[str], first: int, end: int) -> None:
    """Append what lies between two positions of the whole to the pieces it belongs to."""
    if first >= end:
        return
    for piece in range(_piece_at(starts, first), len(texts)):
        offset = starts[piece]
        if offset >= end:
            break
        shown[piece] += texts[piece][max(first - offset, 0) : end - offset]


def _piece_at(starts: Sequence[int], position: int) -> int:
    return bisect_right(starts, position) - 1


def concealed(texts: Sequence[str], wanted: Iterable[str], *, mark: str) -> tuple[list[str], list[str]]:
    """Return the pieces with marks for every occurrence of the passages, and the passages that occur nowhere."""
    spans, missing = find_spans(texts, wanted)
    return conceal(texts, spans, mark=mark), missing
