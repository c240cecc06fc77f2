"""Staff screens of policy documents: the record's screens with one more tab."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from disclosure.records.admin import RecordViewSet
from policies.documents.models import PolicyDocument


class PolicyDocumentViewSet(RecordViewSet):
    """政策文件: the record's editor and review screen, and the dates of effect."""

    model = PolicyDocument
    icon = "doc-full-inverse"
    menu_label = "政策文件"
    menu_name = "policies"
    menu_order = 110
    export_filename = "policies"

    def extra_tabs(self) -> list[Any]:
        """Return the tab of validity."""
        return [
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("register_number")]),
                    FieldRowPanel([FieldPanel("effective_on"), FieldPanel("lapses_on"), FieldPanel("repealed_on")]),
                    FieldPanel("is_validity_stated"),
                ],
                heading="效力",
            )
        ]
