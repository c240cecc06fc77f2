"""What the index knows: entries, and the sources that bring them."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from zhifu_portal.search.analysis import ANALYSIS_VERSION

REPEALED_VALIDITY = frozenset({"失效", "废止", "已失效", "已废止", "宣布失效"})
"""Validity words of texts that no longer apply; they are marked and rank lower."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One public thing that can be found. Every field may be shown to anyone: a source never fills in more.

    `key` is `prefix:id` of the source, e.g. `record:123`. `genre`, `number`, `organ` and `validity` are `""` when there
    is none; `validity` is the word shown (`有效`, `失效`, …). `url` is the path of the page.
    """

    key: str
    kind: str
    title: str
    url: str
    published_at: datetime
    number: str = ""
    headings: str = ""
    body: str = ""
    organ: str = ""
    organ_id: str = ""
    topics: tuple[str, ...] = ()
    genre: str = ""
    validity: str = ""
    issued_on: date | None = None
    keywords: str = ""
    attachments_text: str = ""
    external_id: str = ""

    @property
    def prefix(self) -> str:
        """The name of the source that owns the entry."""
        return self.key.partition(":")[0]

    @property
    def year(self) -> int:
        """The year the text was issued in, else the one it was published in."""
        return (self.issued_on or self.published_at).year

    @property
    def is_repealed(self) -> bool:
        """Whether the text no longer applies."""
        return self.validity in REPEALED_VALIDITY

    @property
    def text(self) -> str:
        """Everything to be searched below the title, one part per line."""
        return "\n".join(part for part in (self.headings, self.body, self.keywords, self.attachments_text) if part)

    def digest(self) -> str:
        """Return a fingerprint that changes with any field and with the analysis (16 bytes, hex)."""
        content = json.dumps([ANALYSIS_VERSION, asdict(self)], default=str, ensure_ascii=False).encode(errors="replace")
        return hashlib.blake2b(content, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Source:
    """Where the entries of one prefix come from."""

    load: Callable[[Sequence[str]], Iterable[Entry]]
    all_ids: Callable[[], Iterator[str]]


@dataclass(slots=True)
class SourceRegistry:
    """The sources of the index, filled by the apps in `AppConfig.ready()`."""

    _sources: dict[str, Source] = field(default_factory=dict)
    _kind_labels: dict[str, str] = field(default_factory=dict)

    def register_source(
        self,
        prefix: str,
        *,
        load: Callable[[Sequence[str]], Iterable[Entry]],
        all_ids: Callable[[], Iterator[str]],
        kinds: Mapping[str, str] | None = None,
    ) -> None:
        """Add a source: keys `prefix:<id>`, `load(ids)` returns only what is public now, `all_ids()` walks all of it.

        An id that `load` does not return is deleted from the index and never shown. `kinds` names the kinds of its
        entries for the page (`{"record": "政府信息"}`). Registering the same prefix again replaces the source.
        """
        if not prefix or ":" in prefix:
            raise ValueError(f"a source prefix is a plain word, not {prefix!r}")
        self._sources[prefix] = Source(load, all_ids)
        self._kind_labels.update(kinds or {})

    def name_kinds(self, kinds: Mapping[str, str]) -> None:
        """Give kinds of entries their Chinese names; for apps whose entries come from a source below them."""
        self._kind_labels.update(kinds)

    def unregister_source(self, prefix: str) -> None:
        """Remove a source; its keys count as deleted from now on."""
        self._sources.pop(prefix, None)

    def kind_label(self, kind: str) -> str:
        """Return the Chinese name of a kind of entries, or the kind itself when nobody named it."""
        return self._kind_labels.get(kind, kind)

    def load(self, keys: Sequence[str]) -> dict[str, Entry]:
        """Return the entries of these keys that are public now, by key; other keys are simply absent."""
        ids_by_prefix: dict[str, list[str]] = {}
        for key in dict.fromkeys(keys):
            prefix, _, own_id = key.partition(":")
            ids_by_prefix.setdefault(prefix, []).append(own_id)
        wanted = set(keys)
        return {
            entry.key: entry
            for prefix, ids in ids_by_prefix.items()
            if prefix in self._sources
            for entry in self._sources[prefix].load(ids)
            if entry.key in wanted
        }

    def all_keys(self) -> Iterator[str]:
        """Yield the key of everything that may be public, source by source."""
        for prefix, source in self._sources.items():
            for own_id in source.all_ids():
                yield f"{prefix}:{own_id}"

    def all_entries(self, *, batch_size: int = 200) -> Iterator[Entry]:
        """Yield everything public, loaded in batches so that memory stays constant."""
        batch: list[str] = []
        for key in self.all_keys():
            batch.append(key)
            if len(batch) == batch_size:
                yield from self.load(batch).values()
                batch.clear()
        yield from self.load(batch).values()


registry = SourceRegistry()
"""The process's registry; `AppConfig.ready()` of the upper apps fills it."""
