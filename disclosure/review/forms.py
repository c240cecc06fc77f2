"""Forms of periodic review."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, Attribute, ThirdPartyPosition
from disclosure.records.queries.grounds import ground_choices
from disclosure.review.enums import ReviewOutcome
from disclosure.review.services.policy import policy_in_words, record_policy_change

NOT_OPEN_CHOICES = [(attribute.value, attribute.label) for attribute in Attribute if attribute in NOT_OPEN_ATTRIBUTES]


def day_input() -> forms.DateInput:
    """Return the browser's own date field: it works without a script."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ReviewSettingsForm(WagtailAdminModelForm):
    """定期审查规则: saved and written down in one transaction."""

    for_user: Any

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        codes = {code for code, _label in ground_choices(on=timezone.localdate())}
        rules = self.formsets["rules"]
        rules.is_valid()
        for number, form in enumerate(rules.forms, start=1):
            ground = getattr(form, "cleaned_data", {}).get("ground", "")
            if ground and ground not in codes:
                self.add_error(None, f"第 {number} 条规则的情形代码“{ground}”不在现行情形中，请核对，如 E16-2。")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        with transaction.atomic():
            before = policy_in_words(settings_id=self.instance.pk)
            saved = super().save(commit=commit)
            record_policy_change(settings=saved, before=before, by=self.for_user)
        return saved


class ItemDecisionForm(forms.Form):
    """What a reviewer decides on one item; what belongs together is checked by the service."""

    outcome = forms.ChoiceField(label="结论", choices=ReviewOutcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    next_review_on = forms.DateField(
        label="下次审查日期",
        required=False,
        widget=day_input(),
        help_text="维持原属性的必填，到期再次审查。",
    )
    secret_until = forms.DateField(
        label="保密期限届满日期", required=False, widget=day_input(), help_text="属于国家秘密并且定有期限的填写。"
    )
    attribute = forms.ChoiceField(label="变更后的公开属性", choices=NOT_OPEN_CHOICES, required=False)
    ground = forms.ChoiceField(label="变更后的情形", required=False, help_text="结论为“变更情形”的必填。")
    discretion_reason = forms.CharField(
        label="裁量理由",
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="第十六条规定“可以不予公开”：请说明为什么决定不公开。",
    )
    third_party = forms.ChoiceField(label="第三方意见", choices=ThirdPartyPosition.choices, required=False)
    third_party_reason = forms.CharField(
        label="第三方意见说明", widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["ground"]
        chosen.choices = [("", "不变更"), *ground_choices(on=timezone.localdate())]


class KeepManyForm(forms.Form):
    """One reason and one date for many items of one ground."""

    reason = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3}))
    next_review_on = forms.DateField(label="下次审查日期", widget=day_input())


class YearForm(forms.Form):
    """Which year's coverage to show."""

    year = forms.IntegerField(label="年份", min_value=1949, max_value=2999, required=False)
