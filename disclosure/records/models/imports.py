"""Imports: a batch, what it refused and the index numbers an undo took out of use."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from disclosure.organs.models import Organ
from disclosure.records.enums import ImportState
from disclosure.records.models.attachment import attachment_storage


class ImportBatch(models.Model):
    """One run of an import; it can be undone as a whole."""

    organ = models.ForeignKey(Organ, verbose_name="登记机关", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("文件", max_length=255)
    sha256 = models.CharField("文件校验值", max_length=64, blank=True)
    state = models.CharField("状态", max_length=10, choices=ImportState.choices, default=ImportState.RUNNING)
    started_at = models.DateTimeField("开始时间")
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="导入人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    publishes = models.BooleanField("转载文件直接公开", default=False)
    upload = models.FileField("上传的文件", storage=attachment_storage, upload_to="imports/%Y/%m/", blank=True)
    size = models.PositiveBigIntegerField("文件大小（字节）", default=0)
    position = models.PositiveBigIntegerField("已读取（字节）", default=0)
    line_count = models.PositiveIntegerField("已读取（行）", default=0)
    progressed_at = models.DateTimeField("最近进展", null=True, blank=True)
    # Whoever runs the import last holds the token; an earlier run that wakes up again stops.
    run_token = models.CharField("运行标识", max_length=32, blank=True, editable=False)
    created_count = models.PositiveIntegerField("新增", default=0)
    updated_count = models.PositiveIntegerField("更新", default=0)
    unchanged_count = models.PositiveIntegerField("未变化", default=0)
    published_count = models.PositiveIntegerField("公开", default=0)
    rejected_count = models.PositiveIntegerField("未导入", default=0)

    class Meta:
        verbose_name = "导入批次"
        verbose_name_plural = "导入批次"
        ordering: ClassVar = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.file_name}（{timezone.localtime(self.started_at):%Y-%m-%d %H:%M}）"

    @property
    def percentage(self) -> int:
        """How much of the file has been read, 0 to 100."""
        if self.state != ImportState.RUNNING:
            return 100
        return min(100, 100 * self.position // self.size) if self.size else 0


class ImportRejection(models.Model):
    """One line of the file that was not imported, with all reasons."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rejections", verbose_name="批次")
    line_number = models.PositiveIntegerField("行号")
    reasons = models.JSONField("原因")
    excerpt = models.CharField("内容摘录", max_length=200, blank=True)

    class Meta:
        verbose_name = "未导入的行"
        verbose_name_plural = "未导入的行"
        ordering: ClassVar = ["line_number"]

    def __str__(self) -> str:
        return f"第 {self.line_number} 行"


class RetiredIndexNumber(models.Model):
    """An index number whose record an undone import took back: it stays accounted for and is never used again."""

    index_number = models.CharField("索引号", max_length=32, unique=True)
    title = models.CharField("原标题", max_length=300)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="retired_numbers")
    retired_at = models.DateTimeField("停用时间")

    class Meta:
        verbose_name = "停用的索引号"
        verbose_name_plural = "停用的索引号"
        ordering: ClassVar = ["index_number"]

    def __str__(self) -> str:
        return self.index_number
