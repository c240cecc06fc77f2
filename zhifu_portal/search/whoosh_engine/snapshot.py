"""One state of the index, opened for reading: postings, facet sets and stored fields."""

import weakref
import zlib
from array import array
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from whoosh.reading import IndexReader, SegmentReader

from zhifu_portal.search.entries import REPEALED_VALIDITY
from zhifu_portal.search.whoosh_engine import bits
from zhifu_portal.search.whoosh_engine.schema import FACET_FIELDS
from zhifu_portal.search.whoosh_engine.segments import SegmentFacts, read_postings, read_segment

_CACHED_POSTINGS = 1_000_000


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents of one token in one field, ascending, with their weights, and the live ones as a set."""

    documents: Sequence[int]
    weights: Sequence[float]
    bits: int


class Snapshot:
    """An immutable view: document numbers are valid within it only. Safe to use from several threads.

    `known` are facts of segments an earlier snapshot has read; most commits leave the large segments as they are.
    """

    def __init__(self, reader: IndexReader, known: Mapping[str, SegmentFacts] | None = None) -> None:
        self._reader = reader
        self._leaves = list(reader.leaf_readers()) if reader.doc_count_all() else []
        self._offsets = [offset for _, offset in self._leaves]
        self._contents = [leaf.column_reader("content") for leaf, _ in self._leaves]
        self._cache: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._cached = 0
        # Whoosh's readers share the position in their files: one thread reads at a time.
        self._lock = Lock()
        self._newest: list[int] | None = None
        self.facts = {name: (known or {}).get(name) or read_segment(leaf) for name, leaf in self._segments()}
        self.size: int = reader.doc_count_all()
        """Document numbers are below this."""
        self.live = self._live_documents()
        self.count = self.live.bit_count()
        self.issued, self.published = array("q"), array("q")
        self.facets: dict[str, dict[str, int]] = {name: {} for name in FACET_FIELDS}
        self._join_facts()
        self.repealed = 0
        for word in REPEALED_VALIDITY:
            self.repealed |= self.facets["validity"].get(word, 0)
        weakref.finalize(self, reader.close)

    def _segments(self) -> Iterator[tuple[str, SegmentReader]]:
        for leaf, _ in self._leaves:
            yield leaf.segment().segment_id(), leaf

    def _live_documents(self) -> int:
        everything = (1 << self.size) - 1
        deleted = [number + offset for leaf, offset in self._leaves for number in leaf.segment().deleted_docs() or ()]
        return everything ^ bits.from_members(deleted, self.size)

    def _join_facts(self) -> None:
        """Number the facts of all segments through, and leave deleted documents out of the facets."""
        offset = 0
        for facts in self.facts.values():
            self.issued.extend(facts.issued)
            self.published.extend(facts.published)
            for name, values in facts.facets.items():
                joined = self.facets[name]
                for value, having in values.items():
                    joined[value] = joined.get(value, 0) | having << offset
            offset += facts.size
        for name, values in self.facets.items():
            self.facets[name] = {value: alive for value, having in values.items() if (alive := having & self.live)}

    @property
    def segments(self) -> int:
        """The number of segments."""
        return len(self._leaves)

    def newest_first(self) -> list[int]:
        """Return every document number by date of issue, newest first (the later published first on a tie)."""
        if self._newest is None:
            self._newest = sorted(range(self.size), key=lambda n: (self.issued[n], self.published[n], n), reverse=True)
        return self._newest

    def _read(self, field: str, token: str) -> Postings:
        documents, weights = array("I"), array("f")
        for leaf, offset in self._leaves:
            more_documents, more_weights = read_postings(leaf, field, token.encode(), offset=offset)
            documents.extend(more_documents)
            weights.extend(more_weights)
        return Postings(documents, weights, bits.from_members(documents, self.size) & self.live)

    def postings(self, field: str, token: str) -> Postings:
        """Return the postings of a token; the most used ones stay in memory."""
        with self._lock:
            if found := self._cache.get((field, token)):
                self._cache.move_to_end((field, token))
                return found
            found = self._read(field, token)
            self._cache[field, token] = found
            self._cached += len(found.documents) + 8
            while self._cached > _CACHED_POSTINGS:
                _, dropped = self._cache.popitem(last=False)
                self._cached -= len(dropped.documents) + 8
            return found

    def stored(self, document: int) -> dict[str, Any]:
        """Return the stored fields of a document: key, digest, title_shown, number_shown (both folded)."""
        with self._lock:
            fields: dict[str, Any] = self._reader.stored_fields(document)
            return fields

    def content(self, document: int) -> str:
        """Return the folded text of a document below its title."""
        position = bisect_right(self._offsets, document) - 1
        with self._lock:
            packed = self._contents[position][document - self._offsets[position]]
        return zlib.decompress(packed).decode()

    def all_stored(self) -> Iterator[dict[str, Any]]:
        """Yield the stored fields of every document."""
        for document in bits.members(self.live):
            yield self.stored(document)

    def documents_by_title(self, prefix: str, *, limit: int) -> list[int]:
        """Return documents whose title begins with this, in the order of the titles."""
        found: list[int] = []
        with self._lock:
            for leaf, offset in self._leaves:
                for term in leaf.expand_prefix("title_start", prefix):
                    found.extend(number + offset for number in leaf.postings("title_start", term).all_ids())
                    if len(found) >= limit:
                        break
        return found[:limit]
