"""pyproject.toml declares what the portal imports, all of it and nothing else."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.source import APPLICATIONS, ROOT, application_modules, assert_none

pytestmark = pytest.mark.strict

# Parts of Wagtail's own interface, in the version that Wagtail asks for.
COME_WITH_WAGTAIL = frozenset({"django-modelcluster", "django-taggit", "django-treebeard", "laces", "modelsearch"})
# Django imports the driver that DATABASE_URL asks for.
NAMED_BY_ADDRESS = frozenset({"psycopg"})


def canonical(name: str) -> str:
    """Return the name of a distribution as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    """Return the distributions that the portal itself asks for."""
    requirements = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    return {canonical(re.split(r"[\[<>=~! ]", requirement)[0]) for requirement in requirements}


def imported() -> dict[str, str]:
    """Return the foreign top-level modules that the portal imports, each with one file that does."""
    names: dict[str, str] = {}
    for module in application_modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                found = [alias.name for alias in node.names]
            else:
                found = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            names |= {name.split(".")[0]: str(module.path) for name in found}
    return {name: path for name, path in names.items() if name not in {*sys.stdlib_module_names, *APPLICATIONS}}


def test_what_is_imported_is_declared() -> None:
    distributions = packages_distributions()
    known = declared() | COME_WITH_WAGTAIL
    assert_none(
        f"{path} imports {name}"
        for name, path in imported().items()
        if not known & {canonical(each) for each in distributions.get(name, [])}
    )


def test_what_is_declared_is_used() -> None:
    """By an import, or by its name in the settings or on a command line."""
    text = "\n".join(module.text for module in application_modules())
    modules_of: dict[str, set[str]] = {}
    for module, distributions in packages_distributions().items():
        for distribution in distributions:
            modules_of.setdefault(canonical(distribution), set()).add(module)
    assert_none(
        name
        for name in sorted(declared() - NAMED_BY_ADDRESS)
        if not any(re.search(rf"\b{re.escape(module)}\b", text) for module in modules_of.get(name, ()))
    )
