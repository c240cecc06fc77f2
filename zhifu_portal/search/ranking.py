"""The second look at the best candidates of any engine: titles, exact wording, passages, validity."""

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from zhifu_portal.search.query import ParsedQuery

CANDIDATES = 80
"""How many of an engine's best results are looked at again."""

_BASE, _TITLE, _EXACT_TITLE, _PHRASE, _PASSAGE = 1.0, 0.8, 1.0, 0.6, 0.5
_QUESTION_PASSAGE, _QUESTION_FURTHER = 1.0, 0.3
_TITLE_POWER = 3  # a title that has half of the query says little
_REPEALED_FACTOR = 0.8
_SHORTEST_PHRASE = 5
_COUNTRY = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A result of an engine: its score, and the folded texts to compare with."""

    score: float
    title: str
    is_repealed: bool
    issued: int
    content: Callable[[], str]


def compact(text: str) -> str:
    """Return the letters, digits and ideographs of a text."""
    return "".join(filter(str.isalnum, text))


def _title_fit(title: str, rarity: Mapping[str, float]) -> float:
    """Return how well query and title cover each other, 0 … 1 (each word counts by its rarity)."""
    total = sum(rarity.values())
    if not total or not title:
        return 0.0
    found = [token for token in rarity if token in title]
    asked = sum(rarity[token] for token in found) / total
    covered = bytearray(len(title))
    for token in found:
        at = title.find(token)
        while at >= 0:
            covered[at : at + len(token)] = b"\x01" * len(token)
            at = title.find(token, at + 1)
    return asked**_TITLE_POWER * (0.5 + 0.5 * sum(covered) / len(title))


def _exact_title(core: str, title: str) -> float:
    """Return 1 when the title is what is asked for, less when it is named inside a longer question."""
    short_core, short_title = core.removeprefix(_COUNTRY), title.removeprefix(_COUNTRY)
    if not short_core or not short_title:
        return 0.0
    if short_core == short_title:
        return 1.0 if core == title else 0.98
    if len(short_title) >= 4 and short_title in core:
        return 0.3 + 0.6 * len(short_title) / len(core)
    return 0.0


def _passage_fit(content: str, rarity: Mapping[str, float], *, further: float) -> float:
    """Return the largest share of the query, by rarity, that one paragraph holds.

    The next two paragraphs add `further` of theirs: a text about the question comes back to it.
    """
    total = sum(rarity.values())
    if not total:
        return 0.0
    shares = [sum(weight for token, weight in rarity.items() if token in line) for line in content.split("\n")]
    best, *others = heapq.nlargest(3, shares)
    return (best + further * sum(others)) / total


def rerank(
    parsed: ParsedQuery, candidates: Sequence[Candidate], rarity: Mapping[str, float]
) -> list[tuple[int, float]]:
    """Return `(index of the candidate, score)`, best first; equal ones by date, newest first.

    `rarity` holds the weight of every word of the query that can be found as a string.
    """
    if not candidates:
        return []
    highest = max(candidate.score for candidate in candidates) or 1.0
    core = compact(parsed.core)
    words = {token: weight for token, weight in rarity.items() if not token.startswith("№")}
    passage, further = (_QUESTION_PASSAGE, _QUESTION_FURTHER) if parsed.is_question else (_PASSAGE, 0.0)
    scored = []
    for index, candidate in enumerate(candidates):
        title, content = compact(candidate.title), candidate.content()
        total = _BASE * candidate.score / highest
        total += _TITLE * _title_fit(title, words)
        total += _EXACT_TITLE * _exact_title(core, title)
        total += passage * _passage_fit(content, words, further=further)
        if len(parsed.wording) >= _SHORTEST_PHRASE and parsed.wording in content:
            total += _PHRASE
        if candidate.is_repealed:
            total *= _REPEALED_FACTOR
        scored.append((index, total, candidate.issued))
    scored.sort(key=lambda item: (-item[1], -item[2], item[0]))
    return [(index, total) for index, total, _ in scored]
