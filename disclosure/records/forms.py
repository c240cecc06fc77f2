"""Forms of the record screens: what a person may choose, and where a new record gets its number."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.enums import Role
from disclosure.organs.models import Organ
from disclosure.organs.permissions import scope_of
from disclosure.organs.scoping import policy_of
from disclosure.records.models import Attachment, DisclosureLimit, InformationRecord
from disclosure.records.queries.grounds import ground_choices
from disclosure.records.queries.limits import limit_choices, limit_note, limits_for
from disclosure.records.services.attachments import prepare_attachment, upload_refusals
from disclosure.records.services.due_dates import refresh_due
from disclosure.records.services.registration import audit_registration, register_record
from zhifu_portal.kernel.chinese.document_numbers import normalise_document_number
from zhifu_portal.kernel.workdays import load_calendar

FORWARDS_HELP = "转发其他文件的，填写被转发文件的索引号或者发文字号；公开属性和情形应当与它一致。"


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


def readable_records(user: Any) -> Any:
    """Return the records this person may refer to: those they see in the lists, and what anyone may read."""
    seen = policy_of(InformationRecord).instances_user_has_any_permission_for(user, ["view"])
    return seen | InformationRecord.objects.public(on=timezone.localdate())


class GroundSelect(forms.Select):
    """The grounds in force today; one that has ended since it was chosen is still shown, marked."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> Any:
        """Return the options as they read today."""
        offered = [("", "不适用（主动公开）"), *ground_choices(on=timezone.localdate())]
        ended = [(code, f"{code}（已不再施行，请改选）") for code in value if code and code not in dict(offered)]
        self.choices = [*offered, *ended]
        return super().optgroups(name, value, attrs)


class RecordReferenceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Another record, named by its 索引号 or 发文字号: a list of all of them would be too long."""

    widget = forms.TextInput
    queryset: Any

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, empty_label=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show the index number of the record; what was typed stays as it was typed."""
        if isinstance(value, int):
            return InformationRecord.objects.filter(pk=value).values_list("index_number", flat=True).first()
        return value

    def to_python(self, value: Any) -> InformationRecord | None:
        """Return the record; raise ValidationError when none, or more than one, is meant."""
        words = str(value or "").strip()
        if not words:
            return None
        found = list(
            self.queryset.filter(Q(index_number=words) | Q(document_number=normalise_document_number(words)))[:2]
        )
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError("有几件信息是这个文号，请改填索引号。")
        raise ValidationError("没有找到这个索引号或者文号。本机关没有登记的文件请留空，按新文件认定。")


class RecordForm(WagtailAdminModelForm):
    """Base form of every record screen; a record stays with its organ once it has its number."""

    limit_note: str = ""
    """What the editor should know of the time limit after saving; empty for nothing new."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organ" in self.fields:
            self._limit_organ()
        if "forwards" in self.fields:
            self.fields["forwards"] = RecordReferenceField(
                queryset=readable_records(self.for_user), label="转发的文件", help_text=FORWARDS_HELP
            )
        if "joint_organs" in self.fields:
            self.fields["joint_organs"].queryset = Organ.objects.local()
        if "catalog_entries" in self.fields:
            entries = CatalogEntry.objects.filter(is_active=True).select_related("parent")
            self.fields["catalog_entries"].queryset = entries
        if "topics" in self.fields:
            self.fields["topics"].queryset = Topic.objects.visible().select_related("parent")
        if "disclosure_limit" in self.fields:
            limits = limit_choices(on=timezone.localdate(), kept_id=self.instance.disclosure_limit_id)
            self.fields["disclosure_limit"].queryset = limits
            self.fields["disclosure_limit"].empty_label = "二十个工作日（《条例》第二十六条）"

    def _limit_organ(self) -> None:
        """Offer the person's own organs; a record that has its number stays where it is."""
        field = self.fields["organ"]
        if self.instance.pk:
            field.queryset = Organ.objects.filter(pk=self.instance.organ_id)
            field.disabled = True
            return
        offer_own_organs(field, user=self.for_user)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._propose_limit(cleaned)
        return cleaned

    def _propose_limit(self, cleaned: dict[str, Any]) -> None:
        """Choose the one limit that newly chosen catalog entries name, or advise of several.

        Who takes the choice back is not asked again before choosing other entries.
        """
        if "catalog_entries" not in self.changed_data or "disclosure_limit" not in self.fields:
            return
        if cleaned.get("disclosure_limit"):
            return
        limits: list[DisclosureLimit] = limits_for(cleaned.get("catalog_entries", ()), on=timezone.localdate())
        cleaned["disclosure_limit"] = limits[0] if len(limits) == 1 else None
        self.limit_note = limit_note(limits)

    def save(self, commit: bool = True) -> InformationRecord:
        """Register a new record while saving it; the due date of one that exists follows the edit."""
        record: InformationRecord = self.instance
        if not record._state.adding:
            if self.has_changed():
                refresh_due(draft=record, by=self.for_user, now=timezone.now(), calendar=load_calendar())
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
