"""Staff download of a file, whatever the state of its record: own organ's rows only."""

from typing import Any

from django.http import FileResponse, HttpRequest
from django.views import View

from disclosure.records.models import Attachment
from zhifu_portal.kernel.files import FileKind


def file_response(attachment: Attachment) -> FileResponse:
    """Return the file as a download under its own name; the caller has checked who may have it."""
    return FileResponse(
        attachment.file.open("rb"),
        as_attachment=True,
        filename=attachment.original_name,
        content_type=FileKind(attachment.kind).mime_type,
    )


class AttachmentDownloadView(View):
    """Sends the file to a person who may see its row; the ViewSet has checked that before."""

    model = Attachment
    permission_policy: Any = None
    reader_url_name: str | None = None
    scoped_instance: Attachment

    def get(self, request: HttpRequest, **kwargs: Any) -> FileResponse:
        return file_response(self.scoped_instance)
