"""Forms of the record screens: what a person may choose, and where a new record gets its number."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.enums import Role
from disclosure.organs.models import Organ
from disclosure.organs.permissions import scope_of
from disclosure.records.enums import ExemptionGround
from disclosure.records.models import Attachment, InformationRecord
from disclosure.records.services.attachments import prepare_attachment, upload_refusals
from disclosure.records.services.registration import audit_registration, register_record
from zhifu_portal.kernel.workdays import load_calendar


def editable_organs(user: Any) -> Any:
    """Return the organs in which this person is an editor."""
    return Organ.objects.local().filter(pk__in=scope_of(user).organs_with({Role.EDITOR}))


def offer_own_organs(field: Any, *, user: Any) -> None:
    """Let a field offer the person's own organs; the only one is chosen already."""
    field.queryset = editable_organs(user)
    only = list(field.queryset[:2])
    if len(only) == 1:
        field.initial = only[0]
        field.empty_label = None


class RecordForm(WagtailAdminModelForm):
    """Base form of every record screen; a record stays with its organ once it has its number."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organ" in self.fields:
            self._limit_organ()
        if "ground" in self.fields:
            self.fields["ground"].choices = [("", "不适用（主动公开）"), *ExemptionGround.choices]
        if "joint_organs" in self.fields:
            self.fields["joint_organs"].queryset = Organ.objects.local()
        if "catalog_entries" in self.fields:
            entries = CatalogEntry.objects.filter(is_active=True).select_related("parent")
            self.fields["catalog_entries"].queryset = entries
        if "topics" in self.fields:
            self.fields["topics"].queryset = Topic.objects.visible().select_related("parent")

    def _limit_organ(self) -> None:
        """Offer the person's own organs; a record that has its number stays where it is."""
        field = self.fields["organ"]
        if self.instance.pk:
            field.queryset = Organ.objects.filter(pk=self.instance.organ_id)
            field.disabled = True
            return
        offer_own_organs(field, user=self.for_user)

    def save(self, commit: bool = True) -> InformationRecord:
        """Register a new record while saving it; a record that exists is only saved."""
        record: InformationRecord = self.instance
        if not record._state.adding:
            return super().save(commit=commit)
        register_record(record=record, by=self.for_user, now=timezone.now(), calendar=load_calendar())
        saved: InformationRecord = super().save(commit=commit)
        if saved.pk:
            audit_registration(record=saved, by=self.for_user)
        return saved


class AttachmentForm(WagtailAdminModelForm):
    """Upload of a file: judged by its content, never by its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organ" in self.fields:
            offer_own_organs(self.fields["organ"], user=self.for_user)

    def clean_file(self) -> Any:
        """Refuse a file with every reason why it cannot be taken."""
        file = self.cleaned_data["file"]
        reasons = upload_refusals(file=file)
        if reasons:
            raise ValidationError(reasons)
        return file

    def save(self, commit: bool = True) -> Attachment:
        """Fill in what is read from the file, then save."""
        prepare_attachment(attachment=self.instance, file=self.cleaned_data["file"], by=self.for_user)
        return super().save(commit=commit)


class AttachmentUploadForm(AttachmentForm):
    """The upload inside the chooser of a record."""

    class Meta:
        model = Attachment
        fields: ClassVar = ["organ", "title", "file"]
        widgets: ClassVar = {"organ": forms.Select}


class DecisionForm(forms.Form):
    """What the reviewer, the secrecy reviewer or the signer decides."""

    outcome = forms.ChoiceField(
        label="办理结果", choices=[("approved", "同意"), ("returned", "退回修改")], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="意见", required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text="退回时必填，拟稿人会看到。"
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawalForm(forms.Form):
    """Why a record leaves the site."""

    explanation = forms.CharField(
        label="撤下说明", widget=forms.Textarea(attrs={"rows": 4}), help_text="说明会显示在原网址上，向社会公开。"
    )


class ReplacementForm(forms.Form):
    """Which newer record takes the place of this one."""

    replaced_by = forms.CharField(label="新文件的索引号", max_length=32, help_text="新文件须已经公开发布。")

    def clean_replaced_by(self) -> InformationRecord:
        """Return the record with this index number."""
        number = self.cleaned_data["replaced_by"].strip()
        record = InformationRecord.objects.filter(index_number=number).first()
        if record is None:
            raise ValidationError("没有找到这个索引号，请从新文件的页面复制后粘贴。")
        return record
