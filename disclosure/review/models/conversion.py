"""依申请转主动: what people keep asking for is considered for opening."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from disclosure.organs.models import Organ
from disclosure.records.models import InformationRecord
from disclosure.review.enums import ConversionStatus, EvidenceKind


class ConversionCase(models.Model):
    """The question whether one record should be opened, with everything that speaks for it."""

    record = models.OneToOneField(InformationRecord, on_delete=models.CASCADE, related_name="conversion_case")
    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        "状态", max_length=10, choices=ConversionStatus.choices, default=ConversionStatus.WATCHING
    )
    queued_at = models.DateTimeField("列入时间", null=True, blank=True)
    reason = models.TextField("理由", blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="办理人",
    )
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)

    class Meta:
        verbose_name = "依申请转主动"
        verbose_name_plural = "依申请转主动"
        ordering: ClassVar = ["-queued_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["organ", "status"], name="conversion_case_work")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(status__in=["opening", "opened", "declined"]) | ~Q(reason=""),
                name="conversion_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.get_status_display()}"


class ConversionEvidence(models.Model):
    """One request answered with the record, or one suggestion to open it; once per key."""

    case = models.ForeignKey(ConversionCase, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField("来源", max_length=12, choices=EvidenceKind.choices)
    key = models.CharField("来源编号", max_length=80)
    note = models.TextField("说明", blank=True)
    noted_on = models.DateField("日期")
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="登记人",
    )

    class Meta:
        verbose_name = "转主动依据"
        verbose_name_plural = "转主动依据"
        ordering: ClassVar = ["noted_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "kind", "key"], name="conversion_evidence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"
