"""The strict reader of demo tables."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from zhifu_portal.demo.strict_toml import ContentError, build


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, kw_only=True)
class Wheel:
    size: int


@dataclass(frozen=True, kw_only=True)
class Cart:
    name: str
    built_on: date | None = None
    colour: Colour = Colour.RED
    wheels: tuple[Wheel, ...] = ()


def test_nested_tables_lists_dates_and_enums_are_built():
    table = {"name": "a", "built_on": date(2026, 1, 2), "colour": "red", "wheels": [{"size": 3}, {"size": 4}]}

    cart = build(Cart, table, where="cart")

    assert cart == Cart(name="a", built_on=date(2026, 1, 2), wheels=(Wheel(size=3), Wheel(size=4)))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({}, "cart: unknown keys [], missing keys ['name']"),
        ({"name": "a", "colur": "red"}, "cart: unknown keys ['colur'], missing keys []"),
        ({"name": 1}, "cart.name: str is expected, not 1"),
        ({"name": "a", "built_on": "2026-01-02"}, "cart.built_on: date is expected, not '2026-01-02'"),
        ({"name": "a", "built_on": datetime(2026, 1, 2, tzinfo=UTC)}, "cart.built_on: date is expected"),
        ({"name": "a", "colour": "blue"}, "cart.colour: 'blue' is none of ['red']"),
        ({"name": "a", "wheels": "two"}, "cart.wheels: a list is expected"),
        ({"name": "a", "wheels": [4]}, "cart.wheels[0]: a table is expected"),
        ({"name": "a", "wheels": [{"size": True}]}, "cart.wheels[0].size: int is expected, not True"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(table, message):
    with pytest.raises(ContentError) as caught:
        build(Cart, table, where="cart")

    assert str(caught.value).startswith(message)
