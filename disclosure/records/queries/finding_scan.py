"""What a text and its files carry that must be settled before publication: personal data and hidden content.

Nothing here keeps personal data: excerpts are masked, and a fingerprint is keyed, so that no list of all telephone
numbers leads back to the one it was made of.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from disclosure.records.enums import FindingKind
from disclosure.records.models import Attachment, InformationRecord
from zhifu_portal.kernel.files import ExtractionRefused, FileKind
from zhifu_portal.kernel.files.hidden import HiddenContent, HiddenKind, find_hidden_content
from zhifu_portal.kernel.personal_data import Finding as PersonalData
from zhifu_portal.kernel.personal_data import mask, scan, scan_properties
from zhifu_portal.kernel.personal_data.masking import MASK

CONTEXT: Final = 15
MAX_PER_PLACE: Final = 200
CACHE_SECONDS: Final = 7 * 24 * 3600
UNREADABLE_LABEL: Final = "无法检查的文件"
_SALT: Final = "disclosure.records.finding"
_PLACE_LENGTH, _EXCERPT_LENGTH, _LABEL_LENGTH = 200, 200, 60
# A few characters by themselves may be a name; a property may be one altogether.
_SHORT_WORD = re.compile("(?<![一-鿿·])[一-鿿·]{2,6}(?![一-鿿·])")
_WORD = re.compile(r"\w{2,}")
_KINDS: Final = {
    HiddenKind.ROWS: FindingKind.HIDDEN_ROWS,
    HiddenKind.COLUMNS: FindingKind.HIDDEN_COLUMNS,
    HiddenKind.SHEET: FindingKind.HIDDEN_SHEET,
    HiddenKind.NAME: FindingKind.HIDDEN_TEXT,
    HiddenKind.PIVOT: FindingKind.HIDDEN_SHEET,
    HiddenKind.LINK: FindingKind.HIDDEN_TEXT,
    HiddenKind.TEXT: FindingKind.HIDDEN_TEXT,
    HiddenKind.LAYER: FindingKind.HIDDEN_TEXT,
    HiddenKind.COMMENT: FindingKind.COMMENT,
    HiddenKind.CHANGE: FindingKind.TRACKED_CHANGE,
    HiddenKind.VERSION: FindingKind.TRACKED_CHANGE,
    HiddenKind.PROPERTY: FindingKind.PROPERTY,
}


class Found(NamedTuple):
    """One thing found: masked words to show it, and the fingerprint of kind, place, content and what stands around."""

    kind: str
    label: str
    place: str
    excerpt: str
    fingerprint: str


class _Raw(NamedTuple):
    """One thing found before it has a fingerprint; `content` is unmasked and never leaves this module."""

    kind: FindingKind
    label: str
    place: str
    excerpt: str
    content: str


def find_in_draft(draft: InformationRecord) -> list[Found]:
    """Return everything to be settled in what this draft would show the public, each once.

    The body is taken as the public reads it; of a severed record the public rendition of a file stands for the file.
    """
    fields = (
        ("标题", draft.title),
        ("内容概述", draft.summary),
        ("关键词", draft.keywords),
        ("正文", draft.body_text()),
    )
    found = _with_fingerprints(raw for place, text in fields for raw in _personal_data(place, text))
    files: dict[int, Attachment] = {}
    for link in draft.attachment_links.all():
        file = link.rendition if draft.is_severed and link.rendition_id else link.attachment
        files[file.pk] = file
    for file in files.values():
        found += find_in_file(file)
    return found


def find_in_file(attachment: Attachment) -> list[Found]:
    """Return everything to be settled in one file; kept in the cache, because a file never changes."""
    key = f"findings:2:{attachment.pk}:{attachment.sha256}"
    known: list[tuple[str, str, str, str, str]] | None = cache.get(key)
    if known is not None:
        return [Found(*each) for each in known]
    found = _with_fingerprints([*_words_of_file(attachment), *_hidden_in_file(attachment)])
    cache.set(key, [tuple(each) for each in found], CACHE_SECONDS)
    return found


def _words_of_file(attachment: Attachment) -> Iterator[_Raw]:
    place = f"附件“{attachment.title}”"
    yield from _personal_data(f"{place}名称", attachment.title)
    yield from _personal_data(f"{place}文件名", attachment.original_name)
    yield from _personal_data(f"{place}内容", attachment.text)
    for name, found in scan_properties(attachment.properties):
        value = str(attachment.properties[name])
        yield _personal_datum(f"{place}属性“{name}”", value, found, 0, len(value))


def _hidden_in_file(attachment: Attachment) -> Iterator[_Raw]:
    place = f"附件“{attachment.title}”"
    try:
        kind = FileKind(attachment.kind)
        with attachment.file.open("rb") as file:
            contents = find_hidden_content(file, kind)
    except ExtractionRefused as refused:
        yield _Raw(FindingKind.HIDDEN_TEXT, UNREADABLE_LABEL, place, "；".join(refused.reasons), attachment.sha256)
        return
    except (OSError, ValueError):
        # A file that is missing or of no known kind cannot be called clean.
        yield _Raw(FindingKind.HIDDEN_TEXT, UNREADABLE_LABEL, place, "文件打不开，请重新上传。", attachment.sha256)
        return
    for content in contents:
        yield _hidden_content(place, content)


def _hidden_content(place: str, content: HiddenContent) -> _Raw:
    names = _WORD if content.kind is HiddenKind.PROPERTY else _SHORT_WORD
    excerpt = names.sub(_initial, mask(content.excerpt))
    return _Raw(_KINDS[content.kind], content.kind.label, f"{place}{content.place}", excerpt, content.digest)


def _initial(word: re.Match[str]) -> str:
    return word[0][0] + MASK * (len(word[0]) - 1)


def _personal_data(place: str, text: str) -> Iterator[_Raw]:
    """Yield personal data in a text one by one; beyond a limit the rest as one."""
    found = scan(text)
    for index, datum in enumerate(found[:MAX_PER_PLACE]):
        lowest = found[index - 1].end if index else 0
        highest = found[index + 1].start if index + 1 < len(found) else len(text)
        yield _personal_datum(place, text, datum, lowest, highest)
    rest = found[MAX_PER_PLACE:]
    if rest:
        values = "\n".join(text[datum.start : datum.end] for datum in rest)
        label = "、".join(sorted({datum.kind.label for datum in rest}))
        yield _Raw(FindingKind.PERSONAL_DATA, label, place, f"另有 {len(rest)} 处未逐一列出", values)


def _personal_datum(place: str, text: str, datum: PersonalData, lowest: int, highest: int) -> _Raw:
    """Return one datum; what stands around it, as far as the data before and after leave room, tells it from others."""
    start, end = max(lowest, datum.start - CONTEXT), min(highest, datum.end + CONTEXT)
    around = text[start:end]
    value = text[datum.start : datum.end]
    shown = mask(value, [PersonalData(datum.kind, 0, len(value))])
    # Words around it would help to find it, but next to a number stands the name of its owner.
    line = f"第 {text.count(chr(10), 0, datum.start) + 1} 行：" if "\n" in text else ""
    return _Raw(FindingKind.PERSONAL_DATA, datum.kind.label, place, f"{line}{shown}", around)


def _with_fingerprints(raws: Iterable[_Raw]) -> list[Found]:
    """Give each its fingerprint; of two that are alike in everything the second is told apart by its number."""
    seen: Counter[tuple[str, ...]] = Counter()
    found: list[Found] = []
    for raw in raws:
        key = (raw.kind.value, raw.label, raw.place, raw.content)
        seen[key] += 1
        message = "\x1f".join((*key, str(seen[key])))
        found.append(
            Found(
                kind=raw.kind.value,
                label=raw.label[:_LABEL_LENGTH],
                place=mask(raw.place)[:_PLACE_LENGTH],
                excerpt=raw.excerpt[:_EXCERPT_LENGTH],
                fingerprint=salted_hmac(_SALT, message, algorithm="sha256").hexdigest(),
            )
        )
    return found
