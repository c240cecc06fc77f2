"""Locks between processes that wait, nest, and fall away when their holder dies."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class ProcessLock:
    """A lock file: one thread of one process holds it; the same thread may take it again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread_lock = threading.RLock()
        self._depth = 0

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Wait for the lock and hold it for the block."""
        with self._thread_lock:
            if self._depth:
                self._depth += 1
                try:
                    yield
                finally:
                    self._depth -= 1
                return
            with self._opened() as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                self._depth = 1
                try:
                    yield
                finally:
                    self._depth = 0

    def _opened(self) -> IO[bytes]:
        # The folder may have been deleted to force a new index while this process holds on to its engine.
        self._path.parent.mkdir(parents=True, exist_ok=True)
        return self._path.open("ab")

    def is_held(self) -> bool:
        """Return whether somebody, in any process, holds the lock now."""
        with self._opened() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False
