"""Labelled examples of personal data, and how well the scanner does on them.

Examples of our own making, numbers invented with valid check digits, one a line: a text, the rows of a table or the
properties of a file. What is personal data stands as ⟦kind:written⟧, everything else must be left alone. README.md says
which part was written when, and what the scanner scored on it before anybody looked.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from zhifu_portal.kernel.personal_data import Finding, Kind, scan, scan_cells, scan_properties

PARTS = ("tuning", "held_out", "fresh")
_MARK = re.compile(r"⟦(?P<kind>[a-z_]+):(?P<written>[^⟧]*)⟧")


class Place(NamedTuple):
    """A finding and where it is: nowhere in particular of a text, a cell, or a property."""

    where: str
    finding: Finding


class Example(NamedTuple):
    """One line of a part: what is scanned, and what should come out."""

    line: int
    content: dict[str, Any]
    expected: frozenset[Place]


class Score(NamedTuple):
    """Exact spans: expected, found, and found rightly."""

    expected: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0


def unmarked(marked: str) -> tuple[str, list[Finding]]:
    """Return the text without its marks, and the findings the marks stand for."""
    text, last, findings = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        findings.append(Finding(Kind(mark["kind"]), len(text), len(text) + len(mark["written"])))
        text += mark["written"]
        last = mark.end()
    return text + marked[last:], findings


def examples(part: str) -> list[Example]:
    """Read one part."""
    lines = (Path(__file__).parent / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_example(number, json.loads(line)) for number, line in enumerate(lines, start=1)]


def found_in(content: dict[str, Any]) -> frozenset[Place]:
    """Run the scanner on the content of an example."""
    if "text" in content:
        return frozenset(Place("", finding) for finding in scan(content["text"]))
    if "cells" in content:
        return frozenset(Place(f"{row},{column}", finding) for row, column, finding in scan_cells(content["cells"]))
    return frozenset(Place(name, finding) for name, finding in scan_properties(content["properties"]))


def scores(*parts: str) -> dict[str, Score]:
    """Return the score per kind and of all kinds together (`overall`)."""
    counted: dict[str, Counter[str]] = {"expected": Counter(), "found": Counter(), "right": Counter()}
    for example in (each for part in parts for each in examples(part)):
        found = found_in(example.content)
        sets = {"expected": example.expected, "found": found, "right": found & example.expected}
        for name, places in sets.items():
            counted[name].update(place.finding.kind.value for place in places)
            counted[name]["overall"] += len(places)
    kinds = sorted(counted["expected"] | counted["found"])
    return {kind: Score(*(counted[name][kind] for name in ("expected", "found", "right"))) for kind in kinds}


def _example(number: int, marked: dict[str, Any]) -> Example:
    places: set[Place] = set()
    content: dict[str, Any] = {}
    for shape, value in marked.items():
        content[shape] = _plain(value, "", places)
    return Example(number, content, frozenset(places))


def _plain(marked: Any, where: str, places: set[Place]) -> Any:
    if isinstance(marked, dict):
        return {name: _plain(value, name, places) for name, value in marked.items()}
    if isinstance(marked, list):
        return [
            _plain(value, f"{where},{number}" if where else str(number), places) for number, value in enumerate(marked)
        ]
    text, findings = unmarked(marked)
    places.update(Place(where, finding) for finding in findings)
    return text


def misses(part: str) -> Iterator[tuple[Example, frozenset[Place], frozenset[Place]]]:
    """Yield the examples that go wrong, with what is missed and what is found without reason."""
    for example in examples(part):
        found = found_in(example.content)
        if found != example.expected:
            yield example, example.expected - found, found - example.expected
