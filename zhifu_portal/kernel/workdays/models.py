"""The editable yearly table of holidays and make-up workdays."""

import uuid

from django.db import models
from django.db.models import Q

from zhifu_portal.kernel.workdays.enums import CalendarSource

FIRST_YEAR = 1949
LAST_YEAR = 2999


class CalendarYear(models.Model):
    """A year, and whether the State Council's holiday notice for it is entered completely."""

    year = models.PositiveSmallIntegerField("年份", primary_key=True)
    announced = models.BooleanField("放假安排已公布", default=False)
    source = models.CharField("依据", max_length=300, blank=True)

    class Meta:
        verbose_name = "工作日历年度"
        verbose_name_plural = "工作日历年度"
        default_permissions = ("view", "change")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="calendar_year_plausible"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年{'' if self.announced else '（放假安排尚未公布）'}"


class CalendarDay(models.Model):
    """A day that differs from the ordinary week: a holiday, or a weekend day that is worked."""

    date = models.DateField("日期", primary_key=True)
    year = models.ForeignKey(CalendarYear, on_delete=models.PROTECT, related_name="days", verbose_name="年份")
    is_workday = models.BooleanField("上班")
    name = models.CharField("名称", max_length=50)
    source = models.CharField("来源", max_length=10, choices=CalendarSource.choices, default=CalendarSource.STAFF)

    class Meta:
        verbose_name = "工作日历调整"
        verbose_name_plural = "工作日历调整"
        default_permissions = ("view", "change")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(condition=Q(source__in=CalendarSource.values), name="calendar_day_source_known")
        ]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}（{'上班' if self.is_workday else '放假'}）"


class CalendarEdition(models.Model):
    """The single row whose token changes with every edit, so that each process knows when to read the table again."""

    ONLY_ID = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY_ID)
    # Random, not counted: a number that was rolled back would be given to other content later.
    token = models.UUIDField("版本", default=uuid.uuid4)

    class Meta:
        verbose_name = "工作日历版本"
        verbose_name_plural = "工作日历版本"
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(id=1), name="calendar_one_edition")]

    def __str__(self) -> str:
        return str(self.token)
