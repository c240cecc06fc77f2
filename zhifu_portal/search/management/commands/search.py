"""search QUERY: ask the public index from the command line."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.html import strip_tags

from zhifu_portal.search.query import Query
from zhifu_portal.search.services import SearchPage, search_public


class Command(BaseCommand):
    """Print what a citizen would find."""

    help = "在站内检索中查询，输出与检索页相同的公开结果。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the query and the output format."""
        parser.add_argument("query", help="检索词")
        parser.add_argument("--size", type=int, default=10, help="结果条数，最多 50")
        parser.add_argument("--page", type=int, default=1, help="页码，从 1 开始")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Search and print."""
        page = search_public(query=Query(text=options["query"], size=options["size"], page=options["page"]))
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(page), ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"共 {page.total} 条")
        for found in page.results:
            self.stdout.write(f"{found.entry.title}  {found.entry.number}  {found.entry.url}")


def _as_json(page: SearchPage) -> dict[str, Any]:
    return {
        "query": page.query.text,
        "total": page.total,
        "hits": [
            {
                "key": found.entry.key,
                "external_id": found.entry.external_id,
                "kind": found.entry.kind,
                "title": found.entry.title,
                "number": found.entry.number,
                "organ": found.entry.organ,
                "validity": found.entry.validity,
                "issued_on": found.entry.issued_on.isoformat() if found.entry.issued_on else None,
                "url": found.entry.url,
                "score": round(found.score, 4),
                "snippet": strip_tags(found.snippet_html),
            }
            for found in page.results
        ],
        "facets": {
            name: [{"value": one.value, "label": one.label, "count": one.count} for one in counts]
            for name, counts in page.facets.items()
        },
    }
