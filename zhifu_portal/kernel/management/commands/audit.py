"""`manage.py audit verify [--json] [--anchor N:HASH]` and `manage.py audit export [--after N]`."""

import json
from argparse import ArgumentTypeError
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from zhifu_portal.kernel.audit import AuditRow, ChainReport, verify_chain
from zhifu_portal.kernel.audit.rows import export_line


class Command(BaseCommand):
    """Check the audit chain, or print it as JSON lines."""

    help = "检查操作记录链是否被改动，或者导出操作记录"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the two actions and their options."""
        actions = parser.add_subparsers(dest="action", required=True)
        verify = actions.add_parser("verify", help="逐行检查；发现问题时退出码为 1")
        verify.add_argument("--json", action="store_true", help="以 JSON 输出结果")
        verify.add_argument("--anchor", type=parse_anchor, help="以前另行保存的“序号:校验值”")
        export = actions.add_parser("export", help="按序号逐行导出为 JSON")
        export.add_argument("--after", type=int, default=0, help="只导出此序号之后的行")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the chosen action."""
        if options["action"] == "verify":
            self._verify(as_json=options["json"], anchor=options["anchor"])
        else:
            self._export(after=options["after"])

    def _verify(self, *, as_json: bool, anchor: tuple[int, str] | None) -> None:
        report = verify_chain(anchor=anchor)
        if as_json:
            self.stdout.write(json.dumps({"ok": report.ok, **asdict(report)}, ensure_ascii=False))
        else:
            self._print(report)
        if not report.ok:
            raise CommandError(f"操作记录链有 {report.fault_count} 处问题", returncode=1)

    def _print(self, report: ChainReport) -> None:
        for fault in report.faults:
            self.stdout.write(f"{fault.kind}\t{fault.message}")
        if report.ok:
            self.stdout.write(f"操作记录链完整，共 {report.rows} 行。请另行保存：{report.rows}:{report.head_hash}")

    def _export(self, *, after: int) -> None:
        rows = AuditRow.objects.filter(sequence__gt=after).order_by("sequence")
        for row in rows.iterator(chunk_size=1000):
            self.stdout.write(json.dumps(export_line(row), ensure_ascii=False, sort_keys=True))


def parse_anchor(text: str) -> tuple[int, str]:
    """Read “序号:校验值” as printed by `audit verify`."""
    sequence, _, hash_ = text.partition(":")
    if not sequence.isdecimal() or len(hash_) != 64:
        raise ArgumentTypeError("请按“序号:校验值”填写，例如 audit verify 输出的最后一行")
    return int(sequence), hash_
