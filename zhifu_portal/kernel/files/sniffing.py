"""Recognising a file by its content, never by its name, and saying what to do with one that is not accepted."""

import csv
import re
import struct
from dataclasses import dataclass
from typing import IO

from zhifu_portal.kernel.files.archives import DAMAGED, ENCRYPTED, open_archive, read_member
from zhifu_portal.kernel.files.extracted import ExtractionRefused
from zhifu_portal.kernel.files.kinds import FileKind
from zhifu_portal.kernel.files.streams import read_head
from zhifu_portal.kernel.files.text_encoding import detect_encoding

HEAD_BYTES = 64 * 1024
UNKNOWN = "不认识的文件格式，请上传 PDF、docx、xlsx、OFD、图片、音频或视频"
EMPTY = "文件是空的，请检查后重新上传"
PROGRAM = "不接受程序或脚本文件，请上传文档、图片、音频或视频"
PACKED = "不接受压缩包，请解压后逐个上传"
MACROS = "文件含有宏，请另存为不含宏的 docx 或 xlsx 后再上传"
WRONG_ENCODING = "无法识别文本的编码，请另存为 UTF-8 编码后再上传"


@dataclass(frozen=True)
class Identity:
    """What a file is: one of our kinds, or the Chinese reason why it is none."""

    kind: FileKind | None
    refusal: str = ""


_ACCEPTED = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"GIF87a", FileKind.GIF),
    (b"GIF89a", FileKind.GIF),
    (b"ID3", FileKind.MP3),
)
_REFUSED = (
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"#!", PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", PROGRAM),
    (b"Rar!\x1a\x07", PACKED),
    (b"7z\xbc\xaf\x27\x1c", PACKED),
    (b"\x1f\x8b", PACKED),
    (b"BZh", PACKED),
    (b"\xfd7zXZ\x00", PACKED),
    (b"{\\rtf", "不接受 RTF 文件，请另存为 docx 后再上传"),
    (b"II*\x00", "不接受 TIFF 图片，请转换为 PDF、PNG 或 JPEG 后再上传"),
    (b"MM\x00*", "不接受 TIFF 图片，请转换为 PDF、PNG 或 JPEG 后再上传"),
    (b"BM", "不接受 BMP 图片，请转换为 PNG 或 JPEG 后再上传"),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams in an OLE directory are UTF-16.
_OLE_STREAMS = (
    ("EncryptedPackage", ENCRYPTED),
    ("WordDocument", "不接受旧版 doc 文件，请另存为 docx 后再上传"),
    ("Workbook", "不接受旧版 xls 文件，请另存为 xlsx 后再上传"),
    ("Book", "不接受旧版 xls 文件，请另存为 xlsx 后再上传"),
    ("PowerPoint Document", "不接受旧版 ppt 文件，请另存为 PDF 后再上传"),
)
_OLE_OTHER = "不接受旧版 Office 文件，请另存为 docx、xlsx 或 PDF 后再上传"
_MAIN_PARTS = (
    ("macroenabled", Identity(None, MACROS)),
    ("vnd.ms-office.vbaproject", Identity(None, MACROS)),
    ("wordprocessingml.document.main+xml", Identity(FileKind.DOCX)),
    ("spreadsheetml.sheet.main+xml", Identity(FileKind.XLSX)),
    ("template.main+xml", Identity(None, "不接受模板文件，请另存为 docx 或 xlsx 后再上传")),
    ("presentationml", Identity(None, "不接受演示文稿，请另存为 PDF 后再上传")),
)
_VIDEO_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"}
)
# Possessive, so that many comments cannot be split in exponentially many ways.
_HTML = re.compile(
    r"\s*+(?>(?><!--.*?-->|<\?xml[^>]*>)\s*+)*+<(!doctype\s+html|html|head|body|meta|title|p|div|table|h\d)\b",
    re.IGNORECASE | re.DOTALL,
)


def sniff(file: IO[bytes]) -> FileKind | None:
    """Return the kind of the content, or None when it is not one the platform accepts. The name plays no part."""
    return identify(file).kind


def identify(file: IO[bytes]) -> Identity:
    """Return the kind of the content or the reason for refusing it; leaves the file at its beginning."""
    head = read_head(file, HEAD_BYTES)
    try:
        return _identify(file, head)
    finally:
        file.seek(0)


