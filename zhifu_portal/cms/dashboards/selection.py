"""What a dashboard shows: which organs, which year; a department never more than its own."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from disclosure.organs.models import Organ
from disclosure.organs.permissions import StaffScope
from disclosure.records.models.record import FIRST_YEAR, LAST_YEAR


@dataclass(frozen=True)
class Selection:
    """Organs (None: every organ) and year (None: every year) that were asked for; `names` of all visible organs."""

    organ_ids: tuple[int, ...] | None
    year: int | None
    names: dict[int, str]
    today: date

    def name_of(self, organ_id: int) -> str:
        """Return the name of an organ, in the order of the office known from `names`."""
        return self.names.get(organ_id, f"机关{organ_id}")

    def in_order(self, organ_ids: Any) -> list[int]:
        """Return these organs in the order of the office."""
        place = {organ_id: number for number, organ_id in enumerate(self.names)}
        return sorted(organ_ids, key=lambda organ_id: (place.get(organ_id, len(place)), organ_id))


class SelectionForm(forms.Form):
    """The filter above a dashboard; an organ that is not offered is no choice."""

    organ = forms.TypedChoiceField(label="机关", coerce=int, required=False, empty_value=None)
    year = forms.IntegerField(label="年份", min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)

    def __init__(self, data: QueryDict, *, names: dict[int, str]) -> None:
        super().__init__(data)
        everything = "全部机关" if len(names) > 1 else "本机关"
        choices = [("", everything), *((str(pk), name) for pk, name in names.items())]
        self.fields["organ"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


def visible_names(scope: StaffScope) -> dict[int, str]:
    """Return the names of the district's organs whose figures a person may see, in the order of the office."""
    organs = Organ.objects.filter(is_foreign=False).order_by("sort_order", "pk")
    if not scope.reads_everything:
        organs = organs.filter(pk__in=list(scope.by_organ))
    return dict(organs.values_list("pk", "name"))


def selection_of(form: SelectionForm, *, scope: StaffScope, names: dict[int, str], today: date) -> Selection:
    """Return what the filter asks for, within what the person may see; a value that makes no sense is left out."""
    form.is_valid()
    organ = form.cleaned_data.get("organ")
    own = None if scope.reads_everything else tuple(scope.by_organ)
    return Selection(
        organ_ids=own if organ is None else (organ,), year=form.cleaned_data.get("year"), names=names, today=today
    )
