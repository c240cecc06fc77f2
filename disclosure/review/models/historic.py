"""历史公文: documents registered without an attribute, the rules that propose one, and bulk confirmations."""

from typing import ClassVar, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from disclosure.organs.models import Organ
from disclosure.records.enums import Attribute, Genre
from disclosure.records.models import Determination, InformationRecord
from disclosure.review.enums import ProposalStatus

DETERMINED = [(value, label) for value, label in Attribute.choices if value != Attribute.UNDETERMINED]
# 条例第十四条、第十五条: a secret, a prohibition or a third party's interest is never settled by the hundred.
ONE_BY_ONE_GROUNDS: Final = ("E14-1", "E14-2", "E14-3", "E15")
CONDITIONS: Final = ("genre", "title_words", "text_marks", "cited_laws", "composed_before")


class AttributeRule(models.Model):
    """A rule that proposes an attribute for a historic document; staff edit it, a person always decides.

    Every condition that is filled in must hold; a rule without any condition fits nothing.
    """

    name = models.CharField("规则名称", max_length=80, unique=True)
    sort_order = models.PositiveSmallIntegerField("次序", default=100, help_text="数字小的先比对，第一条符合的生效。")
    is_active = models.BooleanField("启用", default=True)
    genre = models.CharField("体裁", max_length=20, choices=Genre.choices, blank=True)
    title_words = models.CharField(
        "标题含有", max_length=200, blank=True, help_text="多个词用顿号分隔，含有任意一个即可。"
    )
    text_marks = models.CharField(
        "正文标志",
        max_length=200,
        blank=True,
        help_text="如“此件公开发布、此件主动公开”，某一短行含有任意一个即可；两个字以内的标志须独占一行。",
    )
    cited_laws = models.CharField(
        "引用的法律法规", max_length=200, blank=True, help_text="如“保守国家秘密法”，引用任意一部即可。"
    )
    composed_before = models.DateField("成文早于", null=True, blank=True)
    attribute = models.CharField("建议属性", max_length=20, choices=DETERMINED)
    ground = models.CharField("建议情形", max_length=8, blank=True)
    reason = models.TextField("建议理由")
    discretion_reason = models.TextField(
        "裁量理由", blank=True, help_text="第十六条规定“可以不予公开”：请说明这类公文为什么决定不公开。"
    )
    is_clear = models.BooleanField("可批量确认", default=False, help_text="情形清楚、可以在一屏内批量确认的规则。")

    class Meta:
        verbose_name = "历史公文属性建议规则"
        verbose_name_plural = "历史公文属性建议规则"
        ordering: ClassVar = ["sort_order", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(attribute=Attribute.OPEN) | ~Q(ground=""),
                name="attribute_rule_not_open_has_ground",
                violation_error_message="建议依申请公开或者不予公开的，须填写情形。",
            ),
            models.CheckConstraint(
                condition=Q(is_clear=False) | ~Q(ground__in=ONE_BY_ONE_GROUNDS),
                name="attribute_rule_clear_is_harmless",
                violation_error_message="涉及第十四条、第十五条情形的须逐件认定，不能设为可批量确认。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a rule that fits nothing or that could not be carried out, with every reason."""
        super().clean()
        errors: dict[str, str] = {}
        if not any(getattr(self, condition) for condition in CONDITIONS):
            errors["title_words"] = "请至少填写一个条件；没有条件的规则不适用于任何公文。"
        if self.attribute == Attribute.OPEN and self.ground:
            errors["ground"] = "建议主动公开的，不填情形。"
        if self.is_clear and self.ground.startswith("E16") and not self.discretion_reason.strip():
            errors["discretion_reason"] = "第十六条的情形要批量确认的，请写明裁量理由。"
        if errors:
            raise ValidationError(errors)


class HistoricBatch(models.Model):
    """One bulk confirmation by one person; it can be taken back as a whole."""

    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间")
    count = models.PositiveIntegerField("件数", default=0)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="撤销人",
    )
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)
    undo_note = models.TextField("撤销说明", blank=True)

    class Meta:
        verbose_name = "批量确认"
        verbose_name_plural = "批量确认"
        ordering: ClassVar = ["-confirmed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.organ} {self.confirmed_at:%Y-%m-%d}（{self.count}件）"


class HistoricProposal(models.Model):
    """What the rules propose for one historic document; rule name and reason are kept as they were."""

    record = models.OneToOneField(InformationRecord, on_delete=models.CASCADE, related_name="historic_proposal")
    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(AttributeRule, null=True, on_delete=models.SET_NULL, related_name="+")
    rule_name = models.CharField("依据的规则", max_length=80, blank=True)
    attribute = models.CharField("建议属性", max_length=20, choices=Attribute.choices, blank=True)
    ground = models.CharField("建议情形", max_length=8, blank=True)
    reason = models.TextField("理由", blank=True)
    discretion_reason = models.TextField("裁量理由", blank=True)
    # The words of the document the rule found, so that a person sees why.
    matched = models.CharField("符合之处", max_length=200, blank=True)
    is_clear = models.BooleanField("可批量确认", default=False)
    status = models.CharField("状态", max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.PENDING)
    batch = models.ForeignKey(HistoricBatch, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    determination = models.ForeignKey(Determination, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField("建议时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="办理人",
    )
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)
    note = models.TextField("办理说明", blank=True)

    class Meta:
        verbose_name = "历史公文属性建议"
        verbose_name_plural = "历史公文属性建议"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["organ", "status", "is_clear"], name="historic_proposal_work"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}：{self.get_attribute_display() or '无建议'}"
