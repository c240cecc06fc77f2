"""Who handles which outbox topic. Importable before the models, so that `AppConfig.ready()` can fill it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.module_loading import import_string

DEFAULT_LEASE = timedelta(minutes=1)


@dataclass(frozen=True)
class Delivery:
    """One owed piece of work as its handler sees it."""

    id: int
    key: str
    payload: Mapping[str, Any]


Handler = Callable[[Sequence[Delivery]], object]


@dataclass(frozen=True)
class Registration:
    """How the rows of one topic are delivered."""

    topic: str
    handler: Handler | str
    transactional: bool
    batch_size: int
    collapse: bool
    lease: timedelta

    def call(self, deliveries: Sequence[Delivery]) -> None:
        """Hand the deliveries to the handler; its errors are the caller's."""
        handler = import_string(self.handler) if isinstance(self.handler, str) else self.handler
        handler(deliveries)


_registrations: dict[str, Registration] = {}


def register_handler(
    topic: str,
    handler: Handler | str,
    *,
    transactional: bool,
    batch_size: int = 100,
    collapse: bool = False,
    lease: timedelta = DEFAULT_LEASE,
) -> None:
    """Let the handler (a function of a sequence of `Delivery`, or its dotted path) do the work of a topic.

    `transactional`: it runs in the transaction that marks the rows done, so what it writes to the database happens
    exactly once. Otherwise it runs at least once, outside any transaction, must be idempotent and must finish a
    batch within `lease`. `collapse`: of several rows with one key it gets only the newest.
    The dotted path is resolved at delivery, so that `apps.py` needs no import of models.
    Raises `ValueError` when the topic has another handler already.
    """
    registration = Registration(topic, handler, transactional, batch_size, collapse, lease)
    if _registrations.setdefault(topic, registration) != registration:
        raise ValueError(f"outbox topic {topic!r} already has a handler")


def registered_handlers() -> list[Registration]:
    """Return every registration, by topic."""
    return [_registrations[topic] for topic in sorted(_registrations)]
