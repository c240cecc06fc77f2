"""What lies at the top of the project, what the locks reveal, and what no file mentions."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, assert_none, project_files

pytestmark = pytest.mark.strict

FOLDERS = {
    "zhifu_portal",
    "disclosure",
    "policies",
    "interpretation",
    "feedback",
    "templates",
    "static",
    "tests",
    "docs",
}
TEXTS = {"README.md", "CHANGELOG.md"}
RUNNING = {"manage.py", "pyproject.toml", "requirements.lock", "requirements-dev.lock", "Makefile"}
LOCKS = ("requirements.lock", "requirements-dev.lock")
README_LINES = 150
# Written so that this file does not match itself.
HOSTS_OF_PACKAGES = re.compile(r"\bpyp[i]\.(?:org|io)|pythonhoste[d]\.|\bnpmj[s]\.|\bdeb[.]debian\b")
MACHINE_PATHS = re.compile(r"(?<![\w.~*/}>])/(?:home|root|Users|work|mnt)/\w")


def test_top_level_is_the_agreed_one() -> None:
    found = {path.parts[0] for path in project_files()}
    assert {name for name in found if not name.startswith(".")} == FOLDERS | TEXTS | RUNNING


def test_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text().splitlines()) <= README_LINES


@pytest.mark.parametrize("name", LOCKS)
def test_lock_records_no_place_of_origin(name: str) -> None:
    text = (ROOT / name).read_text()
    assert re.findall(r".*(?:://|file:|--index|--extra|--find|\s@\s).*", text) == []


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_every_package_by_hash(name: str) -> None:
    requirements = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    assert [each for each in requirements if not re.match(r"[\w.\[\]-]+==\S+.*--hash=sha256:", each, re.DOTALL)] == []


def test_development_lock_holds_the_runtime_lock() -> None:
    runtime, development = (
        set(re.findall(r"^([\w.\[\]-]+==\S+)", (ROOT / name).read_text(), re.MULTILINE)) for name in LOCKS
    )
    assert_none(runtime - development)


def test_no_file_names_a_package_host_or_a_folder_of_one_machine() -> None:
    mentions = [
        f"{path}:{number}"
        for path in project_files()
        if (text := _text(ROOT / path)) is not None
        for number, line in enumerate(text.splitlines(), 1)
        if HOSTS_OF_PACKAGES.search(line) or MACHINE_PATHS.search(line)
    ]
    assert_none(mentions)


def _text(path: Path) -> str | None:
    """Return the content of a text file, None for any other."""
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return None
