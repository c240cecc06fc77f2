"""The form of a step: agree, state another attribute, or return; what a word needs is said by the service."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from disclosure.records.enums import (
    Attribute,
    DecisionOutcome,
    DeterminationOutcome,
    ReviewStep,
    ThirdPartyPosition,
)
from disclosure.records.models import Determination
from disclosure.records.queries.determinations import has_disagreement
from disclosure.records.queries.grounds import ground_choices
from disclosure.records.queries.statements import AttributeStatement, build_statement, statement_from

AGREE, DISAGREE, RETURN, WORD = (
    str(DecisionOutcome.APPROVED),
    str(DeterminationOutcome.DISAGREED),
    str(DecisionOutcome.RETURNED),
    "word-",
)
RETURN_CHOICE = (RETURN, "退回修改")
STATED_ATTRIBUTES = [choice for choice in Attribute.choices if choice[0] != Attribute.UNDETERMINED]


def outcome_choices(step: ReviewStep, words: Sequence[Determination]) -> list[tuple[str, str]]:
    """Return what can be decided at a step; with several words said, the signer chooses among them."""
    if step == ReviewStep.SECRECY_REVIEW:
        return [RETURN_CHOICE]
    if step == ReviewStep.JOINT_AGREEMENT:
        return [(AGREE, "同意"), (DISAGREE, "不同意，另行认定")]
    if step == ReviewStep.SIGN_OFF and has_disagreement(words):
        chosen = [(f"{WORD}{word.pk}", f"采纳{word_label(word)}") for word in words]
        return [*chosen, (DISAGREE, "另行确定"), RETURN_CHOICE]
    return [(AGREE, "同意"), (DISAGREE, "不同意，另行认定"), RETURN_CHOICE]


def word_label(word: Determination) -> str:
    """Return whose word it is and what it says, in a few words."""
    codes = "、".join(said.ground.code for said in word.grounds.all())
    severed = "（部分公开）" if word.is_severed else ""
    return f"{word.get_stage_display()}（{word.organ}）：{word.get_to_attribute_display()}{severed} {codes}".strip()


def grounds_today() -> list[tuple[str, str]]:
    """Return the grounds in force today, after an empty choice."""
    return [("", "不适用"), *ground_choices(on=timezone.localdate())]


class GroundField(forms.ChoiceField):
    """A ground in force today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, choices=grounds_today, **kwargs)


def _reason(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=help_text)


class DecisionForm(forms.Form):
    """What the reviewer, a joint organ's reviewer or the signer decides."""

    outcome = forms.ChoiceField(label="办理结果", widget=forms.RadioSelect)
    reason = _reason("意见", "退回、不同意或者在不同意见中选定时必填，拟稿人会看到。")
    attribute = forms.ChoiceField(
        label="公开属性", required=False, choices=[("", "请选择"), *STATED_ATTRIBUTES], help_text="另行认定时选择。"
    )
    is_severed = forms.BooleanField(
        label="部分公开（区分处理）", required=False, help_text="公开属性为主动公开，其中标注的段落不公开。"
    )
    ground = GroundField(label="不予公开情形")
    ground_reason = _reason("理由", "为什么适用这一情形。")
    discretion_reason = _reason("裁量理由", "第十六条规定“可以不予公开”：说明为什么决定不公开。")
    third_party = forms.ChoiceField(label="第三方意见", required=False, choices=ThirdPartyPosition.choices)
    third_party_reason = _reason("第三方意见说明", "第十五条：征求的方式和答复，或者公共利益受到的影响。")
    second_ground = GroundField(label="其他情形")
    second_reason = _reason("其他情形的理由")
    third_ground = GroundField(label="其他情形")
    third_reason = _reason("其他情形的理由")
    revision = forms.IntegerField(widget=forms.HiddenInput)

    STATEMENT_FIELDS = (
        "attribute",
        "is_severed",
        "ground",
        "ground_reason",
        "discretion_reason",
        "third_party",
        "third_party_reason",
        "second_ground",
        "second_reason",
        "third_ground",
        "third_reason",
    )
    GROUND_LINES = (("ground", "ground_reason"), ("second_ground", "second_reason"), ("third_ground", "third_reason"))

    def __init__(self, *args: Any, step: ReviewStep, words: Sequence[Determination], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = {f"{WORD}{word.pk}": word for word in words}
        choices = outcome_choices(step, words)
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.may_state = any(value == DISAGREE for value, _label in choices)

    def clean(self) -> dict[str, Any]:
        """Ask for an attribute where another one is stated."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("outcome") == DISAGREE and not cleaned.get("attribute"):
            self.add_error("attribute", "另行认定的，请选择公开属性。")
        return cleaned

    @property
    def decision_outcome(self) -> DecisionOutcome:
        """Whether the record goes on: an approval does, whatever attribute it states."""
        is_return = self.cleaned_data["outcome"] == RETURN
        return DecisionOutcome.RETURNED if is_return else DecisionOutcome.APPROVED

    def statement(self, *, on: date) -> AttributeStatement | None:
        """Return the attribute the person states; None for agreement and for a return."""
        cleaned = self.cleaned_data
        if cleaned["outcome"] in self.words:
            return statement_from(self.words[cleaned["outcome"]])
        if cleaned["outcome"] != DISAGREE:
            return None
        return build_statement(
            attribute=cleaned["attribute"],
            is_severed=cleaned["is_severed"],
            grounds=[(cleaned[ground], cleaned[reason]) for ground, reason in self.GROUND_LINES if cleaned[ground]],
            discretion_reason=cleaned["discretion_reason"],
            third_party=cleaned["third_party"],
            third_party_reason=cleaned["third_party_reason"],
            on=on,
        )

    @property
    def statement_fields(self) -> list[forms.BoundField]:
        """The fields of another attribute, in order."""
        return [self[name] for name in self.STATEMENT_FIELDS]
