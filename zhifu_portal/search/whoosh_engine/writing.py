"""Writing to a Whoosh index: one commit per block, and no lock left behind when it fails."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from uuid import uuid4

from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.writing import IndexWriter

from zhifu_portal.search.entries import Entry
from zhifu_portal.search.whoosh_engine.schema import make_document

_MEMORY_MB = 64
_WAIT_SECONDS = 60.0


class PortalCodec(W3Codec):
    """Whoosh's own format, with segment names that are unique even where somebody seeds `random`."""

    def new_segment(self, storage: FileStorage, indexname: str) -> W3Segment:
        """Return an empty segment with a new name."""
        return W3Segment(self, indexname, segid=uuid4().hex)


@contextmanager
def committing(index: FileIndex) -> Iterator[IndexWriter]:
    """Yield a writer and commit at the end of the block; after an error the index is as before and unlocked."""
    writer = index.writer(timeout=_WAIT_SECONDS, limitmb=_MEMORY_MB, codec=PortalCodec())
    try:
        yield writer
        writer.commit()
    except BaseException:
        # A commit that failed half-way (a full disk) cannot be cancelled any more, but its lock must go.
        with suppress(Exception):
            writer.cancel()
        if not writer.is_closed:
            writer.writelock.release()
        raise


def write_changes(index: FileIndex, changed: Iterable[Entry], deleted: Sequence[str]) -> None:
    """Delete and replace entries in one commit; of several with one key the last counts."""
    with committing(index) as writer:
        for key in deleted:
            writer.delete_by_term("key", key)
        for entry in {entry.key: entry for entry in changed}.values():
            writer.update_document(**make_document(entry))


def write_all(index: FileIndex, entries: Iterable[Entry]) -> int:
    """Write everything into an empty index, in one commit; memory stays bounded by Whoosh's pool."""
    count = 0
    with committing(index) as writer:
        for entry in entries:
            writer.add_document(**make_document(entry))
            count += 1
    return count
