"""From a piece to a registered draft with its first revision."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from disclosure.catalog.models import CatalogEntry, Topic
from disclosure.organs.models import Organ
from disclosure.records.body import body_from_html
from disclosure.records.enums import Genre
from disclosure.records.models import InformationRecord, RecordAttachment
from disclosure.records.services.registration import audit_registration, register_record
from policies.documents.enums import PolicyKind
from policies.documents.models import PolicyDocument
from zhifu_portal.demo.content import Piece, PieceState, PieceType, Role
from zhifu_portal.demo.creation.files import create_attachment
from zhifu_portal.demo.creation.filing import entries_of
from zhifu_portal.demo.creation.office import Office, external_id, find_record, moment
from zhifu_portal.kernel.workdays import Calendar

GENRES: Mapping[str, Genre] = {str(genre.label).partition("（")[0]: genre for genre in Genre}
# 更正说明 of a corrected piece says what the first text had instead.
MISTAKE = re.compile("原文误写为(.+?)，更正为(.+?)；")


def create_draft(piece: Piece, office: Office) -> InformationRecord:
    """Register the piece with its attachments and first revision, by the editor of its organ."""
    editor = office.staff.holder(piece.organ, Role.EDITOR)
    organ = office.organs[piece.organ]
    record = _unsaved(piece, organ)
    attachments = [create_attachment(item, organ=organ, by=editor) for item in piece.attachments]
    record.attachment_links = [
        RecordAttachment(attachment=attachment, sort_order=order) for order, attachment in enumerate(attachments)
    ]
    # Historic documents come in long after they were made.
    registered_on = timezone.localdate() if piece.state is PieceState.HISTORIC else piece.composed_on
    return register(
        record,
        by=editor,
        now=moment(registered_on, 8, key=piece.key),
        topics=[office.topics[path] for path in (*piece.topics, *piece.local_topics)],
        entries=entries_of(piece),
        joint_organs=[office.organs[slug] for slug in piece.joint_organs],
        calendar=office.calendar,
    )


def register(
    record: InformationRecord,
    *,
    by: User,
    now: datetime,
    topics: Sequence[Topic],
    entries: Sequence[CatalogEntry],
    joint_organs: Sequence[Organ] = (),
    calendar: Calendar,
) -> InformationRecord:
    """Give an unsaved record its number, save it with a revision by its drafter, and return it as stored."""
    register_record(record=record, by=by, now=now, calendar=calendar)
    record.topics, record.catalog_entries, record.joint_organs = topics, entries, joint_organs
    record.full_clean()
    record.save()
    record.save_revision(user=by)
    audit_registration(record=record, by=by)
    return InformationRecord.objects.get(pk=record.pk)


def _unsaved(piece: Piece, organ: Organ) -> InformationRecord:
    values: dict[str, Any] = {
        "external_id": external_id(piece.key),
        "title": piece.title,
        "organ": organ,
        "document_number": piece.document_number,
        "genre": GENRES.get(piece.genre, Genre.OTHER),
        "composed_on": piece.composed_on,
        "summary": piece.summary,
        "keywords": "、".join(piece.keywords),
        "body": body_from_html(_reference(piece) + first_html(piece)),
        "attribute": str(piece.attribute),
        "ground": piece.ground.code if piece.ground else "",
        "ground_reason": piece.ground.reason if piece.ground else "",
        "discretion_reason": piece.ground.discretion_reason if piece.ground else "",
        "third_party": piece.ground.third_party if piece.ground else "",
        "third_party_reason": piece.ground.third_party_reason if piece.ground else "",
        "is_severed": piece.is_severed,
        "visible_until": piece.visible_until,
        "go_live_at": moment(piece.scheduled_on, 9, key=piece.key) if piece.scheduled_on else None,
    }
    if piece.type is PieceType.RECORD:
        return InformationRecord(**values)
    return PolicyDocument(
        **values,
        kind=PolicyKind.NORMATIVE if piece.normative else PolicyKind.OTHER,
        register_number=piece.register_number,
        effective_on=piece.effective_on,
        lapses_on=piece.expires_on,
    )


def first_html(piece: Piece) -> str:
    """Return the text as it was first published: a corrected piece still has its mistake."""
    mistake = MISTAKE.search(piece.change_note)
    if piece.state is not PieceState.CORRECTED or mistake is None:
        return piece.html
    return piece.html.replace(mistake[2], mistake[1])


def _reference(piece: Piece) -> str:
    """Return the paragraph by which an interpretation leads to the document it explains."""
    source = find_record(piece.interprets) if piece.interprets else None
    if source is None:
        return ""
    return f'<p>本文解读的文件：<a href="{source.get_absolute_url()}">{escape(source.title)}</a></p>\n'
