"""不予公开情形 and time limits as effective-dated data: a row that has decided something is never rewritten."""

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from disclosure.catalog.models import CatalogEntry
from disclosure.records.enums import GroundForce, LimitUnit

Row = TypeVar("Row", bound=models.Model)


class EffectiveQuerySet(models.QuerySet[Row]):
    """Rows of law with a first and a last day."""

    def in_force(self, *, on: date) -> Self:
        """Rows in force on this day; `repealed_on` is the first day a row no longer is."""
        return self.filter(Q(repealed_on__isnull=True) | Q(repealed_on__gt=on), effective_on__lte=on)

    def overlapping(self, *, code: str, since: date, until: date | None = None) -> Self:
        """Rows of this code in force on a day from `since` to before `until` (None: for good); there is one at most."""
        rows = self.filter(Q(repealed_on__isnull=True) | Q(repealed_on__gt=since), code=code)
        return rows if until is None else rows.filter(effective_on__lt=until)


class GroundQuerySet(EffectiveQuerySet["Ground"]):
    """Grounds by day."""


class LimitQuerySet(EffectiveQuerySet["DisclosureLimit"]):
    """Limits by day."""


class Ground(models.Model):
    """One wording of one exemption ground (条例第十四条至第十六条); a change of the law is a new row of that code."""

    code = models.CharField("代码", max_length=8, help_text="如 E14-1。")
    name = models.CharField("情形", max_length=120)
    article = models.CharField("条款", max_length=60, help_text="如《条例》第十四条。")
    text = models.TextField("法律原文")
    force = models.CharField("效力", max_length=10, choices=GroundForce.choices)
    effective_on = models.DateField("施行日期")
    repealed_on = models.DateField("废止日期", null=True, blank=True, help_text="从这一天起不再适用。")

    objects = GroundQuerySet.as_manager()

    class Meta:
        verbose_name = "不予公开情形"
        verbose_name_plural = "不予公开情形"
        ordering: ClassVar = ["code", "-effective_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "effective_on"],
                name="ground_wording_once",
                violation_error_message="这个代码在同一天已经有一条，请核对施行日期。",
            ),
            models.CheckConstraint(
                condition=Q(repealed_on__isnull=True) | Q(repealed_on__gt=F("effective_on")),
                name="ground_ends_after_it_began",
                violation_error_message="废止日期须晚于施行日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}：{self.name}"


class DisclosureLimit(models.Model):
    """A time limit for publishing other than twenty working days (条例第二十六条, rules.md §1.11)."""

    code = models.SlugField("代码", max_length=40)
    subject = models.CharField("适用的信息", max_length=120)
    amount = models.PositiveSmallIntegerField("期限")
    unit = models.CharField("单位", max_length=10, choices=LimitUnit.choices)
    starts_from = models.CharField("起算", max_length=60, help_text="如批准之日、作出决定之日。")
    basis = models.CharField("依据", max_length=200)
    catalog_entries = models.ManyToManyField(
        CatalogEntry, verbose_name="适用的公开目录", blank=True, related_name="disclosure_limits"
    )
    effective_on = models.DateField("施行日期")
    repealed_on = models.DateField("废止日期", null=True, blank=True)

    objects = LimitQuerySet.as_manager()

    class Meta:
        verbose_name = "公开期限"
        verbose_name_plural = "公开期限"
        ordering: ClassVar = ["code", "-effective_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "effective_on"],
                name="limit_wording_once",
                violation_error_message="这个代码在同一天已经有一条，请核对施行日期。",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="limit_is_positive", violation_error_message="期限须大于零。"
            ),
            models.CheckConstraint(
                condition=Q(repealed_on__isnull=True) | Q(repealed_on__gt=F("effective_on")),
                name="limit_ends_after_it_began",
                violation_error_message="废止日期须晚于施行日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}（{self.amount}{self.get_unit_display()}内）"
