"""Outbox rows, and one row per topic to lock."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from zhifu_portal.kernel.outbox.enums import OutboxStatus


class OutboxQuerySet(models.QuerySet["OutboxRow"]):
    """Outbox rows in the words of their life."""

    def pending(self) -> Self:
        """Rows whose work is still owed."""
        return self.filter(status=OutboxStatus.PENDING)

    def dead(self) -> Self:
        """Rows given up, for staff to look at and revive."""
        return self.filter(status=OutboxStatus.DEAD)

    def in_flight(self, *, now: datetime) -> Self:
        """Pending rows a worker holds right now."""
        return self.pending().filter(leased_until__gt=now)

    def claimable(self, *, now: datetime) -> Self:
        """Pending rows that are due and held by no worker, or by one whose lease has run out."""
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
        return self.pending().filter(free, available_at__lte=now)


class OutboxRow(models.Model):
    """One piece of owed work: what it is about (topic), whom it concerns (key), and how far it got."""

    topic = models.CharField("事项", max_length=100)
    key = models.CharField("对象", max_length=200)
    payload = models.JSONField("内容", default=dict)
    status = models.CharField("状态", max_length=10, choices=OutboxStatus.choices, default=OutboxStatus.PENDING)
    created_at = models.DateTimeField("登记时间")
    available_at = models.DateTimeField("最早处理时间")
    leased_until = models.DateTimeField("占用至", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("处理次数", default=0)
    last_error = models.TextField("最近一次错误", blank=True)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "待办投递"
        verbose_name_plural = "待办投递"
        default_permissions = ("view", "change")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["topic", "id"], name="outbox_pending", condition=Q(status="pending")),
            models.Index(fields=["done_at"], name="outbox_done", condition=Q(status="done")),
            models.Index(fields=["topic", "-id"], name="outbox_dead", condition=Q(status="dead")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=OutboxStatus.values), name="outbox_status_known"),
            models.CheckConstraint(
                condition=Q(status="done", done_at__isnull=False) | (~Q(status="done") & Q(done_at__isnull=True)),
                name="outbox_done_has_time",
            ),
            models.CheckConstraint(
                condition=Q(status="pending") | Q(leased_until__isnull=True), name="outbox_lease_only_pending"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}（{self.get_status_display()}）"


class OutboxTopic(models.Model):
    """The row a worker locks to claim a topic, so that two workers never claim rows of one key side by side."""

    name = models.CharField("事项", max_length=100, primary_key=True)

    class Meta:
        verbose_name = "投递事项"
        verbose_name_plural = "投递事项"
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