def _identify(file: IO[bytes], head: bytes) -> Identity:
    if not head.strip():
        return Identity(None, EMPTY)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _identify_zip(file)
    if head.startswith(_OLE_MAGIC):
        return Identity(None, _ole_refusal(file, head))
    return _identify_media(head) or _identify_text(head)


def _identify_media(head: bytes) -> Identity | None:
    kind = next((kind for magic, kind in _ACCEPTED if head.startswith(magic)), None)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        kind = FileKind.WEBP
    elif kind is None and _is_mpeg_audio(head):
        kind = FileKind.MP3
    if kind is None and head[4:8] == b"ftyp":
        return _identify_iso_media(head[8:12])
    return Identity(kind) if kind else None


def _identify_zip(file: IO[bytes]) -> Identity:
    try:
        archive = open_archive(file)
        names = {name.lower() for name in archive.namelist()}
        if any(name.endswith("vbaproject.bin") for name in names):
            return Identity(None, MACROS)
        if "ofd.xml" in names:
            return Identity(FileKind.OFD)
        if "[content_types].xml" not in names:
            return Identity(None, PACKED)
        types = read_member(archive, "[Content_Types].xml").decode("utf-8", "replace").lower()
    except ExtractionRefused as refused:
        return Identity(None, refused.reasons[0])
    return next((identity for part, identity in _MAIN_PARTS if part in types), Identity(None, UNKNOWN))


def _ole_refusal(file: IO[bytes], head: bytes) -> str:
    """Read the first sectors of the OLE directory ([MS-CFB] §2.2: sector size at 30, first directory sector at 48)."""
    if len(head) < 512:
        return DAMAGED
    (shift,) = struct.unpack_from("<H", head, 30)
    (sector,) = struct.unpack_from("<L", head, 48)
    if shift not in {9, 12}:
        return DAMAGED
    file.seek((sector + 1) << shift)
    directory = file.read(16 << shift)
    return next((refusal for name, refusal in _OLE_STREAMS if name.encode("utf-16-le") in directory), _OLE_OTHER)


def _identify_iso_media(brand: bytes) -> Identity:
    if brand in {b"M4A ", b"M4B "}:
        return Identity(FileKind.M4A)
    if brand in _VIDEO_BRANDS:
        return Identity(FileKind.MP4)
    if brand in {b"heic", b"heix", b"mif1", b"avif"}:
        return Identity(None, "不接受 HEIC 或 AVIF 图片，请转换为 JPEG 后再上传")
    return Identity(None, "不接受这种视频格式，请转换为 MP4 后再上传")


def _is_mpeg_audio(head: bytes) -> bool:
    """Check the header of an MPEG layer III frame: sync, layer, bit rate and sampling rate must be defined."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[1] & 0x18 != 0x08 and head[2] & 0xF0 not in {0x00, 0xF0} and head[2] & 0x0C != 0x0C


def _identify_text(head: bytes) -> Identity:
    encoding = detect_encoding(head, partial=len(head) == HEAD_BYTES)
    if encoding is None:
        # Mostly printable bytes are text in an encoding that we do not read; the rest is some binary format.
        printable = sum(byte >= 0x20 or byte in {9, 10, 13} for byte in head)
        return Identity(None, _refusal(head) or (WRONG_ENCODING if printable > 0.98 * len(head) else UNKNOWN))
    text = head.decode(encoding, "ignore").lstrip("\ufeff")
    if head.startswith((b"#!", b"{\\rtf")):
        return Identity(None, _refusal(head))
    if _HTML.match(text):
        return Identity(FileKind.HTML)
    if re.match(r"\s*<(\?xml|svg|!DOCTYPE)", text, re.IGNORECASE):
        return Identity(None, "不接受 XML 或 SVG 文件，请转换为 PDF 或 PNG 后再上传")
    return Identity(FileKind.CSV if _is_table(text) else FileKind.TXT)


def _refusal(head: bytes) -> str:
    return next((refusal for magic, refusal in _REFUSED if head.startswith(magic)), "")


def _is_table(text: str) -> bool:
    """Say whether the first lines are rows of the same number (two or more) of comma-separated cells."""
    lines = text.splitlines()[:-1][:20] or text.splitlines()
    try:
        widths = {len(row) for row in csv.reader(lines) if row}
    except csv.Error:
        return False
    return len(lines) >= 2 and len(widths) == 1 and widths.pop() >= 2
