"""The interface every engine fulfils, and the choice of one by `settings.SEARCH_ENGINE`."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from zhifu_portal.search.entries import Entry
from zhifu_portal.search.query import Query

ENGINES = {"whoosh": "zhifu_portal.search.whoosh_engine.WhooshEngine"}
FACETS = ("kind", "organ", "topic", "genre", "year", "validity")


@dataclass(frozen=True, slots=True)
class Hit:
    """A result: the key of an entry and how well it fits (only comparable within one answer)."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many results the list would have with this value chosen (and the other filters kept)."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits, best first, the number of all hits and the counts for every facet of `FACETS`."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: dict[str, list[FacetCount]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What `search_index status` prints. Sizes are bytes."""

    engine: str
    entries: int
    generation: str
    size: int
    rebuilding: bool
    details: dict[str, Any] = field(default_factory=dict)


class SearchEngine(Protocol):
    """An index over entries. Every method may be called from several threads and processes at once."""

    def search(self, query: Query) -> Results:
        """Return the page asked for; no text raises, an empty text matches everything, newest first."""

    def suggest(self, prefix: str, *, limit: int = 10) -> list[str]:
        """Return keys of entries whose title or number begins with (or contains) what was typed so far."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the write lock (reentrant, waits): what is loaded inside is not overtaken by another writer."""

    def upsert(self, entries: Iterable[Entry]) -> None:
        """Add the entries, replacing those with the same key; visible to new searches on return."""

    def delete(self, keys: Sequence[str]) -> None:
        """Remove the entries with these keys; unknown keys are no error."""

    def apply(self, entries: Iterable[Entry], deleted: Sequence[str]) -> None:
        """Upsert and delete in one commit."""

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Build a new index beside the live one, switch to it at once and return the number of entries.

        Searches go on meanwhile; changes that arrive meanwhile are in the new index too. A second rebuild waits.
        """

    def digests(self) -> Iterator[tuple[str, str]]:
        """Yield key and digest of everything indexed."""

    def status(self) -> EngineStatus:
        """Return the figures of the index."""


@lru_cache(maxsize=4)
def _engine(dotted_path: str, directory: str) -> SearchEngine:
    engine: SearchEngine = import_string(dotted_path)(directory)
    return engine


def get_engine() -> SearchEngine:
    """Return the process's engine, chosen by `settings.SEARCH_ENGINE`; its files live in `settings.SEARCH_DIR`."""
    try:
        dotted_path = ENGINES[settings.SEARCH_ENGINE]
    except KeyError:
        raise ImproperlyConfigured(f"SEARCH_ENGINE must be one of {', '.join(ENGINES)}") from None
    return _engine(dotted_path, str(settings.SEARCH_DIR))
