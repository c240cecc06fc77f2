"""From a query to a page of hits: match, score, look again at the best, count the facets."""

import heapq
from functools import partial

from zhifu_portal.search.engine import FacetCount, Hit, Results
from zhifu_portal.search.query import ParsedQuery, Query, parse_query
from zhifu_portal.search.ranking import CANDIDATES, Candidate, rerank
from zhifu_portal.search.whoosh_engine import bits, matching
from zhifu_portal.search.whoosh_engine.schema import FACET_FIELDS, FACET_SEPARATOR, number_tokens, title_key
from zhifu_portal.search.whoosh_engine.snapshot import Snapshot


def search_snapshot(snapshot: Snapshot, query: Query) -> Results:
    """Return a page of results of one snapshot."""
    parsed = parse_query(query.text)
    by_facet = matching.filter_documents(snapshot, query.filters)
    matched = matching.match(snapshot, parsed, within=snapshot.live)
    if parsed.phrases:
        matched = matching.with_phrases(snapshot, parsed, matched)
    filtered = _intersection(matched.documents, by_facet)
    first, last = (query.page - 1) * query.size, query.page * query.size
    if query.sort == "date" or parsed.is_empty:
        hits = _newest(snapshot, filtered, first, last)
    else:
        hits = _ranked(snapshot, parsed, matching.Matched(filtered, matched.rarity), first, last)
    return Results(tuple(hits), filtered.bit_count(), _facet_counts(snapshot, matched.documents, by_facet))


def _intersection(documents: int, by_facet: dict[str, int], *, leaving_out: str = "") -> int:
    for name, left in by_facet.items():
        if name != leaving_out:
            documents &= left
    return documents


def _newest(snapshot: Snapshot, documents: int, first: int, last: int) -> list[Hit]:
    packed = documents.to_bytes((snapshot.size >> 3) + 1, "little")
    chosen: list[Hit] = []
    position = 0
    for document in snapshot.newest_first():
        if packed[document >> 3] >> (document & 7) & 1:
            if position >= first:
                chosen.append(Hit(snapshot.stored(document)["key"], 0.0))
            position += 1
            if position >= last:
                break
    return chosen


def _ranked(snapshot: Snapshot, parsed: ParsedQuery, matched: matching.Matched, first: int, last: int) -> list[Hit]:
    scores = matching.score(snapshot, parsed, matched)
    best = heapq.nlargest(max(CANDIDATES, last), scores.items(), key=lambda item: (item[1], -item[0]))
    candidates = [
        Candidate(
            score=score,
            title=snapshot.stored(document)["title_shown"],
            is_repealed=bool(snapshot.repealed >> document & 1),
            issued=snapshot.issued[document],
            content=partial(snapshot.content, document),
        )
        for document, score in best[:CANDIDATES]
    ]
    ranked = [(best[index][0], score) for index, score in rerank(parsed, candidates, matched.rarity)]
    # What was not looked at again keeps its order below what was.
    ranked += [(document, 0.0) for document, _ in best[CANDIDATES:]]
    return [Hit(snapshot.stored(document)["key"], score) for document, score in ranked[first:last]]


def _facet_counts(snapshot: Snapshot, documents: int, by_facet: dict[str, int]) -> dict[str, list[FacetCount]]:
    """Count every value under the other filters: the count is the total of the list that choosing it gives."""
    counts: dict[str, list[FacetCount]] = {}
    for name in FACET_FIELDS:
        within = _intersection(documents, by_facet, leaving_out=name)
        found: dict[str, FacetCount] = {}
        for term, having in snapshot.facets[name].items():
            value, _, label = term.partition(FACET_SEPARATOR)
            count = (having & within).bit_count() + (found[value].count if value in found else 0)
            if count:
                found[value] = FacetCount(value, label or value, count)
        counts[name] = sorted(found.values(), key=_by_year if name == "year" else _by_count)
    return counts


def _by_count(facet: FacetCount) -> tuple[int, str]:
    return -facet.count, facet.label


def _by_year(facet: FacetCount) -> int:
    return -int(facet.value)


def suggest_from(snapshot: Snapshot, prefix: str, *, limit: int) -> list[str]:
    """Return keys whose title begins with what was typed, then by its number, then with all its words in the title."""
    typed = title_key(prefix)[:60]
    if not typed:
        return []
    found = dict.fromkeys(snapshot.documents_by_title(typed, limit=limit))
    for field, tokens in (("number", number_tokens(prefix[:60])[:1]), ("title", _title_words(prefix))):
        if len(found) < limit and tokens:
            together = snapshot.live
            for token in tokens:
                together &= snapshot.postings(field, token).bits
            found.update(dict.fromkeys(list(bits.members(together))[:limit]))
    return [snapshot.stored(document)["key"] for document in list(found)[:limit]]


def _title_words(prefix: str) -> list[str]:
    return [word.token for word in parse_query(prefix[:60]).words]
