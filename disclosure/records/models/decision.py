"""Decisions at each step before publication, and what happened in public."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from wagtail.models import Revision

from disclosure.records.enums import DecisionOutcome, RecordEventKind, ReviewStep


class RecordDecision(models.Model):
    """One decision of one person at one step, on exactly one revision."""

    record = models.ForeignKey("disclosure.InformationRecord", on_delete=models.CASCADE, related_name="decisions")
    revision = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="审查的版本"
    )
    step = models.CharField("环节", max_length=20, choices=ReviewStep.choices)
    outcome = models.CharField("结果", max_length=20, choices=DecisionOutcome.choices)
    content_digest = models.CharField("内容校验值", max_length=64, blank=True)
    reason = models.TextField("意见", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="办理人"
    )
    decided_at = models.DateTimeField("办理时间")

    class Meta:
        verbose_name = "办理意见"
        verbose_name_plural = "办理意见"
        ordering: ClassVar = ["decided_at", "id"]
        indexes: ClassVar = [models.Index(fields=["record", "step"], name="decision_record_step")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}：{self.get_outcome_display()}"


class RecordEvent(models.Model):
    """What became of a record in public: the history shown on its page."""

    record = models.ForeignKey("disclosure.InformationRecord", on_delete=models.CASCADE, related_name="events")
    kind = models.CharField("事项", max_length=20, choices=RecordEventKind.choices)
    note = models.TextField("说明", blank=True)
    at = models.DateTimeField("时间")
    revision = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "公开历史"
        verbose_name_plural = "公开历史"
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"
