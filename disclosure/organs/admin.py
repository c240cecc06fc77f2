"""Staff screens of organs and roles."""

from typing import ClassVar

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from disclosure.organs.models import Organ, StaffRole
from disclosure.organs.viewsets import DepartmentViewSet


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


class StaffRoleViewSet(DepartmentViewSet):
    """岗位: who is editor, reviewer, secrecy reviewer or signer of which organ."""

    model = StaffRole
    icon = "user"
    menu_label = "岗位"
    menu_order = 320
    add_to_settings_menu = True
    list_display: ClassVar = ["user", "organ", "role"]
    list_filter: ClassVar = ["role", "organ"]
    panels: ClassVar = [FieldPanel("user"), FieldPanel("organ"), FieldPanel("role")]
