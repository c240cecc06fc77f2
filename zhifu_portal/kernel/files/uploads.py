"""Inspecting an upload before anything is saved: every reason to refuse it, in Chinese, at once."""

import logging
import warnings
from collections.abc import Callable
from typing import IO

from PIL import Image, UnidentifiedImageError

from zhifu_portal.kernel.files.archives import DAMAGED, archive_reasons, open_archive
from zhifu_portal.kernel.files.extracted import ExtractionRefused
from zhifu_portal.kernel.files.kinds import IMAGE_KINDS, ZIPPED_KINDS, FileKind
from zhifu_portal.kernel.files.names import extension_of, name_reasons
from zhifu_portal.kernel.files.ooxml import package_reasons
from zhifu_portal.kernel.files.readers.portable import pdf_reasons
from zhifu_portal.kernel.files.sniffing import EMPTY, UNKNOWN, identify
from zhifu_portal.kernel.files.streams import overlapping_chunks, read_head, read_tail, size_of
from zhifu_portal.kernel.files.xml import ensure_plain_xml

logger = logging.getLogger(__name__)

MAX_UPLOAD_BYTES = 100 * 1024 * 1024
MAX_IMAGE_PIXELS = 100_000_000
POLYGLOT = "文件里混有另一种格式的内容，请用原软件重新保存后再上传"
IMAGE_TOO_LARGE = "图片尺寸过大（超过 1 亿像素），请缩小后再上传"
_ZIP_END = b"PK\x05\x06"
_MIXED_IN = (b"<script", b"<?php", b"%PDF-1.", b"%PDF-2.", b"This program cannot be run in DOS mode")


def inspect_upload(
    file: IO[bytes],
    *,
    name: str,
    max_bytes: int = MAX_UPLOAD_BYTES,
    allowed: frozenset[FileKind] = frozenset(FileKind),
) -> list[str]:
    """Return every reason, in Chinese, to refuse the upload; empty when it may be stored.

    Looks at name, size, kind (`allowed`), fit of extension and content, and at what is inside: bombs, nesting,
    macros, programs, external content, encryption, a second format. A file over `max_bytes` is not read beyond its
    head and directory. Never raises; leaves the file at its beginning.
    """
    reasons = name_reasons(name)
    try:
        size = size_of(file)
        if size > max_bytes:
            reasons.append(f"文件过大（{_megabytes(size)}），不能超过 {_megabytes(max_bytes)}，请压缩或拆分后再上传")
        reasons += _kind_reasons(file, name, allowed, size <= max_bytes)
    except ExtractionRefused as refused:
        reasons += refused.reasons
    except Exception:
        logger.warning("Upload could not be inspected", extra={"event": "inspection_failed"}, exc_info=True)
        reasons.append(DAMAGED)
    finally:
        file.seek(0)
    return list(dict.fromkeys(reasons))


def _kind_reasons(file: IO[bytes], name: str, allowed: frozenset[FileKind], look_inside: bool) -> list[str]:
    identity = identify(file)
    kind = identity.kind
    if kind is None:
        return [EMPTY if size_of(file) == 0 else identity.refusal or UNKNOWN]
    reasons = []
    if kind not in allowed:
        reasons.append(f"这里不接受{kind.label}，可以上传：{'、'.join(k.label for k in FileKind if k in allowed)}")
    extension = extension_of(name)
    if extension not in kind.extensions:
        expected = "、".join(f".{item}" for item in sorted(kind.extensions))
        stated = f".{extension}" if extension else "没有扩展名"
        reasons.append(f"文件内容是{kind.label}，扩展名却是 {stated}，请改为 {expected} 或检查文件是否选错")
    return reasons + (_content_reasons(file, kind) if look_inside else [])


def _content_reasons(file: IO[bytes], kind: FileKind) -> list[str]:
    inspectors: list[Callable[[IO[bytes]], list[str]]] = []
    if kind in ZIPPED_KINDS:
        inspectors = [_container_reasons]
    elif kind is FileKind.PDF:
        inspectors = [_trailing_archive_reasons, pdf_reasons]
    elif kind in IMAGE_KINDS:
        inspectors = [_mixed_in_reasons, _image_reasons]
    elif kind not in {FileKind.TXT, FileKind.CSV, FileKind.HTML}:
        inspectors = [_mixed_in_reasons]
    return [reason for inspector in inspectors for reason in inspector(file)]


def _container_reasons(file: IO[bytes]) -> list[str]:
    with open_archive(file) as archive:
        reasons = archive_reasons(archive)
        # zipfile tolerates bytes before the first member; a program or a page could stand there.
        if not read_head(file, 4).startswith(b"PK\x03\x04") or min(m.header_offset for m in archive.infolist()) > 0:
            reasons.append(POLYGLOT)
        if not reasons:
            ensure_plain_xml(archive)
            reasons = package_reasons(archive)
    return reasons


def _trailing_archive_reasons(file: IO[bytes]) -> list[str]:
    """Refuse an archive behind the end of another format: such a file opens as both."""
    return [POLYGLOT] if _ZIP_END in read_tail(file, 22 + 0xFFFF) else []


def _mixed_in_reasons(file: IO[bytes]) -> list[str]:
    for chunk in overlapping_chunks(file, overlap=64):
        lowered = chunk.lower()
        if any(mark.lower() in lowered for mark in _MIXED_IN):
            return [POLYGLOT]
    return _trailing_archive_reasons(file)


def _image_reasons(file: IO[bytes]) -> list[str]:
    file.seek(0)
    try:
        with warnings.catch_warnings():
            # Pillow only warns about large images; the limit below is ours.
            warnings.simplefilter("ignore")
            with Image.open(file, formats=["PNG", "JPEG", "GIF", "WEBP"]) as image:
                width, height = image.size
                image.verify()
    except Image.DecompressionBombError:
        return [IMAGE_TOO_LARGE]
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return [DAMAGED]
    return [IMAGE_TOO_LARGE] if width * height > MAX_IMAGE_PIXELS else []


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.4g} MB"
