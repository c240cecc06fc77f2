"""Templates hold no style and no script of their own: the content security policy has no `unsafe-inline`."""

import re

import pytest

from tests.architecture.source import ROOT, assert_none, project_files

pytestmark = pytest.mark.strict

FORBIDDEN = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "script without src": re.compile(r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "escaping switched off": re.compile(r"\|\s*safe\b|\bautoescape\s+off\b"),
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_templates_are_free_of(name: str) -> None:
    found = [
        f"{path}: {match.group()[:80]}"
        for path in project_files()
        if path.suffix in {".html", ".svg", ".xml"} and path.parts[0] == "templates"
        for match in FORBIDDEN[name].finditer((ROOT / path).read_text())
    ]
    assert_none(found)


def test_markup_in_static_files_runs_nothing() -> None:
    """SVG is served from our own origin, where a script in it would be ours."""
    found = [
        str(path)
        for path in project_files()
        if path.suffix == ".svg" and re.search(r"<script|\son[a-z]+\s*=", (ROOT / path).read_text(), re.IGNORECASE)
    ]
    assert_none(found)
