"""One state of the index, opened for reading: postings, facet sets and stored fields."""

import weakref
import zlib
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from whoosh.reading import IndexReader

from zhifu_portal.search.entries import REPEALED_VALIDITY
from zhifu_portal.search.whoosh_engine import bits
from zhifu_portal.search.whoosh_engine.schema import FACET_FIELDS

_CACHED_POSTINGS = 1_000_000


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents of one token in one field, ascending, with their weights, and as a set."""

    documents: Sequence[int]
    weights: Sequence[float]
    bits: int


_NOTHING = Postings(array("I"), array("f"), 0)


class Snapshot:
    """An immutable view: document numbers are valid within it only. Safe to use from several threads."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._leaves = list(reader.leaf_readers()) if reader.doc_count_all() else []
        self._cache: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._cached = 0
        # Whoosh's readers share the position in their files: one thread reads at a time.
        self._lock = Lock()
        self.size: int = reader.doc_count_all()
        """Document numbers are below this."""
        self.live = self._live_documents()
        self.count = self.live.bit_count()
        self.facets = {name: self._facet(name) for name in FACET_FIELDS}
        self.issued = self._numbers("issued")
        self.published = self._numbers("published")
        self.segments = len(self._leaves)
        self.repealed = 0
        for word in REPEALED_VALIDITY:
            self.repealed |= self.facets["validity"].get(word, 0)
        self._newest: list[int] | None = None
        weakref.finalize(self, reader.close)

    def _live_documents(self) -> int:
        return bits.from_members(self._reader.all_doc_ids(), self.size) if self._leaves else 0

    def _facet(self, name: str) -> dict[str, int]:
        """Return the documents of every value of a facet."""
        terms = {term.decode() for leaf, _ in self._leaves for term in leaf.lexicon(name)}
        return {term: found for term in terms if (found := self._read(name, term).bits)}

    def _numbers(self, name: str) -> Sequence[int]:
        values = array("q")
        for leaf, _ in self._leaves:
            values.extend(leaf.column_reader(name))
        return values

    def newest_first(self) -> list[int]:
        """Return every document number by date of issue, newest first (the later published first on a tie)."""
        if self._newest is None:
            self._newest = sorted(range(self.size), key=lambda n: (self.issued[n], self.published[n], n), reverse=True)
        return self._newest

    def _read(self, field: str, token: str) -> Postings:
        documents = array("I")
        weights = array("f")
        encoded = token.encode()
        for leaf, offset in self._leaves:
            if (field, encoded) not in leaf:
                continue
            matcher = leaf.postings(field, encoded)
            while matcher.is_active():
                documents.append(matcher.id() + offset)
                weights.append(matcher.weight())
                matcher.next()
        return Postings(documents, weights, bits.from_members(documents, self.size)) if documents else _NOTHING

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
        for leaf, offset in reversed(self._leaves):
            if document >= offset:
                with self._lock:
                    packed = leaf.column_reader("content")[document - offset]
                return zlib.decompress(packed).decode()
        return ""

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
