"""Secrecy reviews (条例第十七条) and the findings a reviewer must settle one by one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from wagtail.models import Revision

from disclosure.records.enums import FindingKind, SecrecyResult
from disclosure.records.models.grounds import Ground


class SecrecyReview(models.Model):
    """One secrecy review of exactly one revision; a referral (待确定) is completed by the reply of that authority."""

    record = models.ForeignKey("disclosure.InformationRecord", on_delete=models.CASCADE, related_name="secrecy_reviews")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="版本")
    content_digest = models.CharField("内容校验值", max_length=64)
    result = models.CharField("结果", max_length=20, choices=SecrecyResult.choices)
    grounds = models.ManyToManyField(Ground, verbose_name="条款", blank=True, related_name="+")
    reason = models.TextField("意见", blank=True)
    referred_to = models.CharField("报送机关", max_length=120, blank=True)
    referred_on = models.DateField("报送日期", null=True, blank=True)
    reply = models.TextField("答复", blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="审查人"
    )
    decided_at = models.DateTimeField("审查时间")

    class Meta:
        verbose_name = "保密审查"
        verbose_name_plural = "保密审查"
        ordering: ClassVar = ["decided_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(result=SecrecyResult.PENDING), name="secrecy_review_has_a_result"),
            models.CheckConstraint(
                condition=~Q(result=SecrecyResult.REFERRED) | (~Q(referred_to="") & Q(referred_on__isnull=False)),
                name="secrecy_referral_says_where",
            ),
            models.CheckConstraint(
                condition=~Q(result=SecrecyResult.REFUSED) | ~Q(reason=""), name="secrecy_refusal_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_result_display()} {self.decided_at:%Y-%m-%d}"


class Finding(models.Model):
    """Something in a text or file that must be masked, or justified by one person and confirmed by another.

    `fingerprint` names kind, place and content, so that a justification holds for later revisions that have it too.
    """

    record = models.ForeignKey("disclosure.InformationRecord", on_delete=models.CASCADE, related_name="findings")
    revision = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="最近一次出现的版本"
    )
    kind = models.CharField("类型", max_length=20, choices=FindingKind.choices)
    label = models.CharField("内容", max_length=60, help_text="如居民身份证号、隐藏的行。")
    place = models.CharField("位置", max_length=200)
    excerpt = models.CharField("摘录（已脱敏）", max_length=200, blank=True)
    fingerprint = models.CharField("指纹", max_length=64)
    found_at = models.DateTimeField("发现时间")
    gone_at = models.DateTimeField("消除时间", null=True, blank=True)
    justification = models.TextField("保留理由", blank=True)
    justified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    justified_at = models.DateTimeField("说明时间", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        verbose_name = "发布前检查发现"
        verbose_name_plural = "发布前检查发现"
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "fingerprint"], name="finding_once_per_record"),
            models.CheckConstraint(
                condition=Q(justified_by__isnull=True) | ~Q(justification=""), name="finding_justified_in_words"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (Q(justified_by__isnull=False) & ~Q(confirmed_by=F("justified_by"))),
                name="finding_confirmed_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}：{self.label}"
