"""Staff screens of organs and roles."""

from typing import Any, ClassVar

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.views.snippets import CreateView

from disclosure.organs.enums import Role
from disclosure.organs.models import Organ, StaffRole
from disclosure.organs.services import grant_role, revoke_role, role_refusals
from disclosure.organs.viewsets import DepartmentViewSet, GuardedDeleteView


class OrganViewSet(DepartmentViewSet):
    """机关: identity, functions and the fields of the guide."""

    model = Organ
    icon = "group"
    menu_label = "机关"
    menu_order = 310
    add_to_settings_menu = True
    list_display: ClassVar = ["name", "code", "kind", "is_foreign", "is_active"]
    list_filter: ClassVar = ["kind", "is_foreign", "is_active"]
    search_fields: ClassVar = ["name", "short_name", "code"]
    search_backend_name = None
    list_export: ClassVar = ["name", "code", "kind", "disclosure_unit", "phone", "address"]
    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("short_name"), FieldPanel("slug")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("code")]),
                FieldRowPanel([FieldPanel("parent"), FieldPanel("sort_order")]),
                FieldRowPanel([FieldPanel("is_foreign"), FieldPanel("is_active")]),
                InlinePanel("prefixes", [FieldPanel("prefix")], label="代字"),
            ],
            heading="机关",
        ),
        MultiFieldPanel([FieldPanel("functions"), FieldPanel("head")], heading="机构职能"),
        MultiFieldPanel(
            [
                FieldPanel("disclosure_unit"),
                FieldPanel("address"),
                FieldPanel("office_hours"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("fax")]),
                FieldRowPanel([FieldPanel("email"), FieldPanel("postal_code")]),
                FieldPanel("website"),
                FieldPanel("guide_scope"),
                FieldPanel("guide_access"),
            ],
            heading="公开指南（《条例》第十二条）",
        ),
    ]


class StaffRoleForm(WagtailAdminModelForm):
    """Who gets which role where; says everything that does not fit at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = Organ.objects.local()
        self.fields["organ"].empty_label = "不选（全区岗位）"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for reason in role_refusals(user=cleaned.get("user"), organ=cleaned.get("organ"), role=cleaned.get("role", "")):
            self.add_error(None, reason)
        return cleaned

    def _post_clean(self) -> None:
        """The service decides; the constraints of the table would say the same a second time."""


class StaffRoleCreateView(CreateView):
    """Gives a role through the service, which writes it down in the audit chain."""

    form: StaffRoleForm

    def save_instance(self) -> StaffRole:
        chosen = self.form.cleaned_data
        return grant_role(user=chosen["user"], organ=chosen["organ"], role=Role(chosen["role"]), by=self.request.user)


class StaffRoleDeleteView(GuardedDeleteView):
    """Takes a role away through the service."""

    def delete_action(self) -> None:
        revoke_role(staff_role_id=self.object.pk, by=self.request.user)


class StaffRoleViewSet(DepartmentViewSet):
    """岗位: who is editor, reviewer, secrecy reviewer or signer of which organ; given and taken, never changed."""

    model = StaffRole
    icon = "user"
    menu_label = "岗位"
    menu_order = 320
    add_to_settings_menu = True
    base_form_class = StaffRoleForm
    add_view_class = StaffRoleCreateView
    delete_view_class = StaffRoleDeleteView
    list_display: ClassVar = ["user", "organ", "role"]
    list_filter: ClassVar = ["role", "organ"]
    panels: ClassVar = [FieldPanel("user"), FieldPanel("organ"), FieldPanel("role")]
