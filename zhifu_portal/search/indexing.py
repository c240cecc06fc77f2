"""Keeping the index up with the database: owed changes, rebuild, comparison."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from zhifu_portal.kernel.outbox import Delivery, enqueue
from zhifu_portal.search.engine import get_engine
from zhifu_portal.search.entries import registry

TOPIC = "search.entry"


def mark_changed(key: str) -> None:
    """Owe the index a look at this entry (`record:123`), in the transaction of the change."""
    enqueue(topic=TOPIC, key=key)


def bring_up_to_date(keys: Sequence[str]) -> None:
    """Make the index agree with the present state of these keys: what is public is indexed, the rest is deleted."""
    engine = get_engine()
    # Loaded under the write lock: otherwise a slower writer could put back what a faster one has removed.
    with engine.writing():
        entries = registry.load(keys)
        engine.apply(entries.values(), [key for key in keys if key not in entries])


def deliver(deliveries: Sequence[Delivery]) -> None:
    """Handle outbox rows of `search.entry`; idempotent."""
    bring_up_to_date(list(dict.fromkeys(delivery.key for delivery in deliveries)))


def rebuild() -> int:
    """Build the index anew from all sources without taking search down; return the number of entries."""
    return get_engine().rebuild(registry.all_entries())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where index and database differ, as keys."""

    missing: list[str]
    surplus: list[str]
    stale: list[str]
    checked: int

    @property
    def is_clean(self) -> bool:
        """Whether nothing differs."""
        return not (self.missing or self.surplus or self.stale)


def _batches(keys: Iterator[str], size: int) -> Iterator[list[str]]:
    while batch := list(islice(keys, size)):
        yield batch


def compare() -> Comparison:
    """Compare every public entry with the index, in batches."""
    indexed = dict(get_engine().digests())
    missing: list[str] = []
    stale: list[str] = []
    checked = 0
    for batch in _batches(registry.all_keys(), 200):
        for key, entry in registry.load(batch).items():
            checked += 1
            digest = indexed.pop(key, None)
            if digest is None:
                missing.append(key)
            elif digest != entry.digest():
                stale.append(key)
    return Comparison(missing=missing, surplus=sorted(indexed), stale=stale, checked=checked)


def repair(comparison: Comparison) -> int:
    """Bring every differing key up to date; return how many there were."""
    differing = [*comparison.missing, *comparison.surplus, *comparison.stale]
    for batch in _batches(iter(differing), 200):
        bring_up_to_date(batch)
    return len(differing)
