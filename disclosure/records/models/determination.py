"""Determinations (公开属性认定): every word said about the attribute of a record, kept as it was said."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Revision

from disclosure.organs.models import Organ
from disclosure.records.enums import (
    Attribute,
    DeterminationOutcome,
    DeterminationStage,
    ThirdPartyPosition,
)
from disclosure.records.models.grounds import Ground


class RecordGround(Orderable):
    """A ground of a record besides its first one: part of its text, so it lives in its revisions."""

    record = ParentalKey("disclosure.InformationRecord", on_delete=models.CASCADE, related_name="further_grounds")
    ground = models.CharField("情形", max_length=8)
    reason = models.TextField("理由")

    class Meta(Orderable.Meta):
        verbose_name = "其他情形"
        verbose_name_plural = "其他情形"

    def __str__(self) -> str:
        return self.ground


class Determination(models.Model):
    """One word on the attribute of a record: from, to, by whom, when, on which revision. Never changed afterwards."""

    record = models.ForeignKey("disclosure.InformationRecord", on_delete=models.CASCADE, related_name="determinations")
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="认定的版本"
    )
    content_digest = models.CharField("内容校验值", max_length=64, blank=True)
    stage = models.CharField("环节", max_length=10, choices=DeterminationStage.choices)
    outcome = models.CharField("意见", max_length=10, choices=DeterminationOutcome.choices)
    organ = models.ForeignKey(Organ, verbose_name="认定机关", on_delete=models.PROTECT, related_name="+")
    from_attribute = models.CharField("原属性", max_length=20, choices=Attribute.choices)
    to_attribute = models.CharField("认定属性", max_length=20, choices=Attribute.choices)
    is_severed = models.BooleanField("部分公开", default=False)
    reason = models.TextField("说明", blank=True)
    # What made somebody say it: a review item, a historic batch, a conversion; `<kind>:<id>`.
    evidence = models.CharField("来由", max_length=60, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="认定人"
    )
    decided_at = models.DateTimeField("认定时间")

    class Meta:
        verbose_name = "公开属性认定"
        verbose_name_plural = "公开属性认定"
        ordering: ClassVar = ["decided_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["record", "stage"], name="determination_record_stage"),
            models.Index(fields=["evidence"], condition=~Q(evidence=""), name="determination_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}：{self.get_to_attribute_display()}"


class DeterminationGround(models.Model):
    """A ground of a determination in the wording that was in force, with its reason in words."""

    determination = models.ForeignKey(Determination, on_delete=models.CASCADE, related_name="grounds")
    ground = models.ForeignKey(Ground, on_delete=models.PROTECT, related_name="+", verbose_name="情形")
    reason = models.TextField("理由")
    discretion_reason = models.TextField("裁量理由", blank=True)
    third_party = models.CharField("第三方意见", max_length=20, choices=ThirdPartyPosition.choices, blank=True)
    third_party_reason = models.TextField("第三方意见说明", blank=True)

    class Meta:
        verbose_name = "认定的情形"
        verbose_name_plural = "认定的情形"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["determination", "ground"], name="determination_ground_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="determination_ground_has_reason"),
        ]

    def __str__(self) -> str:
        return str(self.ground)
