"""The page of one record, its tombstone, its QR code and its files."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import segno
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from disclosure.records.kinds import kind_of
from disclosure.records.models import Attachment, InformationRecord
from disclosure.records.presentation import history_rows, metadata_rows, record_meta_tags, site_meta_tags
from disclosure.records.queries.public import (
    Tombstone,
    find_public_attachment,
    find_public_record,
    find_successor,
    find_tombstone,
    joint_organ_names_of,
    public_attachments,
    public_events_of,
    replaced_records,
    topic_names_of,
)
from disclosure.records.queries.severance import public_file, public_grounds
from zhifu_portal.kernel.addresses import fixed_address
from zhifu_portal.kernel.files import FileKind


@require_safe
def record_detail(request: HttpRequest, code: str, serial: str) -> HttpResponse:
    """Show a public record; a withdrawn one answers 410 with its explanation, anything else 404."""
    index_number = f"{code}/{serial}"
    today = timezone.localdate()
    record = find_public_record(index_number=index_number, on=today)
    if record is not None:
        return render(request, "disclosure/record_detail.html", record_context(request, record, on=today))
    tombstone = find_tombstone(index_number=index_number)
    if tombstone is None:
        raise Http404
    return render(request, "disclosure/record_tombstone.html", tombstone_context(tombstone, on=today), status=410)


def record_context(request: HttpRequest, record: InformationRecord, *, on: date) -> dict[str, object]:
    """Return what the page of a public record shows on this day."""
    successor = find_successor(replaced_by_id=record.replaced_by_id, on=on)
    url = record.get_absolute_url()
    text = _text_context(
        record,
        topics=topic_names_of(record),
        joint_organs=joint_organ_names_of(record),
        attachments=public_attachments(record),
    )
    return text | {
        "meta_tags": record_meta_tags(record, url=request.build_absolute_uri(url)),
        "history": history_rows(public_events_of(record), successor=successor),
        "replaced_by": successor,
        "replaces": replaced_records(record, on=on),
        "qr_url": f"{url}qr.svg",
    }


def draft_context(request: HttpRequest, draft: InformationRecord) -> dict[str, object]:
    """Return what the page of this draft would show: its own topics, public forms of its files, no history yet."""
    return _text_context(
        draft,
        topics=[str(topic) for topic in draft.topics.all()],
        joint_organs=[organ.name for organ in draft.joint_organs.all()],
        attachments=[public_file(link) for link in draft.attachment_links.all()],
    )


def _text_context(
    record: InformationRecord, *, topics: Sequence[str], joint_organs: Sequence[str], attachments: Sequence[Attachment]
) -> dict[str, object]:
    kind, _child = kind_of(record)
    column = (kind.label, fixed_address(kind.list_url_name)) if kind else ("政府信息", fixed_address("records:list"))
    validity = record.validity
    return {
        "record": record,
        "page_title": record.title,
        "breadcrumbs": [("首页", "/"), ("政府信息公开", fixed_address("platform:home")), column, ("正文", None)],
        "metadata": metadata_rows(record, topics=topics, joint_organs=joint_organs),
        "body_html": record.body_html(),
        "withheld_grounds": public_grounds(record),
        "attachments": [_shown_attachment(attachment) for attachment in attachments],
        "validity_label": validity.label,
        "validity_class": validity.word,
    }


def _shown_attachment(attachment: Attachment) -> dict[str, object]:
    return {
        "name": attachment.title,
        "url": attachment.get_absolute_url(),
        "size": attachment.size,
        "kind_label": FileKind(attachment.kind).label,
    }


def tombstone_context(tombstone: Tombstone, *, on: date) -> dict[str, object]:
    """Return what the page of a withdrawn record shows: title, number, organ and explanation, nothing else."""
    return {
        "record": {
            "title": tombstone.title,
            "index_number": tombstone.index_number,
            "organ": {"name": tombstone.organ_name},
        },
        "page_title": f"{tombstone.title}（已撤下）",
        "meta_tags": site_meta_tags(),
        "breadcrumbs": [("首页", "/"), ("政府信息", fixed_address("records:list")), ("已撤下", None)],
        "explanation": tombstone.explanation,
        "withdrawn_on": timezone.localdate(tombstone.withdrawn_at),
        "replaced_by": find_successor(replaced_by_id=tombstone.replaced_by_id, on=on),
    }


@require_safe
def record_qr(request: HttpRequest, code: str, serial: str) -> HttpResponse:
    """Return the QR code of a public record's address as SVG."""
    record = find_public_record(index_number=f"{code}/{serial}", on=timezone.localdate())
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
