"""Declaration of the policy document screens: the record's screens with one more tab, and the import."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import IndexView

from disclosure.records.admin import RecordViewSet
from policies.documents.admin.bulk_import import BulkImportView
from policies.documents.admin.file_import import FileConfirmView, FileImportView
from policies.documents.models import PolicyDocument


class PolicyIndexView(IndexView):
    """The list, with the two ways to import for those who may add."""

    import_file_url_name: str = ""
    import_documents_url_name: str = ""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons: list[HeaderButton] = super().header_buttons
        if not self.user_has_permission("add"):
            return buttons
        return [
            *buttons,
            HeaderButton("导入公文", url=reverse(self.import_file_url_name), icon_name="upload"),
            HeaderButton("批量导入", url=reverse(self.import_documents_url_name), icon_name="download"),
        ]


class PolicyDocumentViewSet(RecordViewSet):
    """政策文件: the record's editor and review screen, and the dates of effect."""

    model = PolicyDocument
    icon = "doc-full-inverse"
    menu_label = "政策文件"
    menu_name = "policies"
    menu_order = 110
    export_filename = "policies"
    index_view_class = PolicyIndexView

    def extra_tabs(self) -> list[Any]:
        """Return the tab of validity."""
        return [
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("register_number")]),
                    FieldRowPanel([FieldPanel("effective_on"), FieldPanel("lapses_on"), FieldPanel("repealed_on")]),
                    FieldPanel("has_lapsed"),
                    FieldPanel("is_validity_stated"),
                ],
                heading="效力",
            )
        ]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the list where the import screens are."""
        view_kwargs: dict[str, Any] = super().get_index_view_kwargs(
            import_file_url_name=self.get_url_name("import_file"),
            import_documents_url_name=self.get_url_name("import_documents"),
            **kwargs,
        )
        return view_kwargs

    def get_urlpatterns(self) -> list[URLPattern]:
        names = {
            "confirm_url_name": self.get_url_name("import_confirm"),
            "import_url_name": self.get_url_name("import_file"),
            "edit_url_name": self.get_url_name("edit"),
        }
        return [
            *super().get_urlpatterns(),
            path("import-file/", self.construct_view(FileImportView, **names), name="import_file"),
            path("import-file/confirm/", self.construct_view(FileConfirmView, **names), name="import_confirm"),
            path("import-documents/", self.construct_view(BulkImportView), name="import_documents"),
        ]
