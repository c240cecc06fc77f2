"""Kinds of record that upper apps add (政策文件, 解读 …): a registry, so that records need not know their children."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.http import HttpRequest


class ValidityMark(NamedTuple):
    """The validity shown for a record: a machine word (a style of the badge) and its Chinese label; empty for none."""

    word: str
    label: str


NO_VALIDITY: Final = ValidityMark("", "")


@dataclass(frozen=True)
class RecordKind:
    """What the record feature asks of a child model."""

    relation: str
    """Name of the one-to-one relation from the record to the child, e.g. `policydocument`."""
    name: str
    """Machine word of the kind in the index and the API, e.g. `policy`."""
    label: str
    list_url_name: str
    """URL name of the public list of this kind."""
    validity: Callable[[Any], ValidityMark]
    """The validity shown for the child today."""
    metadata: Callable[[Any], Sequence[tuple[str, str]]]
    """Extra rows of the metadata head: (label, text)."""


PreviewBuilder = Callable[[HttpRequest, Any], dict[str, Any]]

_kinds: dict[str, RecordKind] = {}
_preview_builders: list[PreviewBuilder] = []
_origins: dict[str, tuple[str, str]] = {}
PLAIN_KIND_NAME = "record"
PLAIN_KIND_LABEL = "政府信息"


def register_record_kind(kind: RecordKind) -> None:
    """Make a child model known; registering it again replaces it."""
    _kinds[kind.relation] = kind


def kind_relations() -> list[str]:
    """Return the relation names to load with a record."""
    return list(_kinds)


def kind_labels() -> dict[str, str]:
    """Return the Chinese name of every kind by its machine word."""
    return {PLAIN_KIND_NAME: PLAIN_KIND_LABEL} | {kind.name: kind.label for kind in _kinds.values()}


def kind_of(record: Any) -> tuple[RecordKind | None, Any]:
    """Return the kind of a record and its child row; (None, record) for a plain record.

    Costs no query when the record was loaded with `select_related(*kind_relations())`.
    """
    for relation, kind in _kinds.items():
        is_child = record._meta.model_name == relation
        child = record if is_child else getattr(record, relation, None)
        if child is not None:
            return kind, child
    return None, record


def validity_of(record: Any) -> ValidityMark:
    """Return the validity shown for this record today; none for a plain record."""
    kind, child = kind_of(record)
    return kind.validity(child) if kind else NO_VALIDITY


def register_preview(builder: PreviewBuilder) -> None:
    """Let this function make the template context of a draft's preview; the last one registered counts."""
    _preview_builders[:] = [builder]


def preview_context(request: HttpRequest, record: Any) -> dict[str, Any]:
    """Return the context in which the preview of a draft looks like its public page."""
    return _preview_builders[0](request, record)


def register_origin(kind: str, *, label: str, url_name: str) -> None:
    """Say where a determination with the evidence `<kind>:<id>` came from: the staff screen of that id."""
    _origins[kind] = (label, url_name)


def origin_of(evidence: str) -> tuple[str, str, str] | None:
    """Return label, URL name and id of what made somebody say a determination; None for an unknown kind."""
    kind, _, pk = evidence.partition(":")
    return (*_origins[kind], pk) if kind in _origins and pk.isdecimal() else None
