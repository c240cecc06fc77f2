"""Forms of the import screens: what is chosen, and what was recognised and is confirmed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from disclosure.organs.models import Organ
from disclosure.organs.permissions import AnyUser
from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, Attribute, Genre
from disclosure.records.forms import editable_organs
from disclosure.records.queries.grounds import ground_choices
from policies.documents.importing.batches import MAX_UPLOAD_BYTES
from policies.documents.importing.file_reading import MAX_CHARACTERS, FileProposal
from policies.documents.importing.file_registration import ConfirmedDocument, unnumbered_headings
from zhifu_portal.kernel.chinese.document_numbers import normalise_document_number

# Django would write and read a date as the language has it, 2022/06/16, which nobody here does.
DAY_FORMAT = "%Y-%m-%d"


def ground_options() -> list[tuple[str, str]]:
    """Return the exemption grounds in force today, after an empty choice."""
    return [("", "---------"), *ground_choices(on=timezone.localdate())]


class OrganForm(forms.Form):
    """Base of forms that register something for an organ of the editor."""

    organ = forms.ModelChoiceField(queryset=Organ.objects.none(), label="登记机关", empty_label=None)

    def __init__(self, *args: Any, for_user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organ = self.fields["organ"]
        assert isinstance(organ, forms.ModelChoiceField)  # noqa: S101  # declared above
        organ.queryset = editable_organs(for_user)


class FileImportForm(forms.Form):
    """The file of one official document."""

    file = forms.FileField(label="公文文件", help_text="docx、PDF（文字版）、OFD、HTML 或者 TXT 文件，不超过 100 MB。")


class BulkImportForm(OrganForm):
    """A file of many documents."""

    file = forms.FileField(
        label="JSONL 文件",
        help_text=f"UTF-8 编码，每行一件公文（id、title、body 等），不超过 {MAX_UPLOAD_BYTES // 1024 // 1024} MB。",
    )


class ConfirmForm(OrganForm):
    """Every field of a proposal, with the recognised text carried along so that nothing is lost on an error."""

    title = forms.CharField(label="标题", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    document_number = forms.CharField(label="发文字号", max_length=100, required=False)
    issuers = forms.CharField(
        label="制发机关",
        max_length=500,
        required=False,
        help_text="联合发文的用顿号分隔，牵头机关在前；不填即为登记机关。",
    )
    composed_on = forms.DateField(
        label="成文日期",
        required=False,
        input_formats=[DAY_FORMAT],
        widget=forms.DateInput(format=DAY_FORMAT),
        help_text="写成2022-06-16的形式。",
    )
    genre = forms.ChoiceField(label="体裁", choices=Genre.choices)
    attribute = forms.ChoiceField(label="公开属性", choices=Attribute.choices)
    ground = forms.ChoiceField(
        label="不予公开情形",
        choices=ground_options,
        required=False,
        widget=forms.Select(attrs={"class": "w-w-full"}),
    )
    ground_reason = forms.CharField(
        label="理由",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="依申请公开、不予公开须说明理由。",
    )
    body_text = forms.CharField(
        label="正文",
        max_length=MAX_CHARACTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="每段一行；“一、”“（一）”等标题自动识别，其他格式可在登记后的编辑页面调整。",
    )
    recognised_text = forms.CharField(max_length=MAX_CHARACTERS, strip=False, widget=forms.HiddenInput)
    notes = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def clean_document_number(self) -> str:
        """Return the number in its one spelling."""
        return normalise_document_number(self.cleaned_data["document_number"])

    def clean(self) -> dict[str, Any]:
        """Refuse what is not to be disclosed without a ground and a reason (条例第十四条至第十六条)."""
        cleaned = super().clean() or self.cleaned_data
        is_reasoned = cleaned.get("ground") and (cleaned.get("ground_reason") or "").strip()
        if cleaned.get("attribute") in NOT_OPEN_ATTRIBUTES and not is_reasoned:
            raise ValidationError("依申请公开、不予公开的，须选择《条例》规定的情形并说明理由。")
        return cleaned

    def confirmed(self, *, proposal: FileProposal) -> ConfirmedDocument:
        """Return what was confirmed; the form is valid."""
        data = self.cleaned_data
        return ConfirmedDocument(
            title=" ".join(data["title"].split()),
            document_number=data["document_number"],
            issuers=data["issuers"],
            composed_on=data["composed_on"],
            genre=Genre(data["genre"]),
            attribute=Attribute(data["attribute"]),
            ground=data["ground"],
            ground_reason=data["ground_reason"].strip(),
            body_text=data["body_text"],
            headings=unnumbered_headings(proposal=proposal),
            page_head=proposal.head,
        )


def proposed_values(*, proposal: FileProposal, organ_id: int | None) -> dict[str, Any]:
    """Return the initial values of the confirmation for a proposal."""
    document = proposal.document
    return {
        "organ": organ_id,
        "title": document.title,
        "document_number": document.document_number,
        "issuers": "、".join(document.issuing_organs),
        "composed_on": document.composed_on,
        "genre": proposal.genre,
        "attribute": proposal.attribute,
        "body_text": proposal.body_text,
        "recognised_text": proposal.text,
        "notes": "\n".join(proposal.notes),
    }
