"""Review policies (审查规则), kept in the settings of the CMS."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.models import Orderable

from disclosure.organs.models import Organ
from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, Attribute
from disclosure.review.enums import SelectionMode


class ReviewSettings(BaseGenericSetting, ClusterableModel):
    """How periodic review runs: no interval is in the law, so all of it is set here (rules.md §1.3)."""

    is_enabled = models.BooleanField("开展定期审查", default=True)
    term_workdays = models.PositiveSmallIntegerField(
        "审查期限（工作日）", default=20, validators=[MinValueValidator(1)]
    )
    remind_workdays = models.PositiveSmallIntegerField("到期前几个工作日提醒", default=5)
    escalate_workdays = models.PositiveSmallIntegerField("逾期几个工作日报政务公开办", default=5)
    conversion_threshold = models.PositiveSmallIntegerField(
        "同一信息被申请几次后研究转为主动公开", default=3, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = "定期审查规则"

    def __str__(self) -> str:
        return "定期审查规则"


class ReviewRule(Orderable):
    """How often and how much is reviewed; the first rule that fits a record counts, in this order."""

    settings = ParentalKey(ReviewSettings, on_delete=models.CASCADE, related_name="rules")
    organ = models.ForeignKey(
        Organ,
        verbose_name="机关",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="不填即为全部机关。",
    )
    attribute = models.CharField(
        "公开属性",
        max_length=20,
        choices=[(value, Attribute(value).label) for value in sorted(NOT_OPEN_ATTRIBUTES)],
        blank=True,
        help_text="不填即为依申请公开和不予公开。",
    )
    ground = models.CharField("情形代码", max_length=8, blank=True, help_text="如 E16-2；不填即为全部情形。")
    interval_months = models.PositiveSmallIntegerField(
        "间隔（月）", default=12, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    mode = models.CharField("方式", max_length=10, choices=SelectionMode.choices, default=SelectionMode.ALL)
    sample_percent = models.PositiveSmallIntegerField(
        "抽查比例（%）", default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    class Meta(Orderable.Meta):
        verbose_name = "审查规则"
        verbose_name_plural = "审查规则"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(interval_months__gt=0), name="review_rule_interval_positive"),
            models.CheckConstraint(
                condition=Q(sample_percent__gt=0, sample_percent__lte=100), name="review_rule_percent_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"每{self.interval_months}个月{self.get_mode_display()}"
