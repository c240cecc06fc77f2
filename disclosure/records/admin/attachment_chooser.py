"""Choosing a file for a record: one of the own files, or a new one uploaded on the spot."""

from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.snippets.views.chooser import SnippetCreateView

from disclosure.organs.viewsets import ScopedChooseResultsView, ScopedChooserViewSet, ScopedChooseView
from disclosure.records.forms import AttachmentUploadForm


class UploaderMixin:
    """Tells the upload form who uploads: it offers this person's organs only."""

    request: HttpRequest

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_creation_form_kwargs()  # type: ignore[misc]  # of the view mixed with
        # The record's own editor below the dialogue has fields of the same names.
        return kwargs | {"for_user": self.request.user, "prefix": "upload"}


class AttachmentChooseView(UploaderMixin, ScopedChooseView):
    """The dialogue: own files, and a tab to upload."""


class AttachmentChooseResultsView(UploaderMixin, ScopedChooseResultsView):
    """The list of the dialogue."""


class AttachmentUploadView(UploaderMixin, SnippetCreateView):
    """Takes the uploaded file and chooses it."""


class AttachmentChooserViewSet(ScopedChooserViewSet):
    """Chooser of attachments."""

    choose_view_class = AttachmentChooseView
    choose_results_view_class = AttachmentChooseResultsView
    create_view_class = AttachmentUploadView
    creation_form_class: ClassVar = AttachmentUploadForm
    create_action_label = "上传"
    creation_tab_label = "上传新文件"
    search_tab_label = "选择已有文件"
