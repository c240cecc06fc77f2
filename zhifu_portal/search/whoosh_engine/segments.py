"""What never changes in a segment, read once: facet sets and dates, deleted documents included."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from whoosh.reading import SegmentReader

from zhifu_portal.search.whoosh_engine import bits
from zhifu_portal.search.whoosh_engine.schema import FACET_FIELDS


@dataclass(frozen=True, slots=True)
class SegmentFacts:
    """The documents of every facet value, and the dates of every document, numbered within the segment."""

    size: int
    facets: Mapping[str, Mapping[str, int]]
    issued: Sequence[int]
    published: Sequence[int]


def read_postings(
    leaf: SegmentReader, field: str, token: bytes, *, offset: int = 0
) -> tuple[Sequence[int], Sequence[float]]:
    """Return documents (plus `offset`) and weights of a token, deleted documents included; empty when there is none.

    `SegmentReader.postings` would leave deleted documents out one by one; whoever searches masks them all at once.
    """
    documents, weights = array("I"), array("f")
    if (field, token) in leaf:
        matcher = leaf._terms.matcher(field, token, leaf.schema[field].format)
        while matcher.is_active():
            documents.append(matcher.id() + offset)
            weights.append(matcher.weight())
            matcher.next()
    return documents, weights


def _facet(leaf: SegmentReader, name: str) -> dict[str, int]:
    size = leaf.doc_count_all()
    return {
        term.decode(): bits.from_members(read_postings(leaf, name, term)[0], size) for term in list(leaf.lexicon(name))
    }


def read_segment(leaf: SegmentReader) -> SegmentFacts:
    """Read a segment's facts."""
    return SegmentFacts(
        size=leaf.doc_count_all(),
        facets={name: _facet(leaf, name) for name in FACET_FIELDS},
        issued=array("q", leaf.column_reader("issued")),
        published=array("q", leaf.column_reader("published")),
    )
