"""ZIP containers (docx, xlsx, ofd) read under hard limits: no bomb, nesting or hidden program gets through."""

import struct
import zipfile
import zlib
from typing import IO
from zipfile import ZipFile, ZipInfo

from zhifu_portal.kernel.files.extracted import ExtractionRefused
from zhifu_portal.kernel.files.names import EXECUTABLE_EXTENSIONS, extension_of
from zhifu_portal.kernel.files.streams import read_tail, size_of

MAX_MEMBERS = 10_000
MAX_DIRECTORY_BYTES = 4 * 1024 * 1024
MAX_TOTAL_BYTES = 512 * 1024 * 1024
MAX_RATIO = 150
RATIO_MATTERS_FROM = 20 * 1024 * 1024
MAX_MEMBER_BYTES = 64 * 1024 * 1024

DAMAGED = "文件已损坏，无法打开，请用原软件重新保存后再上传"
ENCRYPTED = "文件设置了打开密码，请取消密码后重新上传"
TOO_MANY_MEMBERS = "压缩包内的文件过多（超过 1 万个），请拆分后上传"
TOO_LARGE_UNPACKED = "文件解压后过大（超过 512 MB），请拆分或压缩图片后再上传"
SUSPICIOUS_RATIO = "文件的压缩比异常，疑似压缩炸弹，请用原软件另存后再上传"
NESTED = "文件里嵌入了其他压缩包或文档，请删除嵌入内容，或转为图片后再上传"
BAD_MEMBER_NAME = "压缩包内的文件路径不安全，请用原软件重新保存后再上传"
PROGRAM_INSIDE = "文件里嵌入了程序或脚本，请删除后再上传"
MEMBER_TOO_LARGE = "文件内容过大（单个部分超过 64 MB），无法提取文字，请拆分后再上传"

_END_RECORD = b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_END_RECORD_BYTES = 22
_NESTED_EXTENSIONS = frozenset("zip rar 7z gz bz2 xz tar cab docx docm xlsx xlsm xlsb pptx doc xls ppt ofd".split())
_NESTED_MAGIC = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
_PROGRAM_MAGIC = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!/")


def open_archive(file: IO[bytes]) -> ZipFile:
    """Open the container after checking its directory; raises `ExtractionRefused` when it is damaged or a bomb."""
    reasons = _directory_reasons(file)
    if reasons:
        raise ExtractionRefused(reasons)
    file.seek(0)
    try:
        return ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, struct.error) as error:
        raise ExtractionRefused([DAMAGED]) from error


def archive_reasons(archive: ZipFile) -> list[str]:
    """Return every reason, in Chinese, to refuse the opened container; reads only the first bytes of its members."""
    reasons = size_reasons(archive)
    members = archive.infolist()
    names = [member.filename for member in members]
    if any(_is_unsafe(name) for name in names) or len(set(names)) != len(names):
        reasons.append(BAD_MEMBER_NAME)
    if any(extension_of(name) in EXECUTABLE_EXTENSIONS for name in names):
        reasons.append(PROGRAM_INSIDE)
    if any(extension_of(name) in _NESTED_EXTENSIONS for name in names):
        reasons.append(NESTED)
    if not reasons:
        reasons = _content_reasons(archive, members)
    return reasons


def size_reasons(archive: ZipFile) -> list[str]:
    """Return the reasons that come from sizes alone: member count, total, ratio, overlapping members, encryption."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    reasons = []
    if any(member.flag_bits & 0x1 for member in members):
        reasons.append(ENCRYPTED)
    if len(members) > MAX_MEMBERS:
        reasons.append(TOO_MANY_MEMBERS)
    if unpacked > MAX_TOTAL_BYTES:
        reasons.append(TOO_LARGE_UNPACKED)
    overlapping = packed > (archive.start_dir if archive.fp else packed)
    if overlapping or (unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * max(packed, 1)):
        reasons.append(SUSPICIOUS_RATIO)
    if any(member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for member in members):
        reasons.append(DAMAGED)
    return reasons


def open_safely(file: IO[bytes]) -> ZipFile:
    """Open the container for reading its text; raises `ExtractionRefused` when its sizes alone are refused."""
    archive = open_archive(file)
    reasons = size_reasons(archive)
    if reasons:
        raise ExtractionRefused(reasons)
    return archive


def open_member(archive: ZipFile, name: str) -> IO[bytes]:
    """Open one member of at most `MAX_MEMBER_BYTES`; raises `ExtractionRefused` for a missing or larger one."""
    try:
        member = archive.getinfo(name)
        if member.flag_bits & 0x1:
            raise ExtractionRefused([ENCRYPTED])
        if member.file_size > MAX_MEMBER_BYTES:
            raise ExtractionRefused([MEMBER_TOO_LARGE])
        # zipfile never yields more than the declared size, so a member that lies about it stays bounded.
        return archive.open(member)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise ExtractionRefused([DAMAGED]) from error


def read_member(archive: ZipFile, name: str) -> bytes:
    """Return the content of one member; raises `ExtractionRefused` like `open_member`, or when it is damaged."""
    with open_member(archive, name) as stream:
        try:
            return stream.read()
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise ExtractionRefused([DAMAGED]) from error


def _directory_reasons(file: IO[bytes]) -> list[str]:
    """Check the end record before zipfile builds one object per member of a directory of any size."""
    tail = read_tail(file, _END_RECORD_BYTES + 0xFFFF + 20)
    at = tail.rfind(_END_RECORD)
    if at < 0 or len(tail) - at < _END_RECORD_BYTES:
        return [DAMAGED]
    members, directory_bytes = struct.unpack_from("<10xHL", tail, at)
    if tail[max(0, at - 20) :].startswith(_ZIP64_LOCATOR) or directory_bytes > MAX_DIRECTORY_BYTES:
        return [TOO_MANY_MEMBERS]
    return [TOO_MANY_MEMBERS] if members > MAX_MEMBERS or directory_bytes > size_of(file) else []


def _is_unsafe(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or ":" in name or any(ord(character) < 32 for character in name)


def _content_reasons(archive: ZipFile, members: list[ZipInfo]) -> list[str]:
    reasons = set()
    for member in members:
        try:
            with archive.open(member) as stream:
                head = stream.read(8)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
            reasons.add(DAMAGED)
            continue
        if head.startswith(_NESTED_MAGIC):
            reasons.add(NESTED)
        if head.startswith(_PROGRAM_MAGIC):
            reasons.add(PROGRAM_INSIDE)
    return sorted(reasons)
