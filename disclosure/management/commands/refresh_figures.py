"""`manage.py refresh_figures`: count the records anew for the dashboards."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from disclosure.records.services.figures import refresh_record_figures


class Command(BaseCommand):
    """Recompute every figure from the records; running it twice changes nothing."""

    help = "按现有信息重新统计看板数据；重复执行结果不变。"

    def handle(self, *args: Any, **options: Any) -> None:
        changed = refresh_record_figures(now=timezone.now())
        self.stdout.write(f"统计完成，更新了{changed}项数据。")
