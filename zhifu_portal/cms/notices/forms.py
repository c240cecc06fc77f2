"""Forms of the notice screens."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils import timezone

from zhifu_portal.kernel.notice_events import registered_events
from zhifu_portal.kernel.notices import MailWish
from zhifu_portal.kernel.notices.models import LONGEST_SUBJECT
from zhifu_portal.kernel.notices.wording import LONGEST_BODY

GENERAL: Final = "general"


class ShownUntilForm(forms.Form):
    """The moment of the list whose notices are marked."""

    until = forms.DateTimeField(required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])


class PreferenceForm(forms.Form):
    """How to be told: in general, and of each event that is to be different."""

    def __init__(self, *args: Any, wishes: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[GENERAL] = forms.ChoiceField(
            label="一般通知", choices=MailWish.choices, initial=wishes.get("", MailWish.AT_ONCE)
        )
        for event in registered_events():
            self.fields[f"event-{event.event}"] = forms.ChoiceField(
                label=event.label,
                choices=[("", "与一般通知相同"), *MailWish.choices],
                initial=wishes.get(event.event, ""),
                required=False,
            )

    def wishes(self) -> dict[str, MailWish | None]:
        """Return the wish for each event, under "" the general one."""
        chosen: dict[str, MailWish | None] = {"": MailWish(self.cleaned_data[GENERAL])}
        for event in registered_events():
            value = self.cleaned_data[f"event-{event.event}"]
            chosen[event.event] = MailWish(value) if value else None
        return chosen


class TemplateForm(forms.Form):
    """The text of an event and its first day; the service checks the placeholders."""

    subject = forms.CharField(label="标题", max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label="内容", max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 8}), help_text="纯文本。"
    )
    effective_on = forms.DateField(
        label="启用日期",
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="从这一天起的新通知用这个文本，已经发出的通知不变。",
    )
