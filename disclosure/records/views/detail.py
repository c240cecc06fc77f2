"""The page of one record, its tombstone, its QR code and its files."""

from collections.abc import Sequence
from io import BytesIO

import segno
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosure.catalog.models import Topic
from disclosure.records.kinds import kind_of
from disclosure.records.models import Attachment, InformationRecord
from disclosure.records.presentation import history_rows, metadata_rows, record_meta_tags, site_meta_tags
from disclosure.records.queries.public import (
    find_public_attachment,
    find_public_record,
    find_tombstone,
    public_attachments,
    topics_of,
)
from zhifu_portal.kernel.files import FileKind


@require_safe
def record_detail(request: HttpRequest, code: str, serial: str) -> HttpResponse:
    """Show a public record; a withdrawn one answers 410 with its explanation, anything else 404."""
    index_number = f"{code}/{serial}"
    record = find_public_record(index_number=index_number, on=timezone.localdate())
    if record is None:
        return _tombstone(request, index_number)
    return render(request, "disclosure/record_detail.html", record_context(request, record))


def record_context(request: HttpRequest, record: InformationRecord) -> dict[str, object]:
    """Return what the page of a public record shows."""
    today = timezone.localdate()
    return _text_context(record, topics=topics_of(record), attachments=public_attachments(record)) | {
        "meta_tags": record_meta_tags(record, url=request.build_absolute_uri(record.get_absolute_url())),
        "history": history_rows(record),
        "replaced_by": record.replaced_by if record.replaced_by and record.replaced_by.live else None,
        "replaces": InformationRecord.objects.public(on=today).filter(replaced_by=record).for_cards(),
        "qr_url": f"{record.get_absolute_url()}qr.svg",
    }


def draft_context(request: HttpRequest, draft: InformationRecord) -> dict[str, object]:
    """Return what the page of this draft would show: its own topics and files, no history yet."""
    attachments = [link.attachment for link in draft.attachment_links.all()]
    return _text_context(draft, topics=list(draft.topics.all()), attachments=attachments)


def _text_context(
    record: InformationRecord, *, topics: Sequence[Topic], attachments: Sequence[Attachment]
) -> dict[str, object]:
    kind, _child = kind_of(record)
    column = (kind.label, reverse(kind.list_url_name)) if kind else ("政府信息", reverse("records:list"))
    return {
        "record": record,
        "page_title": record.title,
        "breadcrumbs": [("首页", "/"), ("政府信息公开", reverse("platform:home")), column, ("正文", None)],
        "metadata": metadata_rows(record, topics=topics),
        "body_html": record.body_html(),
        "attachments": [_shown_attachment(attachment) for attachment in attachments],
        "validity_label": record.validity.label,
        "validity_class": record.validity.word,
    }


def _shown_attachment(attachment: Attachment) -> dict[str, object]:
    return {
        "name": attachment.title,
        "url": attachment.get_absolute_url(),
        "size": attachment.size,
        "kind_label": FileKind(attachment.kind).label,
    }


def _tombstone(request: HttpRequest, index_number: str) -> HttpResponse:
    record = find_tombstone(index_number=index_number)
    if record is None:
        raise Http404
    context = {
        "record": record,
        "page_title": f"{record.title}（已撤下）",
        "meta_tags": site_meta_tags(),
        "breadcrumbs": [("首页", "/"), ("政府信息", reverse("records:list")), ("已撤下", None)],
        "explanation": record.withdrawal_explanation,
        "withdrawn_on": timezone.localdate(record.withdrawn_at) if record.withdrawn_at else None,
        "replaced_by": record.replaced_by if record.replaced_by and record.replaced_by.live else None,
    }
    return render(request, "disclosure/record_tombstone.html", context, status=410)


@require_safe
def record_qr(request: HttpRequest, code: str, serial: str) -> HttpResponse:
    """Return the QR code of a public record's address as SVG."""
    record = InformationRecord.objects.public(on=timezone.localdate()).filter(index_number=f"{code}/{serial}").first()
    if record is None:
        raise Http404
    out = BytesIO()
    url = request.build_absolute_uri(record.get_absolute_url())
    segno.make(url, error="m").save(out, kind="svg", scale=4, border=2, xmldecl=False, svgns=True)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@require_safe
def attachment_file(request: HttpRequest, pk: int) -> FileResponse:
    """Serve a file while a public record carries it; 404 otherwise, whoever asks."""
    attachment = find_public_attachment(attachment_id=pk, on=timezone.localdate())
    if attachment is None:
        raise Http404
    response = FileResponse(
        attachment.file.open("rb"),
        as_attachment=True,
        filename=attachment.original_name,
        content_type=FileKind(attachment.kind).mime_type,
    )
    response["Cache-Control"] = "no-cache"
    return response
