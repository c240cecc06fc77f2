"""How well and how fast personal data is found: the labelled examples and a document of 5 MB."""

import json
import time
from collections.abc import Iterator
from typing import Any, Final

from tests.kernel.personal_data.labelled import PARTS, examples, scores
from zhifu_portal.kernel.personal_data import scan

DOCUMENT_BYTES: Final = 5_000_000


def figures() -> Iterator[dict[str, Any]]:
    """Yield the score of every part and of all of them, then the seconds for a large document."""
    for name, parts in [(part, (part,)) for part in PARTS] + [("all", PARTS)]:
        yield {
            "figure": "personal_data_labelled",
            "part": name,
            "examples": sum(len(examples(part)) for part in parts),
            "kinds": {
                kind: {"n": score.expected, "precision": round(score.precision, 3), "recall": round(score.recall, 3)}
                for kind, score in scores(*parts).items()
            },
        }
    text = large_document()
    started, cpu_started = time.perf_counter(), time.process_time()
    findings = scan(text)
    yield {
        "figure": "personal_data_document",
        "megabytes": round(len(text.encode()) / 1_000_000, 1),
        "findings": len(findings),
        "seconds": round(time.perf_counter() - started, 2),
        "cpu_seconds": round(time.process_time() - cpu_started, 2),
    }


def large_document() -> str:
    """The texts of all examples, over and over: far denser in numbers than any real document."""
    text = "\n".join(
        example.content["text"] for part in PARTS for example in examples(part) if "text" in example.content
    )
    return "\n".join([text] * (DOCUMENT_BYTES // len(text.encode()) + 1))


if __name__ == "__main__":
    for figure in figures():
        print(json.dumps(figure, ensure_ascii=False), flush=True)
