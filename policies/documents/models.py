"""The policy document: a record with dates of effect."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from disclosure.records.models import InformationRecord, InformationRecordQuerySet
from policies.documents.enums import PolicyKind, Validity


class PolicyDocumentQuerySet(InformationRecordQuerySet):
    """Policy documents by their validity on a day; the day is an argument."""

    def with_validity(self, validity: str, *, on: date) -> "PolicyDocumentQuerySet":
        """Keep the documents of which `validity_on(on)` is this word."""
        return self.filter(validity_condition(Validity(validity), on=on))


class PolicyDocument(InformationRecord):
    """A normative document or another policy file. Its validity is computed from dates, never stored."""

    kind = models.CharField("文件类别", max_length=12, choices=PolicyKind.choices, default=PolicyKind.OTHER)
    register_number = models.CharField("统一登记号", max_length=40, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    lapses_on = models.DateField("有效期至", null=True, blank=True, help_text="有效期的最后一天。")
    repealed_on = models.DateField("废止日期", null=True, blank=True, help_text="自这一天起不再有效。")
    has_lapsed = models.BooleanField(
        "已失效（日期不详）", default=False, help_text="来源注明已经失效或者已被新版本取代，但没有写明日期。"
    )
    is_validity_stated = models.BooleanField(
        "来源注明效力", default=True, help_text="来源没有注明效力的转载文件，页面显示“未注明”。"
    )

    objects = PolicyDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "政策文件"
        verbose_name_plural = "政策文件"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["register_number"],
                condition=~Q(register_number=""),
                name="policy_register_number_once",
                violation_error_message="统一登记号已经使用，请核对。",
            ),
            models.CheckConstraint(
                condition=Q(lapses_on__isnull=True)
                | Q(effective_on__isnull=True)
                | Q(lapses_on__gte=F("effective_on")),
                name="policy_lapse_not_before_effect",
                violation_error_message="有效期至不能早于施行日期。",
            ),
        ]

    def validity_on(self, day: date) -> Validity:
        """Return the validity of the document on this day; a repeal counts before a lapse."""
        if self.repealed_on is not None and day >= self.repealed_on:
            return Validity.REPEALED
        # A lapse without a date holds on every day asked about: no day is known on which it was still in force.
        if self.has_lapsed or (self.lapses_on is not None and day > self.lapses_on):
            return Validity.LAPSED
        if self.effective_on is not None and day < self.effective_on:
            return Validity.NOT_YET
        return Validity.IN_FORCE if self.is_validity_stated else Validity.UNSTATED


def validity_condition(validity: Validity, *, on: date) -> Q:
    """Return the condition under which `validity_on(on)` is this word: the same rule, asked of the database."""
    repealed = Q(repealed_on__isnull=False, repealed_on__lte=on)
    lapsed = ~repealed & (Q(has_lapsed=True) | Q(lapses_on__isnull=False, lapses_on__lt=on))
    not_yet = ~repealed & ~lapsed & Q(effective_on__isnull=False, effective_on__gt=on)
    standing = ~repealed & ~lapsed & ~not_yet
    return {
        Validity.REPEALED: repealed,
        Validity.LAPSED: lapsed,
        Validity.NOT_YET: not_yet,
        Validity.IN_FORCE: standing & Q(is_validity_stated=True),
        Validity.UNSTATED: standing & Q(is_validity_stated=False),
    }[validity]
