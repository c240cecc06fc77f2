"""How good the search is, over labelled queries."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from zhifu_portal.search.query import Query
from zhifu_portal.search.services import search_public

_DEPTH = 10


@dataclass(frozen=True, slots=True)
class LabelledQuery:
    """A query of a kind, and the external ids of the records that answer it."""

    text: str
    kind: str
    relevant_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures of one kind of queries; the last three between 0 and 1."""

    n: int
    hit1: float
    hit10: float
    mrr10: float


def read_queries(path: Path) -> Iterator[LabelledQuery]:
    """Yield the queries of a JSONL file (`query`, `kind`, `relevant_ids`).

    Raises ValueError, naming the line, when a line is not such an object.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                yield LabelledQuery(row["query"], row["kind"], frozenset(row["relevant_ids"]))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(
                    f"第 {number} 行不是有效的评测数据，请检查 query、kind、relevant_ids：{error}"
                ) from error


def rank_of_first_relevant(labelled: LabelledQuery) -> int:
    """Return the place (1 … 10) of the first relevant result, 0 when it is not among ten."""
    page = search_public(query=Query(text=labelled.text, size=_DEPTH))
    ranks = (
        place
        for place, found in enumerate(page.results, start=1)
        if found.entry.external_id and found.entry.external_id in labelled.relevant_ids
    )
    return next(ranks, 0)


def evaluate(queries: Iterable[LabelledQuery]) -> dict[str, Quality]:
    """Return hit@1, hit@10 and MRR@10 by kind of query, over what is indexed and public."""
    ranks: dict[str, list[int]] = {}
    for labelled in queries:
        ranks.setdefault(labelled.kind, []).append(rank_of_first_relevant(labelled))
    return {
        kind: Quality(
            n=len(found),
            hit1=round(sum(rank == 1 for rank in found) / len(found), 4),
            hit10=round(sum(rank > 0 for rank in found) / len(found), 4),
            mrr10=round(sum(1 / rank for rank in found if rank) / len(found), 4),
        )
        for kind, found in sorted(ranks.items())
    }
