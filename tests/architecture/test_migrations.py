"""Migrations have names of their own and a way back."""

import ast
import re

import pytest

from tests.architecture.source import assert_none, at, modules

pytestmark = pytest.mark.strict

NAMED = re.compile(r"\d{4}_[a-z][a-z0-9_]*")
NAMED_BY_DJANGO = re.compile(r"\d{4}_auto_|.*_and_more$")
ONE_WAY_UNLESS_TOLD = {"RunPython": ("reverse_code", 2), "RunSQL": ("reverse_sql", 2)}


def test_migrations_have_names_of_their_own() -> None:
    names = [module.path for module in modules() if module.is_migration and module.path.stem != "__init__"]
    unnamed = [str(path) for path in names if not NAMED.fullmatch(path.stem) or NAMED_BY_DJANGO.match(path.stem)]
    assert_none(unnamed)


def test_migrations_of_data_have_a_way_back() -> None:
    one_way = [
        at(module, node)
        for module in modules()
        if module.is_migration
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not _is_reversible(node, node.func)
    ]
    assert_none(one_way)


def _is_reversible(call: ast.Call, operation: ast.Attribute) -> bool:
    if operation.attr not in ONE_WAY_UNLESS_TOLD:
        return True
    keyword, positions = ONE_WAY_UNLESS_TOLD[operation.attr]
    return len(call.args) >= positions or any(each.arg == keyword for each in call.keywords)
