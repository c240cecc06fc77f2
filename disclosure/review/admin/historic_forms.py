"""Forms of the screens of historic documents."""

from typing import Any

from django import forms
from django.utils import timezone

from disclosure.organs.models import Organ
from disclosure.records.enums import Attribute, ThirdPartyPosition
from disclosure.records.queries.grounds import ground_choices
from disclosure.records.queries.statements import AttributeStatement, GroundStatement
from disclosure.review.enums import ProposalStatus
from disclosure.review.models import HistoricProposal
from disclosure.review.models.historic import DETERMINED
from disclosure.review.queries.historic import NO_ATTRIBUTE, WorklistFilter


class WorklistForm(forms.Form):
    """Which historic documents to show; an impossible value narrows nothing."""

    organ = forms.ModelChoiceField(label="机关", queryset=Organ.objects.none(), required=False, empty_label="全部机关")
    attribute = forms.ChoiceField(
        label="建议属性", required=False, choices=[("", "全部"), *DETERMINED, (NO_ATTRIBUTE, "没有建议")]
    )
    status = forms.ChoiceField(label="状态", required=False, choices=ProposalStatus.choices)
    clear = forms.BooleanField(label="只看可批量确认的", required=False)
    text = forms.CharField(label="标题、文号或者索引号", required=False, max_length=100)

    def __init__(self, *args: Any, organs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organ"]
        field.queryset = organs

    def wanted(self) -> WorklistFilter:
        """Return the filter that was asked for."""
        self.is_valid()
        asked = self.cleaned_data
        organ = asked.get("organ")
        return WorklistFilter(
            organ_id=organ.pk if organ else None,
            status=asked.get("status") or ProposalStatus.PENDING,
            attribute=asked.get("attribute") or "",
            clear_only=bool(asked.get("clear")),
            text=(asked.get("text") or "").strip(),
        )


class HistoricDeterminationForm(forms.Form):
    """The reviewer's own word on one historic document; the service says what it lacks."""

    attribute = forms.ChoiceField(label="公开属性", choices=DETERMINED, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label="情形", required=False, help_text="依申请公开、不予公开的必填；主动公开的不填。")
    reason = forms.CharField(label="理由", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    discretion_reason = forms.CharField(
        label="裁量理由",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="第十六条规定“可以不予公开”：请说明为什么决定不公开。",
    )
    third_party = forms.ChoiceField(label="第三方意见", choices=ThirdPartyPosition.choices, required=False)
    third_party_reason = forms.CharField(
        label="第三方意见说明",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="第十五条的情形必填。",
    )
    note = forms.CharField(label="办理说明", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ground"]
        field.choices = [("", "不适用（主动公开）"), *ground_choices(on=timezone.localdate())]

    def statement(self) -> AttributeStatement:
        """Return what was filled in as a word on the attribute."""
        said = self.cleaned_data
        ground = GroundStatement(
            code=said["ground"],
            reason=said["reason"].strip(),
            discretion_reason=said["discretion_reason"].strip(),
            third_party=ThirdPartyPosition(said["third_party"]),
            third_party_reason=said["third_party_reason"].strip(),
        )
        return AttributeStatement(Attribute(said["attribute"]), grounds=(ground,) if said["ground"] else ())


class NoteForm(forms.Form):
    """Why something is set aside or taken back."""

    note = forms.CharField(label="说明", widget=forms.Textarea(attrs={"rows": 2}))


def proposed_values(proposal: HistoricProposal) -> dict[str, str]:
    """Return the values with which the form of one document begins."""
    names = ("attribute", "ground", "reason", "discretion_reason")
    return {name: getattr(proposal, name) for name in names}
