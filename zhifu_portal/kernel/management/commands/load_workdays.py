"""`manage.py load_workdays [YEAR…]`: fills the working-day table from the library that comes with the software."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from zhifu_portal.kernel.workdays.seed import SeedReport, library_years, load_year


class Command(BaseCommand):
    """Load holidays and make-up workdays; safe to run again, never over what staff entered."""

    help = "载入法定节假日和调休上班日；可重复执行，不覆盖工作人员录入的日期"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the years."""
        parser.add_argument("years", nargs="*", type=int, metavar="年份", help="默认载入全部已知年份")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load each year and say what changed."""
        for year in options["years"] or library_years():
            self.stdout.write(describe(load_year(year)))


def describe(report: SeedReport) -> str:
    """Return one line about one year."""
    if not report.known:
        return f"{report.year}年：放假安排尚未收录，期限按周末和固定节日估算并标为暂定；公布后请升级或由工作人员录入"
    kept = f"，保留工作人员录入 {report.kept_for_staff} 天" if report.kept_for_staff else ""
    return f"{report.year}年：新增 {report.added} 天，更新 {report.changed} 天，删除 {report.removed} 天{kept}"
