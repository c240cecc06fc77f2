"""Forms of the operation screens."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from disclosure.organs.models import Organ
from zhifu_portal.cms.operations.audit_trail import ACTION_GROUPS
from zhifu_portal.kernel.workdays.models import FIRST_YEAR, LAST_YEAR
from zhifu_portal.kernel.workdays.services import STAFF_SOURCE

WORKED, CLOSED = "worked", "closed"


class CalendarDayForm(forms.Form):
    """A holiday or a make-up workday."""

    date = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    kind = forms.ChoiceField(
        label="安排", choices=[(CLOSED, "放假"), (WORKED, "上班（含调休）")], widget=forms.RadioSelect, initial=CLOSED
    )
    name = forms.CharField(label="名称", max_length=50, help_text="例如“国庆节”“国庆节调休”。")


class AnnounceYearForm(forms.Form):
    """The yearly notice of the State Council's general office, entered completely."""

    source = forms.CharField(label="依据", max_length=300, initial=STAFF_SOURCE, help_text="写明放假通知的名称和文号。")


class YearForm(forms.Form):
    """Which year to show."""

    year = forms.IntegerField(label="年份", min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def chosen(self) -> int:
        """Return the year asked for, this year when none or an impossible one is."""
        return int(self.cleaned_data["year"]) if self.is_valid() else timezone.localdate().year


class AuditFilterForm(forms.Form):
    """Which rows of the audit trail to show."""

    organ = forms.ModelChoiceField(label="机关", queryset=Organ.objects.none(), required=False, empty_label="全部")
    action = forms.ChoiceField(label="操作", required=False, choices=[("", "全部"), *ACTION_GROUPS])
    on_or_after = forms.DateField(label="从", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    on_or_before = forms.DateField(label="到", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(label="操作人或对象", required=False, max_length=100)

    def __init__(self, *args: Any, organs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs  # type: ignore[attr-defined]  # it is a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("on_or_after"), cleaned.get("on_or_before")
        if isinstance(first, date) and isinstance(last, date) and first > last:
            self.add_error("on_or_before", "结束日期早于开始日期，请核对。")
        return cleaned
