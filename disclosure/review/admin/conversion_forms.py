"""Forms of the screens of conversion."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from disclosure.organs.permissions import AnyUser
from disclosure.organs.scoping import policy_of
from disclosure.records.models import InformationRecord
from disclosure.review.enums import EvidenceKind
from disclosure.review.forms import day_input
from disclosure.review.queries.conversion import LONGEST_KEY

NOT_FOUND = "没有找到这个索引号，请核对后重新填写。"


class Resolution(models.TextChoices):
    """What a reviewer decides on a case."""

    OPEN = "open", "转为主动公开"
    OPEN_IN_PART = "open_in_part", "部分公开（区分处理）"
    DECLINE = "decline", "不转为公开"
    REQUEUE = "requeue", "退回研究"


class EvidenceForm(forms.Form):
    """A request answered on paper, or a suggestion made by telephone."""

    index_number = forms.CharField(
        label="索引号", max_length=32, help_text="被申请或者建议公开的信息，须已登记而没有公开。"
    )
    kind = forms.ChoiceField(
        label="来源", choices=[(kind.value, kind.label) for kind in (EvidenceKind.REQUEST, EvidenceKind.SUGGESTION)]
    )
    key = forms.CharField(
        label="来源编号", max_length=LONGEST_KEY, help_text="如登记编号、来电记录编号；同一编号只登记一次。"
    )
    on = forms.DateField(label="日期", widget=day_input())
    note = forms.CharField(
        label="说明",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="建议公开的须写明内容和理由；请不要填写申请人的姓名、证件号码和联系方式。",
    )

    def __init__(self, *args: object, user: AnyUser, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.user = user

    def clean_index_number(self) -> InformationRecord:
        """Return the record; one that this person may not see is as good as none."""
        visible = policy_of(InformationRecord).instances_user_has_any_permission_for(self.user, ["view"])
        record: InformationRecord | None = visible.filter(
            index_number=self.cleaned_data["index_number"].strip()
        ).first()
        if record is None:
            raise ValidationError(NOT_FOUND)
        return record


class ResolutionForm(forms.Form):
    """What is decided, and why."""

    resolution = forms.ChoiceField(label="决定", choices=Resolution.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: object, offered: frozenset[Resolution], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        field = self.fields["resolution"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [(each.value, each.label) for each in Resolution if each in offered]
