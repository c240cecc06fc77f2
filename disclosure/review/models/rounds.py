"""Rounds of periodic review and the items in them: the evidence that what is withheld was examined again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from disclosure.organs.models import Organ
from disclosure.records.enums import Attribute
from disclosure.records.models import Determination, InformationRecord
from disclosure.review.enums import ItemStatus, ReviewOutcome, RoundStatus


class ReviewRound(models.Model):
    """One month's round (审查批次); the sweep of any day in the month finds or makes it by its period."""

    period = models.CharField("批次", max_length=7, unique=True, help_text="年-月，如 2026-11。")
    status = models.CharField("状态", max_length=10, choices=RoundStatus.choices, default=RoundStatus.OPENING)
    opened_on = models.DateField("开始日期")
    due_on = models.DateField("截止日期")
    # The due date runs into a year whose holidays are not published yet (DESIGN §4).
    is_due_provisional = models.BooleanField("截止日期待核定", default=False)
    closed_on = models.DateField("结束日期", null=True, blank=True)
    # How far the sweep has come: the last record id it has looked at, and on which day.
    swept_on = models.DateField("最近一次扫描日期", null=True, blank=True)
    swept_to = models.BigIntegerField("已扫描到", default=0)

    class Meta:
        verbose_name = "审查批次"
        verbose_name_plural = "审查批次"
        ordering: ClassVar = ["-period"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(status=RoundStatus.CLOSED) | Q(closed_on__isnull=False), name="round_closed_has_a_day"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("opened_on")), name="round_due_after_opening"),
        ]

    def __str__(self) -> str:
        return f"{self.period} 定期审查"


class ReviewItem(models.Model):
    """One record in one round (审查件); its organ decides, the office hears when it is late."""

    # Indexed by the composites below: two hundred thousand rows are written in one night.
    round = models.ForeignKey(
        ReviewRound, verbose_name="批次", on_delete=models.PROTECT, related_name="items", db_index=False
    )
    record = models.ForeignKey(
        InformationRecord,
        verbose_name="政府信息",
        on_delete=models.PROTECT,
        related_name="review_items",
        db_index=False,
    )
    organ = models.ForeignKey(
        Organ, verbose_name="审查机关", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    # What stood when the item was opened: the evidence does not follow later changes.
    attribute = models.CharField("审查时属性", max_length=20, choices=Attribute.choices)
    ground = models.CharField("审查时情形", max_length=8, blank=True)
    status = models.CharField("状态", max_length=10, choices=ItemStatus.choices, default=ItemStatus.PENDING)
    assigned_on = models.DateField("分派日期")
    due_on = models.DateField("截止日期")
    reminded_on = models.DateField("提醒日期", null=True, blank=True)
    escalated_on = models.DateField("报告日期", null=True, blank=True)
    outcome = models.CharField("结论", max_length=20, choices=ReviewOutcome.choices, blank=True)
    reason = models.TextField("理由", blank=True)
    next_review_on = models.DateField("下次审查日期", null=True, blank=True)
    determination = models.ForeignKey(
        Determination, null=True, blank=True, on_delete=models.PROTECT, related_name="review_items"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="审查人",
    )
    decided_at = models.DateTimeField("审查时间", null=True, blank=True)

    class Meta:
        verbose_name = "审查件"
        verbose_name_plural = "审查件"
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [
            models.Index(fields=["organ", "status", "due_on"], name="review_item_work"),
            models.Index(fields=["status", "due_on"], name="review_item_clock"),
            models.Index(fields=["round", "organ", "status"], name="review_item_coverage"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "round"], name="review_item_once_per_round"),
            # One open item at a time: a record that waits is not taken up again by the next round.
            models.UniqueConstraint(
                fields=["record"], condition=Q(status__in=["pending", "opening"]), name="review_item_one_open"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "dropped"])
                | (~Q(outcome="") & ~Q(reason="") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="review_item_decided_with_reason",
            ),
            models.CheckConstraint(condition=~Q(status="dropped") | ~Q(reason=""), name="review_item_dropped_says_why"),
            models.CheckConstraint(
                condition=~Q(outcome=ReviewOutcome.KEEP) | Q(next_review_on__isnull=False),
                name="review_item_keep_has_next_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.get_status_display()}"


class ReviewState(models.Model):
    """When a record was last reviewed and is due again; no row means: never reviewed, counted from registration."""

    record = models.OneToOneField(
        InformationRecord, primary_key=True, on_delete=models.CASCADE, related_name="review_state"
    )
    reviewed_on = models.DateField("最近审查日期")
    # Set by the reviewer; it goes before the interval of the rules.
    next_review_on = models.DateField("下次审查日期", null=True, blank=True)
    # 保密法: a state secret has a term; once it is over the ground no longer stands by itself.
    secret_until = models.DateField("保密期限届满日期", null=True, blank=True)

    class Meta:
        verbose_name = "审查进度"
        verbose_name_plural = "审查进度"

    def __str__(self) -> str:
        return f"{self.record_id} {self.reviewed_on}"
