"""The nightly sweep of periodic review, by hand."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from contextlib import nullcontext
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from disclosure.review.services.rounds import CHUNK, sweep
from zhifu_portal.kernel.workdays import load_calendar


def day_in_words(text: str) -> date:
    """Return the date; say in Chinese what is wrong with any other text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期，请写成 2026-11-30 的样子。") from None


class Command(BaseCommand):
    help = "定期审查：开启当月批次，分派到期的信息，提醒、报告和结束批次。可以随时中断，重复运行不会重复分派。"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=day_in_words, help="审查日期，默认为今天")
        parser.add_argument("--chunk", type=int, default=CHUNK, help="每个事务查看的信息件数")
        parser.add_argument("--progress", action="store_true", help="输出不是终端时也显示进度条")

    def handle(self, *args: object, on: date | None, chunk: int, progress: bool, **options: Any) -> None:
        """Sweep once and say what was done."""
        now = timezone.now()
        is_shown = progress or sys.stderr.isatty()
        with tqdm(unit="件", desc="审查", file=self.stderr) if is_shown else nullcontext() as bar:
            report = sweep(
                on=on or timezone.localdate(now),
                now=now,
                calendar=load_calendar(),
                chunk=max(chunk, 1),
                progress=_mover(bar),
            )
        self.stdout.write(report.summary())


def _mover(bar: Any) -> Any:
    """Return what moves the bar to a record; None without a bar."""
    if bar is None:
        return None

    def move(record_id: int, last_id: int) -> None:
        bar.total = last_id
        bar.update(record_id - bar.n)

    return move
