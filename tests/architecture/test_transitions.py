"""Every table of transitions answers for every status of its enum."""

from collections.abc import Mapping
from enum import Enum
from importlib import import_module

import pytest

from tests.architecture.source import application_modules, assert_none

pytestmark = pytest.mark.strict

FLOOR = "zhifu_portal.kernel.transitions"


def tables() -> list[tuple[str, Mapping[Enum, frozenset[Enum]]]]:
    """Return every mapping in capitals that a feature's `transitions` module defines, under its full name."""
    names = [
        ".".join(module.path.with_suffix("").parts)
        for module in application_modules()
        if module.path.stem == "transitions"
    ]
    return [
        (f"{name}.{attribute}", value)
        for name in names
        if name != FLOOR
        for attribute, value in vars(import_module(name)).items()
        if attribute.isupper() and isinstance(value, Mapping)
    ]


def test_transition_tables_are_total() -> None:
    partial = []
    for name, table in tables():
        statuses = set(type(next(iter(table))))
        targets = {target for following in table.values() for target in following}
        if set(table) != statuses or not targets <= statuses:
            partial.append(name)
    assert_none(partial)


def test_transition_tables_are_found() -> None:
    """The test above would pass on an empty list."""
    assert tables()
