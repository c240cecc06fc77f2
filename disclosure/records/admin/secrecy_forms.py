"""Forms of the secrecy review; what a result needs is said by the service, all at once."""

from typing import Any

from django import forms
from django.utils import timezone

from disclosure.records.enums import SecrecyResult
from disclosure.records.queries.grounds import ground_choices

RESULTS = [(value, label) for value, label in SecrecyResult.choices if value != SecrecyResult.PENDING]
FINAL_RESULTS = [(value, label) for value, label in RESULTS if value != SecrecyResult.REFERRED]


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class GroundsForm(forms.Form):
    """A result with the provisions of a refusal, on the revision that was read."""

    result = forms.ChoiceField(label="审查结论", choices=FINAL_RESULTS, widget=forms.RadioSelect)
    grounds = forms.MultipleChoiceField(
        label="依据的条款", required=False, widget=forms.CheckboxSelectMultiple, help_text="不可公开时至少选择一项。"
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grounds"].choices = ground_choices(on=timezone.localdate())  # type: ignore[attr-defined]  # a choice field


class SecrecyForm(GroundsForm):
    """可公开, 不可公开 or 待确定."""

    result = forms.ChoiceField(label="审查结论", choices=RESULTS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="意见", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="不可公开时必填。"
    )
    referred_to = forms.CharField(
        label="报送机关", required=False, max_length=120, help_text="待确定时必填：有关主管部门或者保密行政管理部门。"
    )
    referred_on = forms.DateField(label="报送日期", required=False, widget=_day(), help_text="待确定时必填。")


class ReplyForm(GroundsForm):
    """The reply to a referral and what follows from it."""

    reply = forms.CharField(label="答复内容", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    replied_on = forms.DateField(label="答复日期", required=False, widget=_day())
