"""What the tests of this package read: the files of the project as git knows them, parsed once."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPLICATIONS = ("zhifu_portal", "disclosure", "policies", "interpretation", "feedback")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file; `path` is relative to the top of the project."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def is_test(self) -> bool:
        return self.path.parts[0] == "tests"

    @property
    def is_migration(self) -> bool:
        return self.path.parent.name == "migrations"

    @property
    def length(self) -> int:
        return len(self.text.splitlines())

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    def public_functions(self) -> Iterator[Function]:
        """Yield the functions of the module and the methods of its classes whose names have no underscore in front."""
        bodies = [self.tree.body, *(node.body for node in self.tree.body if isinstance(node, ast.ClassDef))]
        for body in bodies:
            for node in body:
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
                    yield node


@cache
def project_files() -> tuple[Path, ...]:
    """Return every file that is tracked or would be, relative to the top of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (Path(name) for name in listed.stdout.split("\0") if name)
    return tuple(sorted(path for path in paths if (ROOT / path).is_file()))


@cache
def modules() -> tuple[Module, ...]:
    """Return every Python file of the project, tests included."""
    return tuple(
        Module(path, text, ast.parse(text, str(path)))
        for path in project_files()
        if path.suffix == ".py" and (text := (ROOT / path).read_text()) is not None
    )


@cache
def application_modules() -> tuple[Module, ...]:
    """Return the Python files of the portal: no tests, no migrations."""
    return tuple(each for each in modules() if each.path.parts[0] in APPLICATIONS and not each.is_migration)


def at(module: Module, node: ast.AST) -> str:
    """Return where the node is, in the form that editors follow."""
    return f"{module.path}:{getattr(node, 'lineno', 1)}"


def assert_none(offenders: Iterable[object]) -> None:
    """Fail with every offender on a line of its own."""
    found = [str(each) for each in offenders]
    if found:
        raise AssertionError("\n" + "\n".join(found))
