"""Turn TOML tables into frozen dataclasses, refusing what does not fit.

The demo content is edited by hand; a misspelt key or a date written as text must fail loudly and name its place.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


class ContentError(ValueError):
    """A piece of demo content is malformed; the message names the file and the key."""


def build(cls: type[T], table: Mapping[str, Any], *, where: str) -> T:
    """Build `cls` (a dataclass) from a TOML table.

    Raises ContentError for unknown keys, missing keys and values of another type; `where` names the place.
    """
    known = _fields_of(cls)
    unknown = sorted(set(table) - set(known))
    missing = sorted(name for name, field in known.items() if name not in table and _is_required(field))
    if unknown or missing:
        raise ContentError(f"{where}: unknown keys {unknown}, missing keys {missing}")
    hints = _hints_of(cls)
    return cls(**{name: _convert(hints[name], value, f"{where}.{name}") for name, value in table.items()})


def _fields_of(cls: type[Any]) -> dict[str, Field[Any]]:
    return {field.name: field for field in fields(cls) if field.init}


def _hints_of(cls: type[Any]) -> dict[str, Any]:
    return get_type_hints(cls)


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _convert(hint: Any, value: Any, where: str) -> Any:
    """Convert one TOML value to the annotated type of its field."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        (hint,) = (option for option in get_args(hint) if option is not type(None))
        return _convert(hint, value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise ContentError(f"{where}: a list is expected")
        return tuple(_convert(get_args(hint)[0], item, f"{where}[{index}]") for index, item in enumerate(value))
    if is_dataclass(hint):
        if not isinstance(value, dict):
            raise ContentError(f"{where}: a table is expected")
        return build(cast(type[Any], hint), value, where=where)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _convert_enum(hint, value, where)
    return _checked(hint, value, where)


def _convert_enum(hint: type[Enum], value: Any, where: str) -> Enum:
    try:
        return hint(value)
    except ValueError as error:
        raise ContentError(f"{where}: {value!r} is none of {[member.value for member in hint]}") from error


def _checked(hint: type[Any], value: Any, where: str) -> Any:
    """Return `value` if it is exactly of the type `hint`: true is no integer and a date-time is no date."""
    wrong = not isinstance(value, hint) or (hint is int and isinstance(value, bool))
    if wrong or (hint is date and isinstance(value, datetime)):
        raise ContentError(f"{where}: {hint.__name__} is expected, not {value!r}")
    return value
