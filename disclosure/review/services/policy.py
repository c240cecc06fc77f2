"""Changing how periodic review runs; every change is written down with what it was before."""

from django.contrib.auth.models import User
from django.db import transaction

from disclosure.organs.enums import Role
from disclosure.organs.permissions import scope_of
from disclosure.review.enums import RoundStatus
from disclosure.review.models import ReviewRound, ReviewRule, ReviewSettings
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if

SETTING_FIELDS = ("is_enabled", "term_workdays", "remind_workdays", "escalate_workdays", "conversion_threshold")
RULE_FIELDS = ("organ_id", "attribute", "ground", "interval_months", "mode", "sample_percent")


def policy_in_words(*, settings_id: int) -> dict[str, object]:
    """Return the settings and their rules as stored now, in plain values."""
    stored = ReviewSettings.objects.values(*SETTING_FIELDS).get(pk=settings_id)
    rules = ReviewRule.objects.filter(settings_id=settings_id).order_by("sort_order", "pk").values(*RULE_FIELDS)
    return {**stored, "rules": list(rules)}


@transaction.atomic
def record_policy_change(*, settings: ReviewSettings, before: dict[str, object], by: User) -> bool:
    """Write down what the office changed, in the transaction of the change; return whether anything was.

    The round of the month is looked at again by the next sweep, the same day's included.
    Raise Refused for anybody else than the disclosure office.
    """
    refuse_if(
        [] if scope_of(by).has({Role.DISCLOSURE_OFFICE}, None) else ["定期审查规则由政务公开办设置，请联系政务公开办。"]
    )
    after = policy_in_words(settings_id=settings.pk)
    if before == after:
        return False
    ReviewRound.objects.filter(status=RoundStatus.OPEN).update(swept_on=None)
    record_audit(action="review.settings_changed", by=by, subject=settings, detail={"before": before, "after": after})
    return True
