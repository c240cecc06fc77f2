"""Counted records: what the dashboards show without reading a million rows."""

from typing import ClassVar

from django.db import models

from disclosure.organs.models import Organ
from disclosure.records.enums import Attribute, PublicationStatus


class RecordFigure(models.Model):
    """How many records of one organ and year stand alike; written by services.figures alone, recomputable at will."""

    organ = models.ForeignKey(Organ, verbose_name="公开机关", on_delete=models.CASCADE, related_name="+")
    # The year of composition; 0 where the record does not say.
    year = models.PositiveSmallIntegerField("成文年份", default=0)
    attribute = models.CharField("公开属性", max_length=20, choices=Attribute.choices)
    is_severed = models.BooleanField("部分公开", default=False)
    ground = models.CharField("不予公开情形", max_length=8, blank=True)
    status = models.CharField("发布状态", max_length=20, choices=PublicationStatus.choices)
    count = models.PositiveIntegerField("件数")
    # Published after the day on which it was due (条例第二十六条).
    late = models.PositiveIntegerField("迟公开件数", default=0)

    class Meta:
        verbose_name = "信息统计"
        verbose_name_plural = "信息统计"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organ", "year", "attribute", "is_severed", "ground", "status"], name="record_figure_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.year} {self.attribute} {self.count}"


class FiguresState(models.Model):
    """When figures of one kind were last computed; also what two computations wait for each other on."""

    name = models.CharField("统计", max_length=40, primary_key=True)
    computed_at = models.DateTimeField("统计时间")

    class Meta:
        verbose_name = "统计进度"
        verbose_name_plural = "统计进度"

    def __str__(self) -> str:
        return f"{self.name} {self.computed_at:%Y-%m-%d %H:%M}"
