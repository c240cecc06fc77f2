"""How long, how typed and how spoken of: what every Python file of the portal keeps to."""

import ast

import pytest

from tests.architecture.source import Function, application_modules, assert_none, at, modules

pytestmark = pytest.mark.strict

SOURCE_LINES = 400
TEST_LINES = 500
FUNCTION_LINES = 60
NAMELESS = frozenset({"utils", "util", "helpers", "helper", "misc", "common", "base", "tools"})
# Settings have a base by Django's custom; there the name says what it is.
NAMED_ALL_THE_SAME = frozenset({"zhifu_portal/settings/base.py"})
SIGNALS = frozenset(
    {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "page_published", "page_unpublished"}
)
ESCAPES = frozenset({"skip", "skipif", "xfail", "importorskip"})


def test_files_are_short() -> None:
    too_long = [
        f"{module.path}: {module.length}"
        for module in modules()
        if not module.is_migration and module.length > (TEST_LINES if module.is_test else SOURCE_LINES)
    ]
    assert_none(too_long)


def test_functions_are_short() -> None:
    too_long = [
        f"{at(module, function)} {function.name}: {length}"
        for module in modules()
        for function in module.functions()
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    ]
    assert_none(too_long)


def test_file_names_say_what_is_inside() -> None:
    nameless = [
        str(module.path)
        for module in modules()
        if {module.path.stem, *module.path.parts[:-1]} & NAMELESS and str(module.path) not in NAMED_ALL_THE_SAME
    ]
    assert_none(nameless)


def test_modules_say_what_they_are_for() -> None:
    silent = [
        str(module.path)
        for module in modules()
        if not module.is_migration and module.text.strip() and not ast.get_docstring(module.tree)
    ]
    assert_none(silent)


def test_public_functions_are_typed() -> None:
    untyped = [
        f"{at(module, function)} {function.name}"
        for module in application_modules()
        for function in module.public_functions()
        if not _is_typed(function)
    ]
    assert_none(untyped)


def test_services_are_called_by_keyword_and_state_their_contract() -> None:
    loose = [
        f"{at(module, function)} {function.name}"
        for module in application_modules()
        if "services" in {module.path.stem, module.path.parent.name}
        for function in module.tree.body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        if function.args.args or function.args.posonlyargs or not ast.get_docstring(function)
    ]
    assert_none(loose)


def test_imports_stand_at_the_top() -> None:
    """But for where Django has no models before: in `AppConfig.ready`, and in a script that sets Django up itself."""
    inline = [
        at(module, node)
        for module in modules()
        for function in module.functions()
        if (module.path.name, function.name) != ("apps.py", "ready") and "django.setup()" not in ast.unparse(function)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert_none(inline)


def test_no_signal_carries_the_flow_of_the_domain() -> None:
    """The CMS may listen to the pages of Wagtail, which offers nothing else to learn of their publication."""
    receivers = [
        f"{at(module, node)} {alias.name}"
        for module in application_modules()
        if module.path.parts[:2] != ("zhifu_portal", "cms")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in SIGNALS
    ]
    assert_none(receivers)


def test_environment_is_read_in_one_place() -> None:
    readers = [
        at(module, node)
        for module in application_modules()
        if str(module.path) != "zhifu_portal/settings/env.py"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"environ", "getenv"}
        and not _only_names_settings(module.text)
    ]
    assert_none(readers)


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    escapes = [
        f"{at(module, node)} {node.attr}"
        for module in modules()
        if module.is_test
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in ESCAPES
    ]
    assert_none(escapes)


def _is_typed(function: Function) -> bool:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return function.returns is not None and all(
        each.annotation is not None for each in named if each is not None and each.arg not in {"self", "cls"}
    )


def _only_names_settings(text: str) -> bool:
    """Return whether the module's one use of the environment is to name the settings module, as entry points do."""
    return text.count("environ") == text.count('environ.setdefault("DJANGO_SETTINGS_MODULE"')
