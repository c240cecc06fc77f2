"""The texts that the whole-way journey imports."""

import os
from pathlib import Path

from tests.bench.corpus import write_documents

BESIDE_THE_PROJECT = Path(__file__).resolve().parents[3] / "shared" / "corpus"
GENERATED = 1747


def documents_to_import(folder: Path) -> tuple[Path, int]:
    """Return a file of texts and their number: real ones where there are any, generated ones of the same number else.

    Real ones are looked for in CORPUS_DIR, then in a folder beside the project.
    """
    path = Path(os.environ.get("CORPUS_DIR", BESIDE_THE_PROJECT)) / "documents.jsonl"
    if path.exists():
        with path.open("rb") as file:
            return path, sum(1 for _ in file)
    path = folder / "documents.jsonl"
    write_documents(path, count=GENERATED)
    return path, GENERATED
