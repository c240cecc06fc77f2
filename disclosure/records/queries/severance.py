"""区分处理: what is missing before a partly open text may go out, and what the public is told about it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from disclosure.records.body import is_marked, marked_passages, unbalanced_texts
from disclosure.records.enums import NOT_OPEN_ATTRIBUTES, DeterminationStage
from disclosure.records.kinds import kind_of
from disclosure.records.marks import CLOSING, OPENING, WITHHELD_MARK, has_marks
from disclosure.records.models import (
    Attachment,
    AttachmentRendition,
    DeterminationGround,
    InformationRecord,
    RecordAttachment,
)
from disclosure.records.queries.grounds import ground_wording
from zhifu_portal.kernel.files.severing.passages import folded

SHOWN_REPEATS: Final = 10
SHOWN_CHARACTERS: Final = 20
# Names have two characters; of figures and letters fewer than four stand anywhere by chance.
_SHORTEST_WORD: Final = 2
_SHORTEST_FIGURE: Final = 4
REGULATION: Final = "《中华人民共和国政府信息公开条例》"
NOTHING_MARKED: Final = "选择了部分公开，但正文没有标注不公开的内容，附件也没有公开件，请标注或者改为全部公开。"
NOT_CALLED_SEVERED: Final = (
    "正文标注了不公开的内容，或者附件用了公开件，请选择“部分公开”并填写情形和理由；全部可以公开的，请去掉标注和公开件。"
)


def public_file(link: RecordAttachment) -> Attachment:
    """Return the file of a draft that going public would show: its public form where there is one."""
    return link.rendition or link.attachment


def latest_draft(record: InformationRecord) -> InformationRecord:
    """Return the text an editor would go on with: the latest revision, whole, else the row."""
    _kind, specific = kind_of(record)
    draft: InformationRecord = specific.get_latest_revision_as_object() if record.latest_revision_id else specific
    return draft


def severance_gaps(draft: InformationRecord) -> list[str]:
    """Return every reason why the withheld parts of a draft could not be kept from the public, or are not declared.

    Pass the draft with the attribute it would go out with. A record that is not open has none: nothing of it goes out.
    """
    if draft.attribute in NOT_OPEN_ATTRIBUTES:
        return []
    links = list(draft.attachment_links.all())
    is_severed_in_fact = is_marked(draft.body) or any(link.rendition_id for link in links)
    reasons = [
        f"正文中的“{OPENING}”和“{CLOSING}”没有成对：“{_shortened(text)}”，请补全或者删除。"
        for text in unbalanced_texts(draft.body)
    ]
    reasons += [
        f"{place}中有“{OPENING}”或“{CLOSING}”，这一项会整体公开，请改写后去掉标记。"
        for place, text in _whole_fields(draft)
        if OPENING in text or CLOSING in text
    ]
    if draft.is_severed and not is_severed_in_fact:
        reasons.append(NOTHING_MARKED)
    if is_severed_in_fact and not draft.is_severed:
        reasons.append(NOT_CALLED_SEVERED)
    reasons += _rendition_gaps(links)
    if is_severed_in_fact:
        reasons += _repeats(draft, links)
    return reasons


def _rendition_gaps(links: Iterable[RecordAttachment]) -> Iterator[str]:
    severed = AttachmentRendition.objects.filter(original_id__in=[link.attachment_id for link in links])
    pairs = set(severed.values_list("original_id", "rendition_id"))
    originals = {original for original, _rendition in pairs}
    for link in links:
        if link.rendition_id and (link.attachment_id, link.rendition_id) not in pairs:
            yield f"附件“{link.attachment.title}”的公开件不是由它制作的，请重新制作公开件。"
        elif not link.rendition_id and link.attachment_id in originals:
            yield (
                f"附件“{link.attachment.title}”制作过公开件，但这里公开的是原件；"
                "请制作并使用公开件，确实可以全部公开的，请重新上传原件。"
            )


def _repeats(draft: InformationRecord, links: Iterable[RecordAttachment]) -> list[str]:
    """Return where a withheld passage can still be read: marked once, it must be marked everywhere."""
    renditions = AttachmentRendition.objects.filter(rendition_id__in=[link.rendition_id for link in links])
    listed = [str(passage.get("text", "")) for rendition in renditions for passage in rendition.passages]
    passages = [text for text in dict.fromkeys([*marked_passages(draft.body), *listed]) if _is_telling(text)]
    # The mark itself holds words that may be withheld elsewhere.
    places = [(place, folded(text.replace(WITHHELD_MARK, "■"))) for place, text in _public_texts(draft, links)]
    found = [
        f"不公开的内容“{_shortened(passage)}”还出现在{place}，请一并处理。"
        for passage in passages
        for place, text in places
        if folded(passage) in text
    ]
    more = len(found) - SHOWN_REPEATS
    return found[:SHOWN_REPEATS] + ([f"另有 {more} 处不公开的内容还能读到，处理后会再次检查。"] if more > 0 else [])


def _whole_fields(draft: InformationRecord) -> list[tuple[str, str]]:
    """Return the fields that go out as they are, each with its name."""
    reasons = [further.reason for further in draft.further_grounds.all()]
    return [
        ("标题", draft.title),
        ("内容概述", draft.summary),
        ("关键词", draft.keywords),
        ("来源", draft.source),
        ("责任编辑", draft.author),
        ("发文字号", draft.document_number),
        ("不公开的理由", "\n".join([draft.ground_reason, *reasons])),
        ("更正说明", draft.change_note),
    ]


def _public_texts(draft: InformationRecord, links: Iterable[RecordAttachment]) -> Iterator[tuple[str, str]]:
    yield from _whole_fields(draft)
    yield "正文没有标注的地方", draft.body_text()
    for link in links:
        file = public_file(link)
        yield f"附件名称“{file.title}”", file.title
        yield f"附件“{file.title}”的文件名", file.original_name
        yield f"附件“{file.title}”的内容", file.text
        yield f"附件“{file.title}”的文件属性", "\n".join(str(value) for value in file.properties.values())


def _is_telling(passage: str) -> bool:
    plain = folded(passage)
    return len(plain) >= (_SHORTEST_FIGURE if plain.isascii() else _SHORTEST_WORD)


def _shortened(text: str) -> str:
    """Return the first words of a text, beginning at its first bracket where it has one."""
    plain = " ".join(text.split())
    start = min((plain.find(bracket) for bracket in (OPENING, CLOSING) if bracket in plain), default=0)
    words = plain[max(start - SHOWN_CHARACTERS // 2, 0) :] if has_marks(plain) else plain
    return words if len(words) <= SHOWN_CHARACTERS else f"{words[:SHOWN_CHARACTERS]}…"


@dataclass(frozen=True)
class PublicGround:
    """One ground as the public reads it: article, name and text of the law, and the organ's reason."""

    article: str
    name: str
    text: str
    reason: str


