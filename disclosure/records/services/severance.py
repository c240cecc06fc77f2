"""Making the public form of a file of which a part is withheld (区分处理, rules.md §1.9 A3)."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Any, Final

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from disclosure.organs.enums import Role
from disclosure.organs.permissions import holds_role
from disclosure.records.marks import WITHHELD_MARK
from disclosure.records.models import Attachment, AttachmentRendition, InformationRecord
from disclosure.records.queries.grounds import grounds_in_force
from disclosure.records.queries.severance import latest_draft
from disclosure.records.queries.steps import current_step
from disclosure.records.services.publication.status import locked_record
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.files import FileKind, safe_file_name
from zhifu_portal.kernel.files.severing import Box, SeveredFile, SeveringRefused, sever_file
from zhifu_portal.kernel.files.severing.passages import concealed
from zhifu_portal.kernel.refusals import refuse_if

Passage = Mapping[str, Any]
SUFFIX: Final = "（公开件）"
NAME_MARK: Final = "（略）"
_TITLE_LENGTH: Final = 200


def sever_attachment(
    *, record_id: int, attachment_id: int, passages: Sequence[Passage], by: User, now: datetime
) -> AttachmentRendition:
    """Make the public form of a file and put it beside the file in a new revision of the record.

    By an editor of the organ, while the text is not under review. Raise Refused with every reason.
    """
    refuse_if(_draft_refusals(InformationRecord.objects.get(pk=record_id), attachment_id, by=by))
    original, severed = _made_file(attachment_id, passages, by=by, now=now)
    with transaction.atomic():
        record = locked_record(record_id=record_id)
        # Making the file took its time; the text may have gone on its way meanwhile.
        refuse_if(_draft_refusals(record, attachment_id, by=by))
        made = _kept(original, severed, passages, by=by, now=now)
        _save_revision(record, attachment_id, rendition=made.rendition, by=by)
    return made


@transaction.atomic
def drop_rendition(*, record_id: int, attachment_id: int, by: User) -> None:
    """Take the public form of a file out of a record in a new revision; the file itself would go out whole.

    What was made stays on record: reviewers may have decided on a revision that held it. Raise Refused.
    """
    record = locked_record(record_id=record_id)
    refuse_if(_draft_refusals(record, attachment_id, by=by))
    _save_revision(record, attachment_id, rendition=None, by=by)


def make_rendition(*, attachment_id: int, passages: Sequence[Passage], by: User, now: datetime) -> AttachmentRendition:
    """Make a new file of the same organ without these passages; the file it was made of is not changed.

    A passage is `{"text", "ground", "reason"}`, or `{"box": [page, left, top, right, bottom], "ground", "reason"}` with
    edges in percent of the page. Raise Refused with every reason: whoever asks, whatever cannot be found or redacted.
    """
    original, severed = _made_file(attachment_id, passages, by=by, now=now)
    with transaction.atomic():
        return _kept(original, severed, passages, by=by, now=now)


def _made_file(
    attachment_id: int, passages: Sequence[Passage], *, by: User, now: datetime
) -> tuple[Attachment, SeveredFile]:
    """Check and make a file outside any transaction: drawing pages must not keep others from writing."""
    original = Attachment.objects.select_related("organ").get(pk=attachment_id)
    refuse_if(_refusals(original, passages, by=by, now=now))
    return original, _severed(original, passages)


def _kept(
    original: Attachment, severed: SeveredFile, passages: Sequence[Passage], *, by: User, now: datetime
) -> AttachmentRendition:
    rendition = _attachment(original, severed, _texts(passages), by=by)
    kept = [dict(passage) for passage in passages]
    made = AttachmentRendition.objects.create(
        original=original, rendition=rendition, passages=kept, made_by=by, made_at=now
    )
    record_audit(
        action="attachment.severed",
        by=by,
        subject=original,
        # Which passages is told by the row; the audit trail has more readers than the file.
        detail={"rendition": rendition.pk, "passages": len(kept), "sha256": rendition.sha256},
        scope=str(original.organ_id),
    )
    return made


def _texts(passages: Sequence[Passage]) -> list[str]:
    return [str(passage["text"]).strip() for passage in passages if passage.get("text")]


def _refusals(original: Attachment, passages: Sequence[Passage], *, by: User, now: datetime) -> list[str]:
    reasons: list[str] = []
    if not holds_role(by, Role.EDITOR, organ_id=original.organ_id):
        reasons.append(f"您不是{original.organ}的编辑，不能制作公开件。")
    if AttachmentRendition.objects.filter(rendition=original).exists():
        reasons.append("这个文件已经是公开件，请从原件重新制作。")
    grounds = grounds_in_force(on=timezone.localdate(now))
    for passage in passages:
        name = passage.get("text") or "框选的区域"
        if passage.get("ground") not in grounds:
            reasons.append(f"“{name}”没有选择现行有效的不公开情形。")
        if not str(passage.get("reason", "")).strip():
            reasons.append(f"“{name}”没有说明理由。")
        if passage.get("box") and not _is_on_page(passage["box"]):
            reasons.append("框选的坐标有误：页码从 1 起，四边按百分比，左小于右、上小于下。")
    return list(dict.fromkeys(reasons))


def _is_on_page(box: Sequence[float]) -> bool:
    page, left, top, right, bottom = box
    return page >= 1 and 0 <= left < right <= 100 and 0 <= top < bottom <= 100


def _severed(original: Attachment, passages: Sequence[Passage]) -> SeveredFile:
    boxes = [Box(int(passage["box"][0]), *passage["box"][1:]) for passage in passages if passage.get("box")]
    try:
        kind = FileKind(original.kind)
    except ValueError as error:
        raise SeveringRefused(["这个文件的类型不明，不能制作公开件，请重新上传。"]) from error
    with original.file.open("rb") as file:
        return sever_file(file, kind, passages=_texts(passages), boxes=boxes, mark=WITHHELD_MARK)


def _attachment(original: Attachment, severed: SeveredFile, texts: Sequence[str], *, by: User) -> Attachment:
    """Save the new file under the name of the old one, without what is withheld."""
    extension = min(severed.kind.extensions, key=lambda item: (item != severed.kind.value, item))
    (title, stem), _missing = concealed([_stem(original.title), _stem(original.original_name)], texts, mark=NAME_MARK)
    name = safe_file_name(f"{stem}{SUFFIX}.{extension}")
    rendition = Attachment(
        organ_id=original.organ_id,
        title=f"{title[: _TITLE_LENGTH - len(SUFFIX)]}{SUFFIX}",
        file=ContentFile(severed.content, name=name),
        original_name=name,
        kind=str(severed.kind),
        size=len(severed.content),
        sha256=hashlib.sha256(severed.content).hexdigest(),
        text=severed.text,
        notes=list(severed.notes),
        uploaded_by=by,
    )
    rendition.save()
    return rendition


def _stem(name: str) -> str:
    """Return a name without the extension of a file."""
    suffix = PurePath(name).suffix
    return name.removesuffix(suffix) if suffix and suffix[1:].isascii() and suffix[1:].isalnum() else name


def _draft_refusals(record: InformationRecord, attachment_id: int, *, by: User) -> list[str]:
    reasons: list[str] = []
    if not holds_role(by, Role.EDITOR, organ_id=record.organ_id):
        reasons.append(f"您不是{record.organ}的编辑，不能办理。")
    if current_step(record) is not None:
        reasons.append("该信息正在办理中，请先撤回送审，或者等待退回后再修改。")
    if attachment_id not in {link.attachment_id for link in latest_draft(record).attachment_links.all()}:
        reasons.append("这个附件已经不在该信息中，请刷新页面后再办理。")
    return reasons


def _save_revision(record: InformationRecord, attachment_id: int, *, rendition: Attachment | None, by: User) -> None:
    draft = latest_draft(record)
    links = list(draft.attachment_links.all())
    for link in links:
        if link.attachment_id == attachment_id:
            link.rendition = rendition
    draft.attachment_links = links
    revision = draft.save_revision(user=by, clean=False)
    record_audit(
        action="record.rendition_chosen" if rendition else "record.rendition_dropped",
        by=by,
        subject=record,
        detail={
            "revision": revision.pk,
            "attachment": attachment_id,
            "rendition": rendition.pk if rendition else None,
        },
        scope=str(record.organ_id),
    )
