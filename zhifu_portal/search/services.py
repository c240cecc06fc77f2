"""The public search: an engine's hits, made whole from what is public at this moment."""

from dataclasses import dataclass, field
from math import ceil

from django.utils.safestring import SafeString

from zhifu_portal.search.engine import FACETS, FacetCount, get_engine
from zhifu_portal.search.entries import Entry, registry
from zhifu_portal.search.highlights import highlight_title, make_snippet
from zhifu_portal.search.query import Query, parse_query


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """A result as it is shown: `title_html` and `snippet_html` are escaped text with `<mark>` as the only tag."""

    entry: Entry
    score: float
    title_html: SafeString
    snippet_html: SafeString


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of public results; `facets` has every facet, with Chinese labels."""

    query: Query
    results: tuple[FoundEntry, ...] = ()
    total: int = 0
    facets: dict[str, list[FacetCount]] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """The number of pages."""
        return ceil(self.total / self.query.size)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title offered while typing."""

    text: str
    number: str
    url: str


def search_public(*, query: Query) -> SearchPage:
    """Search what is public now: a hit that was withdrawn a second ago is left out, whatever the index says.

    Texts and highlights come from the present state of the entries, never from the index.
    """
    results = get_engine().search(query)
    entries = registry.load([hit.key for hit in results.hits])
    parsed = parse_query(query.text)
    found = tuple(
        FoundEntry(
            entry=entry,
            score=hit.score,
            title_html=highlight_title(entry.title, parsed),
            snippet_html=make_snippet(entry.text, parsed),
        )
        for hit in results.hits
        if (entry := entries.get(hit.key)) is not None
    )
    facets = {name: results.facets.get(name, []) for name in FACETS}
    facets["kind"] = [FacetCount(one.value, registry.kind_label(one.value), one.count) for one in facets["kind"]]
    facets["year"] = [FacetCount(one.value, f"{one.value}年", one.count) for one in facets["year"]]
    return SearchPage(query, found, results.total - (len(results.hits) - len(found)), facets)


def suggest_public(*, typed: str, limit: int = 10) -> list[Suggestion]:
    """Return public titles that begin with, or hold, what was typed so far, each title once."""
    keys = get_engine().suggest(typed, limit=limit)
    entries = registry.load(keys)
    shown = {entries[key].title: entries[key] for key in reversed(keys) if key in entries}
    return [Suggestion(entry.title, entry.number, entry.url) for entry in reversed(shown.values())]
