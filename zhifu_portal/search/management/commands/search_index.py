"""search_index rebuild | status | verify: care for the index."""

import json
from dataclasses import asdict
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhifu_portal.search import indexing
from zhifu_portal.search.engine import get_engine


class Command(BaseCommand):
    """Rebuild the index, show its figures, or compare it with the database."""

    help = "检索索引：重建、查看状态、与数据库核对（--repair 修复）。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the action and its options."""
        parser.add_argument("action", choices=["rebuild", "status", "verify"], help="操作")
        parser.add_argument("--repair", action="store_true", help="核对后修复差异（仅 verify）")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one of the three; `verify` fails (exit status 1) when differences remain."""
        action = {"rebuild": self._rebuild, "status": self._status, "verify": self._verify}[options["action"]]
        action(as_json=options["json"], repair=options["repair"])

    def _report(self, figures: dict[str, Any], sentence: str, *, as_json: bool) -> None:
        self.stdout.write(json.dumps(figures, ensure_ascii=False) if as_json else sentence)

    def _rebuild(self, *, as_json: bool, repair: bool) -> None:
        started = monotonic()
        count = indexing.rebuild()
        seconds = round(monotonic() - started, 2)
        self._report(
            {"entries": count, "seconds": seconds}, f"索引已重建：{count} 条，用时 {seconds} 秒。", as_json=as_json
        )

    def _status(self, *, as_json: bool, repair: bool) -> None:
        status = get_engine().status()
        rebuilding = "，正在重建" if status.rebuilding else ""
        sentence = (
            f"引擎 {status.engine}，{status.entries} 条，{status.size / 1e6:.1f} MB，代 {status.generation}{rebuilding}"
        )
        self._report(asdict(status), sentence, as_json=as_json)

    def _verify(self, *, as_json: bool, repair: bool) -> None:
        found = indexing.compare()
        repaired = indexing.repair(found) if repair else 0
        sentence = (
            f"核对 {found.checked} 条：缺少 {len(found.missing)}，多余 {len(found.surplus)}，过期 {len(found.stale)}"
            + (f"；已修复 {repaired} 条。" if repair else "。")
        )
        figures = {
            "checked": found.checked,
            "missing": found.missing,
            "surplus": found.surplus,
            "stale": found.stale,
            "repaired": repaired,
        }
        self._report(figures, sentence, as_json=as_json)
        if not found.is_clean and not repair:
            raise CommandError("索引与数据库不一致，请运行 search_index verify --repair 修复。")
