"""What changed while a new generation was being built, kept on disk until that generation has it."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from zhifu_portal.search.entries import Entry


def _to_json(entry: Entry) -> dict[str, Any]:
    values = asdict(entry)
    values["published_at"] = entry.published_at.isoformat()
    values["issued_on"] = entry.issued_on.isoformat() if entry.issued_on else None
    return values


def _from_json(values: dict[str, Any]) -> Entry:
    issued_on = values["issued_on"]
    return Entry(
        **{
            **values,
            "published_at": datetime.fromisoformat(values["published_at"]),
            "issued_on": date.fromisoformat(issued_on) if issued_on else None,
            "topics": tuple(values["topics"]),
        }
    )


class Journal:
    """A folder of numbered files, one per change, each written whole or not at all. Used under the write lock."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def _files(self) -> list[Path]:
        return sorted(self._directory.glob("*.json"))

    def clear(self) -> None:
        """Forget all changes."""
        self._directory.mkdir(parents=True, exist_ok=True)
        for file in self._directory.iterdir():
            file.unlink()

    def append(self, entries: Sequence[Entry], deleted: Sequence[str]) -> None:
        """Keep one change."""
        self._directory.mkdir(parents=True, exist_ok=True)
        number = int(files[-1].stem) + 1 if (files := self._files()) else 0
        temporary = self._directory / "change.tmp"
        change = {"upserted": [_to_json(entry) for entry in entries], "deleted": list(deleted)}
        temporary.write_text(json.dumps(change), encoding="utf-8")
        os.replace(temporary, self._directory / f"{number:09d}.json")

    def changes(self) -> Iterator[tuple[list[Entry], list[str]]]:
        """Yield the changes in the order they happened, as (upserted, deleted)."""
        for file in self._files():
            change = json.loads(file.read_text(encoding="utf-8"))
            yield [_from_json(values) for values in change["upserted"]], change["deleted"]
