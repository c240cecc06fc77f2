"""One entrance for every kind: from a file and what is withheld in it to the file that may go out."""

import logging
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import IO, Final
from zipfile import BadZipFile, ZipFile

from zhifu_portal.kernel.files.extracted import ExtractionRefused
from zhifu_portal.kernel.files.extraction import extract_text
from zhifu_portal.kernel.files.kinds import IMAGE_KINDS, SOUND_AND_VIDEO_KINDS, TEXT_KINDS, FileKind
from zhifu_portal.kernel.files.severing.passages import folded
from zhifu_portal.kernel.files.severing.pictures import sever_picture
from zhifu_portal.kernel.files.severing.plain import sever_html, sever_txt
from zhifu_portal.kernel.files.severing.portable import sever_pdf
from zhifu_portal.kernel.files.severing.severed import Box, SeveredFile, SeveringRefused
from zhifu_portal.kernel.files.severing.spreadsheet import sever_xlsx
from zhifu_portal.kernel.files.severing.word import sever_docx

logger = logging.getLogger(__name__)

_GAP: Final = "■"

Severer = Callable[[IO[bytes], Sequence[str], str], SeveredFile]
_TEXT_SEVERERS: Final[Mapping[FileKind, Severer]] = {
    FileKind.DOCX: sever_docx,
    FileKind.XLSX: sever_xlsx,
    FileKind.TXT: sever_txt,
    FileKind.CSV: sever_txt,
    FileKind.HTML: sever_html,
}
SEVERABLE_KINDS: Final = frozenset({FileKind.PDF, *_TEXT_SEVERERS, *IMAGE_KINDS})
SHORTEST_PASSAGE: Final = 2
BOXES_FOR_PAGES: Final = "坐标框选只用于 PDF 和图片，请写出不公开的原文"
NOTHING_ASKED: Final = "请写出不公开的内容，或者框选不公开的区域"
OFD: Final = "OFD 版式文档不能制作公开件，请用原软件导出为 PDF，作为附件上传后再制作"
SOUND_AND_VIDEO: Final = "音频、视频不能制作公开件，请用剪辑软件去除不公开的部分后，作为新的附件上传"
FAILED: Final = "文件结构异常，不能制作公开件，请用原软件另存后重新上传，或者转为 PDF 后再制作"


def sever_file(
    file: IO[bytes], kind: FileKind, *, passages: Sequence[str], boxes: Sequence[Box] = (), mark: str
) -> SeveredFile:
    """Return a new file without the passages: `mark` stands for each; every occurrence is taken out.

    A PDF becomes pages of pictures, a picture loses its metadata, a Word document or workbook is built anew from the
    text and formatting people see. Raises `SeveringRefused` with every reason, in Chinese: a passage that is not
    there, a kind that cannot be severed, too many pages, a damaged file. Leaves the file at its beginning.
    """
    reasons = _refusals(kind, passages, boxes)
    if reasons:
        raise SeveringRefused(reasons)
    file.seek(0)
    try:
        severed = _severed(file, kind, passages, boxes, mark)
        _ensure_absent(severed, passages, mark)
    except ExtractionRefused as refused:
        raise SeveringRefused(refused.reasons) from refused
    except SeveringRefused:
        raise
    except Exception as error:
        # Malformed files make the libraries fail in ways they do not document; staff must get a sentence, not a 500.
        event = {"event": "severing_failed", "kind": kind.value}
        logger.warning("File could not be severed", extra=event, exc_info=True)
        raise SeveringRefused([FAILED]) from error
    finally:
        file.seek(0)
    return severed


def _refusals(kind: FileKind, passages: Sequence[str], boxes: Sequence[Box]) -> list[str]:
    if kind is FileKind.OFD:
        return [OFD]
    if kind in SOUND_AND_VIDEO_KINDS:
        return [SOUND_AND_VIDEO]
    reasons = [
        f"“{passage}”太短，请写出两个字以上的原文" for passage in passages if len(folded(passage)) < SHORTEST_PASSAGE
    ]
    if boxes and kind in _TEXT_SEVERERS:
        reasons.append(BOXES_FOR_PAGES)
    if not passages and not boxes:
        reasons.append(NOTHING_ASKED)
    return reasons


def _severed(file: IO[bytes], kind: FileKind, passages: Sequence[str], boxes: Sequence[Box], mark: str) -> SeveredFile:
    if kind is FileKind.PDF:
        return sever_pdf(file, passages=passages, boxes=boxes, mark=mark)
    if kind in IMAGE_KINDS:
        return sever_picture(file, kind, passages=passages, boxes=boxes)
    return _TEXT_SEVERERS[kind](file, passages, mark)


def _ensure_absent(severed: SeveredFile, passages: Sequence[str], mark: str) -> None:
    """Read the new file back, every part of it; raise `SeveringRefused` when a passage can still be found."""
    found = [severed.text, *_parts(severed.content)]
    if severed.kind in TEXT_KINDS:
        read = extract_text(BytesIO(severed.content), severed.kind)
        found += [read.text, *read.properties.values()]
    # The mark may hold words that were withheld elsewhere.
    texts = [folded(text.replace(mark, _GAP)) for text in found]
    left = [passage for passage in passages if any(folded(passage) in text for text in texts)]
    if left:
        raise SeveringRefused([f"处理后仍能找到“{passage}”，请核对原文后重新填写" for passage in left])


def _parts(content: bytes) -> list[str]:
    """Return the members of an office container as they are written."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return [archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()]
    except BadZipFile:
        return []
