"""Taking a file in: checked by content, its text and properties kept for scans and search."""

import hashlib
from typing import Any

from django.contrib.auth.models import User
from django.core.files.base import File

from disclosure.records.models import Attachment
from zhifu_portal.kernel.files import ExtractionRefused, extract_text, inspect_upload, safe_file_name, sniff


def upload_refusals(*, file: File[Any]) -> list[str]:
    """Return every reason, in Chinese, why this file cannot be taken."""
    return inspect_upload(file, name=file.name or "")


def prepare_attachment(*, attachment: Attachment, file: File[Any], by: User | None) -> Attachment:
    """Fill an unsaved attachment from its file: kind, size, checksum, text, properties and hints for the reviewer."""
    kind = sniff(file)
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    attachment.original_name = safe_file_name(file.name or "附件")
    attachment.kind = str(kind or "")
    attachment.size = file.size
    attachment.sha256 = digest.hexdigest()
    attachment.uploaded_by = by
    if not attachment.title:
        attachment.title = attachment.original_name
    file.seek(0)
    try:
        extracted = extract_text(file, kind) if kind else None
    except ExtractionRefused as refused:
        attachment.notes = refused.reasons
        extracted = None
    if extracted is not None:
        attachment.text = extracted.text
        attachment.properties = dict(extracted.properties)
        attachment.notes = list(extracted.notes)
    file.seek(0)
    return attachment
