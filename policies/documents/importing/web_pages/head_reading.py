"""Finding the head among the first lines of a page: pairs of labels and values, before the first sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from policies.documents.importing.web_pages.furniture import is_furniture
from policies.documents.importing.web_pages.head import read_day
from policies.documents.importing.web_pages.labels import DISTINCTIVE, Field, Pair, read_labels
from zhifu_portal.kernel.chinese.document_numbers import parse_document_number

_MOST_LINES: Final = 1000
_SHORTEST_SENTENCE: Final = 40
_LONGEST_LINE: Final = 90
# A menu on one line may be long as well, but has no stops.
_STOP = re.compile("[，。]")
_VALIDITY = re.compile(r"(?:现行|继续|已|尚未)?(?:有效|失效|废止|生效|修改)")
_INDEX_NUMBER = re.compile(r"[0-9A-Z-]{8,20}[/_-]\d{4}-?\d*", re.IGNORECASE)


@dataclass(frozen=True)
class HeadLines:
    """What the first lines of a page state: values by field, the places they stand, where the table of them ends.

    `region` is the number of lines before the first sentence; `end` is 0 when there is no table.
    """

    values: dict[Field, str]
    places: frozenset[int]
    end: int
    region: int


def read_head_lines(lines: Sequence[str]) -> HeadLines:
    """Return the head of a page; the first value stated for a field counts."""
    labelled = [read_labels(line) for line in lines[:_MOST_LINES]]
    region = _region(lines, labelled)
    values: dict[Field, str] = {}
    places: set[int] = set()
    end = 0
    for at in range(region):
        pairs = labelled[at]
        if not pairs:
            continue
        places.add(at)
        end = at + 1 if any(name in DISTINCTIVE for name, _ in pairs) else end
        if not pairs[-1][1] and _has_value_below(lines, labelled, at, region):
            pairs = [*pairs[:-1], (pairs[-1][0], lines[at + 1].strip())]
            places.add(at + 1)
            end = max(end, at + 2) if pairs[-1][0] in DISTINCTIVE else end
        for name, value in pairs:
            if value and _is_possible(name, value):
                values.setdefault(name, value)
    return HeadLines(values, frozenset(places), end, region)


def _region(lines: Sequence[str], labelled: Sequence[list[Pair]]) -> int:
    for at, pairs in enumerate(labelled):
        line = lines[at]
        is_long = len(line) > _LONGEST_LINE and _STOP.search(line)
        if not pairs and (is_long or (line.endswith("。") and len(line) >= _SHORTEST_SENTENCE)):
            return at
    return len(labelled)


def _has_value_below(lines: Sequence[str], labelled: Sequence[list[Pair]], at: int, region: int) -> bool:
    """Say whether the line below is the value of the label that ends this line, as where every cell is a line.

    The last label of a head may be empty: there the line below must look like its value.
    """
    if at + 1 >= region or labelled[at + 1] or is_furniture(lines[at + 1]):
        return False
    name = labelled[at][-1][0]
    if at + 2 < region and labelled[at + 2]:
        return name is not Field.OTHER
    return name in _SHAPES and _is_possible(name, lines[at + 1])


def _is_possible(name: Field, value: str) -> bool:
    return _SHAPES[name](value) if name in _SHAPES else True


def _is_number(value: str) -> bool:
    return parse_document_number(re.sub(r"\s+", "", value)) is not None


_SHAPES: Final = {
    Field.INDEX_NUMBER: lambda value: _INDEX_NUMBER.fullmatch(value.strip()) is not None,
    Field.DOCUMENT_NUMBER: _is_number,
    Field.COMPOSED_ON: lambda value: read_day(value) is not None,
    Field.PUBLISHED_ON: lambda value: read_day(value) is not None,
    Field.EFFECTIVE_ON: lambda value: read_day(value) is not None,
    Field.VALIDITY: lambda value: _VALIDITY.fullmatch(value.strip()) is not None,
}
