"""Import documents from a JSONL file, or take an import back."""

import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from disclosure.organs.models import Organ
from disclosure.records.models import ImportBatch
from disclosure.records.services.import_undo import undo_import
from policies.documents.importing.batches import file_refusals, start_batch
from policies.documents.importing.default_organ import importing_organ
from policies.documents.importing.people import named_user
from policies.documents.importing.report import ImportReport, RejectedLine
from policies.documents.importing.run import import_lines, rehearse_import
from zhifu_portal.kernel.refusals import Refused


class Command(BaseCommand):
    help = "批量导入公文：每行一个 JSON 对象（id、title、body 等）。重复导入不会产生重复信息，可以整批撤销。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="JSONL 文件，UTF-8 编码，每行一件公文")
        parser.add_argument("--dry-run", action="store_true", help="只检查并报告，不写入任何内容")
        parser.add_argument("--publish", action="store_true", help="转载的文件直接公开；本区机关制发的保留为草稿")
        parser.add_argument("--organ", default="", metavar="CODE", help="登记机关的统一社会信用代码，默认为政府办公室")
        parser.add_argument("--by", default="", metavar="USERNAME", help="导入人的用户名，记入操作记录")
        parser.add_argument("--progress", action="store_true", help="输出不是终端时也显示进度条")
        parser.add_argument("--undo", type=int, metavar="BATCH_ID", help="撤销这个批次新增的信息")

    def handle(self, *args: object, file: Path | None, undo: int | None, **options: Any) -> None:
        """Import or undo; exits with 1 and a Chinese message when nothing could be done at all."""
        try:
            by = named_user(username=options["by"])
            if undo is not None:
                self._undo(undo, by=by)
            elif file is not None:
                self._import(file, registrant=by, **options)
            else:
                raise CommandError("请写明要导入的 JSONL 文件，或者用 --undo 指定要撤销的批次。")
        except Refused as refused:
            raise CommandError("\n".join(refused.reasons)) from refused

    def _import(self, path: Path, *, registrant: User | None, organ: str, **options: Any) -> None:
        registering = importing_organ(code=organ)
        now = timezone.now()
        try:
            opened = path.open("rb")
        except OSError as error:
            raise CommandError(f"无法读取文件“{path}”：{error.strerror}。请核对路径和读取权限。") from error
        with opened as file, self._bar(path, is_shown=options["progress"] or sys.stderr.isatty()) as bar:
            if options["dry_run"]:
                report = self._rehearse(file, path, registering, publishes=options["publish"], now=now, bar=bar)
                self.stdout.write(f"试运行，没有写入任何内容。{report.summary()}")
                return
            batch = start_batch(
                organ=registering,
                file=file,
                name=path.name,
                size=path.stat().st_size,
                publishes=options["publish"],
                by=registrant,
                now=now,
            )
            report = import_lines(
                file=file, batch=batch, by=registrant, now=now, on_progress=_mover(bar), on_rejected=self._say_rejected
            )
        self._say_result(batch, report, started_at=now)

    def _rehearse(
        self, file: IO[bytes], path: Path, organ: Organ, *, publishes: bool, now: datetime, bar: Any
    ) -> ImportReport:
        reasons = file_refusals(file=file, size=path.stat().st_size)
        if reasons:
            raise Refused(reasons)
        return rehearse_import(
            file=file,
            organ=organ,
            publishes=publishes,
            now=now,
            on_progress=_mover(bar),
            on_rejected=self._say_rejected,
        )

    def _undo(self, batch_id: int, *, by: User | None) -> None:
        if not ImportBatch.objects.filter(pk=batch_id).exists():
            raise CommandError(f"没有编号为 {batch_id} 的导入批次，请在“导入”列表中核对。")
        report = undo_import(batch_id=batch_id, by=by, now=timezone.now())
        for kept in report.kept:
            self.stdout.write(f"保留 {kept.index_number}《{kept.title}》：{''.join(kept.reasons)}")
        self.stdout.write(f"批次 {batch_id} 已撤销：删除 {report.deleted} 件，保留 {len(report.kept)} 件。")

    def _say_rejected(self, line: RejectedLine) -> None:
        excerpt = f"（{line.excerpt}）" if line.excerpt else ""
        self.stdout.write(f"第 {line.number} 行未导入{excerpt}：{''.join(line.reasons)}")

    def _say_result(self, batch: ImportBatch, report: ImportReport, *, started_at: datetime) -> None:
        seconds = max((timezone.now() - started_at).total_seconds(), 0.001)
        if report.was_stopped:
            self.stdout.write("这个批次已经被撤销或者由另一进程接手，本次导入停止。")
        self.stdout.write(f"批次 {batch.pk}：{report.summary()}")
        self.stdout.write(f"共 {report.lines} 行，用时 {seconds:.1f} 秒（每秒 {report.lines / seconds:.0f} 行）。")
        if report.rejected:
            self.stdout.write("改正未导入的行后，可以再次导入同一文件，已导入的不会重复。")

    def _bar(self, path: Path, *, is_shown: bool) -> Any:
        if not is_shown:
            return nullcontext()
        return tqdm(total=path.stat().st_size, unit="B", unit_scale=True, desc="导入", file=self.stderr)


def _mover(bar: Any) -> Any:
    """Return what moves the bar to a place in the file; None without a bar."""
    return None if bar is None else lambda position: bar.update(position - bar.n)
