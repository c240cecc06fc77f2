"""Forms of the rows of law: whole rows as the stock screens edit them, and the words that take the place of others."""

from dataclasses import fields
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from disclosure.catalog.models import CatalogEntry
from disclosure.records.admin.tree_checkboxes import TreeCheckboxes
from disclosure.records.models import DisclosureLimit, Ground
from disclosure.records.services.law import GroundWords, LimitWords, Term


class RepealForm(forms.Form):
    """From which day a row is no longer in force."""

    repealed_on = forms.DateField(
        label="废止日期",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="从这一天起不再选用；此前的认定和期限不变。",
    )


class NewWordsForm(WagtailAdminModelForm):
    """New words that begin on the day on which the old ones end."""

    effective_on = forms.DateField(
        label="新条文施行日期",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="原条文在这一天废止；此前的认定和期限不变。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["effective_on"] = timezone.localdate()
        if "catalog_entries" in self.fields:
            entries = CatalogEntry.objects.filter(is_active=True).select_related("parent")
            self.fields["catalog_entries"].queryset = entries

    def _post_clean(self) -> None:
        """The service judges the new row; the constraints of the table would judge the old one."""


class GroundWordsForm(NewWordsForm):
    """The words of a ground."""

    class Meta:
        model = Ground
        fields: ClassVar = ["name", "article", "text", "force"]


class LimitWordsForm(NewWordsForm):
    """The words of a limit."""

    class Meta:
        model = DisclosureLimit
        fields: ClassVar = ["subject", "amount", "unit", "starts_from", "basis", "catalog_entries"]
        widgets: ClassVar = {"catalog_entries": TreeCheckboxes}


def ground_words(data: dict[str, Any]) -> GroundWords:
    """Return what a form says of a ground."""
    return GroundWords(**{field.name: data[field.name] for field in fields(GroundWords)})


def limit_words(data: dict[str, Any]) -> LimitWords:
    """Return what a form says of a limit."""
    return LimitWords(**{field.name: data[field.name] for field in fields(LimitWords)})


def term(data: dict[str, Any]) -> Term:
    """Return when a form says the row is in force."""
    return Term(data["effective_on"], data["repealed_on"])
