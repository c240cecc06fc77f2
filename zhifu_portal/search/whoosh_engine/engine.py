"""The whoosh engine: reading snapshots, writing under one lock, rebuilding beside the live index."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock

from whoosh.index import EmptyIndexError, FileIndex

from zhifu_portal.search.engine import EngineStatus, Results
from zhifu_portal.search.entries import Entry
from zhifu_portal.search.query import Query
from zhifu_portal.search.whoosh_engine.generations import Generations
from zhifu_portal.search.whoosh_engine.journal import Journal
from zhifu_portal.search.whoosh_engine.locks import ProcessLock
from zhifu_portal.search.whoosh_engine.searching import search_snapshot, suggest_from
from zhifu_portal.search.whoosh_engine.snapshot import Snapshot
from zhifu_portal.search.whoosh_engine.writing import write_all, write_changes

_OPEN_ATTEMPTS = 5


class WhooshEngine:
    """`SearchEngine` over a directory of Whoosh generations, shared by any number of processes on one machine."""

    def __init__(self, directory: str | Path) -> None:
        root = Path(directory)
        root.mkdir(parents=True, exist_ok=True)
        self._generations = Generations(root)
        self._write_lock = ProcessLock(root / "write.lock")
        self._rebuild_lock = ProcessLock(root / "rebuild.lock")
        self._journal = Journal(root / "changed-during-rebuild")
        self._open_lock = Lock()
        self._index: FileIndex | None = None
        self._state: tuple[str, int] = ("", -1)
        self._snapshot: Snapshot | None = None

    def search(self, query: Query) -> Results:
        """Return the page asked for; see the protocol."""
        return search_snapshot(self._current(), query)

    def suggest(self, prefix: str, *, limit: int = 10) -> list[str]:
        """Return keys whose title or number begins with (then: contains the words of) what was typed."""
        return suggest_from(self._current(), prefix, limit=limit)

    def writing(self) -> AbstractContextManager[None]:
        """Hold the write lock; see the protocol."""
        return self._write_lock.hold()

    def upsert(self, entries: Iterable[Entry]) -> None:
        """Add or replace entries."""
        self.apply(entries, ())

    def delete(self, keys: Sequence[str]) -> None:
        """Remove entries."""
        self.apply((), keys)

    def apply(self, entries: Iterable[Entry], deleted: Sequence[str]) -> None:
        """Upsert and delete in one commit; kept for the new generation too while one is being built."""
        changed = list(entries)
        if not changed and not deleted:
            return
        with self._write_lock.hold():
            if self._rebuild_lock.is_held():
                self._journal.append(changed, deleted)
            write_changes(self._generations.open(self._live_generation()), changed, deleted)

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Build a new generation beside the live one and switch to it; see the protocol."""
        with self._rebuild_lock.hold():
            with self._write_lock.hold():
                self._journal.clear()
                self._generations.remove_except(self._live_generation())
                name = self._generations.create()
            index = self._generations.open(name)
            count = write_all(index, entries)
            with self._write_lock.hold():
                for changed, deleted in self._journal.changes():
                    write_changes(index, changed, deleted)
                self._generations.switch(name)
                self._journal.clear()
            return count

    def digests(self) -> Iterator[tuple[str, str]]:
        """Yield key and digest of everything indexed."""
        for stored in self._current().all_stored():
            yield stored["key"], stored["digest"]

    def status(self) -> EngineStatus:
        """Return the figures of the live generation."""
        snapshot, generation = self._current(), self._generations.current()
        return EngineStatus(
            engine="whoosh",
            entries=snapshot.count,
            generation=generation,
            size=self._generations.size(generation),
            rebuilding=self._rebuild_lock.is_held(),
            details={"segments": snapshot.segments, "repealed": snapshot.repealed.bit_count()},
        )

    def _live_generation(self) -> str:
        """Return the live generation's name, making the first one when there is none."""
        if name := self._generations.current():
            return name
        with self._write_lock.hold():
            name = self._generations.current()
            if not name:
                name = self._generations.create()
                self._generations.switch(name)
            return name

    def _current(self) -> Snapshot:
        """Return a snapshot of the latest commit, opened anew only when something was committed since."""
        with self._open_lock:
            for attempt in range(_OPEN_ATTEMPTS):
                try:
                    return self._opened(self._live_generation())
                except (OSError, EmptyIndexError):
                    # The generation was switched or a segment merged away between reading its name and opening it.
                    self._index = None
                    if attempt == _OPEN_ATTEMPTS - 1:
                        raise
            raise AssertionError("unreachable")

    def _opened(self, name: str) -> Snapshot:
        if self._index is None or self._state[0] != name:
            self._index, self._snapshot = self._generations.open(name), None
        state = (name, self._index.latest_generation())
        if self._snapshot is None or state != self._state:
            self._snapshot = Snapshot(self._index.reader(), self._snapshot.facts if self._snapshot else None)
            self._state = state
        return self._snapshot
