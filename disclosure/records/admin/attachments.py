"""Staff download of a file, whatever the state of its record: own organ's rows only."""

from typing import Any

from django.http import FileResponse, HttpRequest
from django.views import View

from disclosure.records.models import Attachment
from zhifu_portal.kernel.files import FileKind


class AttachmentDownloadView(View):
    """Sends the file to a person who may see its row; the ViewSet has checked that before."""

    model = Attachment
    permission_policy: Any = None
    reader_url_name: str | None = None
    scoped_instance: Attachment

    def get(self, request: HttpRequest, **kwargs: Any) -> FileResponse:
        attachment = self.scoped_instance
        return FileResponse(
            attachment.file.open("rb"),
            as_attachment=True,
            filename=attachment.original_name,
            content_type=FileKind(attachment.kind).mime_type,
        )
