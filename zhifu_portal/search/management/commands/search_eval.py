"""search_eval QUERIES.jsonl: measure the search."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhifu_portal.search.evaluation import evaluate, read_queries


class Command(BaseCommand):
    """Print hit@1, hit@10 and MRR@10 per kind of query."""

    help = "用标注好的查询（JSONL）评测站内检索：首条命中率、前十命中率、平均倒数排名。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file and the output format."""
        parser.add_argument("queries", type=Path, help="标注查询文件，每行含 query、kind、relevant_ids")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Evaluate and print."""
        try:
            by_kind = evaluate(read_queries(options["queries"]))
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps({kind: asdict(quality) for kind, quality in by_kind.items()}))
            return
        for kind, quality in by_kind.items():
            figures = f"hit@1 {quality.hit1:.3f}  hit@10 {quality.hit10:.3f}  mrr@10 {quality.mrr10:.3f}"
            self.stdout.write(f"{kind:24} n={quality.n:<5} {figures}")
