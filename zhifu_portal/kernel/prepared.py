"""Reads whose SQL is compiled once: building and compiling a small query costs Django far more than running it.

For the few reads of the pages that everybody opens. The queryset is still written in Django's language;
only its compiled form is kept, for each database connection.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.query import get_related_populators

Parameter = int | str | date

# Stand in for the parameters while a query is compiled; nothing else in a query has these values.
_MARKS: dict[type, Callable[[int], Parameter]] = {
    int: lambda place: -9_007_199_254_740_000 - place,
    str: lambda place: f"\x1fparameter {place}\x1f",
    date: lambda place: date(1, 1, 1 + place),
}


class _Compiled:
    """A compiled query and the places of its parameters."""

    def __init__(self, queryset: QuerySet[Any, Any], marks: Sequence[Any], connection: BaseDatabaseWrapper) -> None:
        self.compiler = queryset.query.get_compiler(connection=connection)
        self.sql, arguments = self.compiler.as_sql()
        self.arguments = tuple(arguments)
        self.places = [(place, marks.index(each)) for place, each in enumerate(arguments) if each in marks]
        if {number for _place, number in self.places} != set(range(len(marks))):
            raise ValueError("a parameter of a prepared read does not reach its SQL unchanged")
        columns = [column[0] for column in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """Run the query; return its rows with values converted as the queryset would."""
        arguments = list(self.arguments)
        for place, number in self.places:
            arguments[place] = values[number]
        with self.compiler.connection.cursor() as cursor:
            cursor.execute(self.sql, arguments)
            found = cursor.fetchall()
        return list(self.compiler.apply_converters(found, self.converters)) if self.converters else found


class PreparedRead:
    """A read of plain values: a `values_list` queryset over parameters.

    `build` gets as many parameters as `kinds` names and returns the queryset; calling the object with parameters of
    these kinds returns the rows as tuples. Raises ValueError at the first call when a parameter is changed on its way
    into the SQL (a `startswith`, say), so that it could not be put in later.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *, kinds: Sequence[type] = (int,)) -> None:
        self._build = build
        self._kinds = kinds
        self._compiled: WeakKeyDictionary[BaseDatabaseWrapper, _Compiled] = WeakKeyDictionary()

    def __call__(self, *values: Parameter) -> list[tuple[Any, ...]]:
        compiled, given = self._ready(values)
        return [tuple(row) for row in compiled.rows(given)]

    def _ready(self, values: Sequence[Parameter]) -> tuple[_Compiled, list[Any]]:
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self._compiled.get(connection)
        if compiled is None:
            marks = [_MARKS[kind](place) for place, kind in enumerate(self._kinds)]
            adapted = [_adapted(mark, connection) for mark in marks]
            compiled = self._compiled[connection] = _Compiled(self._build(*marks), adapted, connection)
        return compiled, [_adapted(value, connection) for value in values]


class PreparedModelRead(PreparedRead):
    """A read of model instances: a queryset, with `select_related` if need be, over parameters."""

    def __call__(self, *values: Parameter) -> list[Any]:
        compiled, given = self._ready(values)
        rows = compiled.rows(given)
        compiler = compiled.compiler
        info = compiler.klass_info
        first, last = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column[0].target.attname for column in compiler.select[first:last]]
        populators = get_related_populators(  # type: ignore[call-arg]  # the stubs describe a later Django
            info, compiler.select, DEFAULT_DB_ALIAS
        )
        found = []
        for row in rows:
            instance = info["model"].from_db(DEFAULT_DB_ALIAS, names, row[first:last])
            for populator in populators:
                populator.populate(row, instance)
            found.append(instance)
        return found


def _adapted(value: Parameter, connection: BaseDatabaseWrapper) -> Any:
    """Return a parameter as the compiled query holds it on this database."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
