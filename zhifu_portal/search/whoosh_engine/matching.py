"""Which documents match a query, and their scores: sets as whole numbers, BM25 summed from stored impacts."""

import heapq
import math
from collections.abc import Iterable
from dataclasses import dataclass

from zhifu_portal.search.analysis import Word, query_words
from zhifu_portal.search.query import ParsedQuery
from zhifu_portal.search.whoosh_engine import bits
from zhifu_portal.search.whoosh_engine.schema import FACET_SEPARATOR
from zhifu_portal.search.whoosh_engine.snapshot import Snapshot

_FIELD_WEIGHTS = {"number": 4.0, "title": 2.0, "headings": 0.5, "text": 1.0}
_PIECE_WEIGHT = 0.35
_ARTICLE_WEIGHT = 1.0
_KEYWORD_SHARE, _QUESTION_SHARE = 0.6, 0.2
_FEW = 3
_ENOUGH = 10
"""As long as fewer documents match, one word less is asked for."""
_PHRASE_CANDIDATES = 3000


@dataclass(frozen=True, slots=True)
class Matched:
    """The documents that match the text of a query, and how rare each of its words is."""

    documents: int
    rarity: dict[str, float]


def _word_documents(snapshot: Snapshot, word: Word) -> int:
    """Return the documents with the word, or with everything it consists of (cut otherwise there)."""
    found = snapshot.postings("text", word.token).bits
    if len(word.pieces) > 1:
        together = snapshot.live
        for piece in word.pieces:
            together &= snapshot.postings("text", piece).bits
        found |= together
    return found


def rarity(snapshot: Snapshot, documents: int) -> float:
    """Return the idf of BM25 (always positive) of something found in these documents."""
    found = documents.bit_count()
    return math.log(1 + (snapshot.count - found + 0.5) / (found + 0.5))


def _wanted(parsed: ParsedQuery) -> int:
    """Return how many of the required words a document must have at first."""
    words = len(parsed.words)
    if parsed.phrases:
        return words
    if parsed.is_question:
        return math.ceil(words * _QUESTION_SHARE)
    return words if words <= _FEW else math.ceil(words * _KEYWORD_SHARE)


def _without_excluded(snapshot: Snapshot, documents: int, excluded: Iterable[str]) -> int:
    for text in excluded:
        forbidden = snapshot.live
        words = query_words(text)
        for word in words:
            forbidden &= _word_documents(snapshot, word)
        if words:
            documents &= ~forbidden
    return documents


def match(snapshot: Snapshot, parsed: ParsedQuery, *, within: int) -> Matched:
    """Return the documents of `within` that match: all of a few words, most of many; fewer when that finds little.

    Quoted phrases are not checked here (`with_phrases` does), but their words are required.
    """
    own_number = snapshot.postings("number", parsed.number).bits & within if parsed.number else 0
    sets = {word.token: _word_documents(snapshot, word) for word in (*parsed.words, *parsed.optional)}
    weights = {token: rarity(snapshot, found) for token, found in sets.items()}
    required = [sets[word.token] for word in parsed.words]
    if not required:
        documents = within if parsed.is_empty else own_number
    else:
        wanted = _wanted(parsed)
        documents = bits.at_least(required, wanted) & within
        while documents.bit_count() < _ENOUGH and wanted > max(1, len(required) * 0.4) and not parsed.phrases:
            if wanted <= _FEW and documents:
                break
            wanted -= 1
            documents = bits.at_least(required, wanted) & within
    return Matched(_without_excluded(snapshot, documents | own_number, parsed.excluded), weights)


def score(snapshot: Snapshot, parsed: ParsedQuery, matched: Matched) -> dict[int, float]:
    """Return the score of every matched document: BM25 of every word and its pieces, summed over the fields."""
    packed = matched.documents.to_bytes((snapshot.size >> 3) + 1, "little")
    scores = dict.fromkeys(bits.members(matched.documents), 0.0)

    def add(field: str, token: str, factor: float) -> None:
        found = snapshot.postings(field, token)
        for document, weight in zip(found.documents, found.weights, strict=True):
            if packed[document >> 3] >> (document & 7) & 1:
                scores[document] += factor * weight

    for word in (*parsed.words, *parsed.optional):
        for field, field_weight in _FIELD_WEIGHTS.items():
            add(field, word.token, field_weight * matched.rarity[word.token])
            for piece in word.pieces:
                piece_rarity = rarity(snapshot, snapshot.postings("text", piece).bits)
                add(field, piece, field_weight * _PIECE_WEIGHT * piece_rarity)
    for article in parsed.articles:
        add("articles", article, _ARTICLE_WEIGHT)
    if parsed.number:
        add("number", parsed.number, 1000.0)
    return scores


def with_phrases(snapshot: Snapshot, parsed: ParsedQuery, matched: Matched) -> Matched:
    """Return what of it holds every quoted phrase; of more than 3,000 candidates only the best scored are looked at."""

    def holds_all(document: int) -> bool:
        stored = snapshot.stored(document)
        text = "\n".join((stored["title_shown"], stored["number_shown"], snapshot.content(document)))
        return all(phrase in text for phrase in parsed.phrases)

    scores = score(snapshot, parsed, matched)
    looked_at = heapq.nlargest(_PHRASE_CANDIDATES, scores, key=scores.__getitem__)
    return Matched(bits.from_members(filter(holds_all, looked_at), snapshot.size), matched.rarity)


def filter_documents(snapshot: Snapshot, filters: dict[str, str]) -> dict[str, int]:
    """Return the documents each filter leaves, by facet."""
    left: dict[str, int] = {}
    for name, value in filters.items():
        left[name] = 0
        for term, documents in snapshot.facets[name].items():
            if term.partition(FACET_SEPARATOR)[0] == value:
                left[name] |= documents
    return left