def public_grounds(record: InformationRecord) -> list[PublicGround]:
    """Return on what grounds parts of a partly open record are withheld, in the wording in force when it was signed."""
    if not record.is_severed:
        return []
    signed = DeterminationGround.objects.filter(
        determination__record_id=record.pk,
        determination__revision_id=record.live_revision_id,
        determination__stage=DeterminationStage.SIGNED,
    )
    rows = list(signed.select_related("ground").order_by("-determination_id", "id")) if record.live_revision_id else []
    if rows:
        return [
            PublicGround(_cited(row.ground.article), row.ground.name, row.ground.text, row.reason)
            for row in rows
            if row.determination_id == rows[0].determination_id
        ]
    return list(_stated_grounds(record))


def _cited(article: str) -> str:
    """Return an article with the name of its law: a row without one means the regulation itself."""
    return f"{REGULATION}{article}" if article.startswith("第") else article


def _stated_grounds(record: InformationRecord) -> Iterator[PublicGround]:
    """Yield the grounds a draft states, as the law reads on the day it was or would be published."""
    moment = record.last_published_at or record.published_at
    on: date = timezone.localdate(moment) if moment else timezone.localdate()
    stated = [(record.ground, record.ground_reason)]
    stated += [(further.ground, further.reason) for further in record.further_grounds.all()]
    for code, reason in stated:
        wording = ground_wording(code, on=on)
        if wording is not None:
            yield PublicGround(_cited(wording.article), wording.name, wording.text, reason)
