"""File names: what is refused in an upload, and a name that is safe to store and to offer for download."""

import re
import unicodedata

MAX_NAME_CHARACTERS = 120
MAX_NAME_BYTES = 200
UNNAMED = "未命名"

EXECUTABLE_EXTENSIONS = frozenset(
    "apk app bat bin class cmd com cpl deb dll dmg elf exe gadget hta htaccess inf "
    "jar js jse jsp lnk msi msp php phtml pif ps1 psm1 py reg rpm scr sh so sys vb "
    "vbe vbs war wsc wsf wsh".split()
)
_RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*;%&$`\']')
_PATH_SEPARATORS = re.compile(r"[/\\]")
_DRIVE = re.compile(r"^[A-Za-z]:")


def extension_of(name: str) -> str:
    """Return the lower-case extension without the dot, or an empty string."""
    stem, dot, extension = name.rpartition(".")
    return extension.strip().lower() if dot and stem else ""


def name_reasons(name: str) -> list[str]:
    """Return why this name of an upload is refused, in Chinese; empty when it is acceptable."""
    reasons = []
    if not name.strip():
        reasons.append("文件没有名称，请重命名后再上传")
    if _PATH_SEPARATORS.search(name) or _DRIVE.match(name) or name.strip() in {".", ".."}:
        reasons.append("文件名含有路径，请只保留文件名后再上传")
    if any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in name):
        reasons.append("文件名含有不可见字符，请重命名后再上传")
    if len(name) > MAX_NAME_CHARACTERS or len(name.encode("utf-8", "replace")) > MAX_NAME_BYTES:
        reasons.append("文件名过长，请缩短到 60 个汉字以内")
    if extension_of(name.rstrip(". ")) in EXECUTABLE_EXTENSIONS:
        reasons.append("不接受程序或脚本文件，请上传文档、图片、音频或视频")
    return reasons


def safe_file_name(name: str) -> str:
    """Return a single path component that is safe on any file system and in a header; idempotent, never empty.

    Chinese characters are kept, the extension is kept in lower case, at most 200 bytes of UTF-8.
    """
    name = unicodedata.normalize("NFC", name.encode("utf-8", "ignore").decode())
    name = _PATH_SEPARATORS.split(name)[-1]
    visible = "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} else " " for c in name)
    cleaned = " ".join(_FORBIDDEN.sub("_", visible).split()).strip(". ")
    stem, dot, extension = cleaned.rpartition(".")
    if not dot or not re.fullmatch(r"[A-Za-z0-9]{1,10}", extension):
        stem, extension = cleaned, ""
    suffix = f".{extension.lower()}" if extension else ""
    stem = _cut(stem.strip(". "), MAX_NAME_CHARACTERS - len(suffix), MAX_NAME_BYTES - len(suffix))
    if not stem or _RESERVED.match(stem.split(".")[0]):
        stem = f"{UNNAMED}{stem}"
    return unicodedata.normalize("NFC", stem) + suffix


def _cut(stem: str, characters: int, size: int) -> str:
    # Room is left for the prefix of reserved names, so that cutting twice gives the same name.
    cut = stem[: characters - len(UNNAMED)].encode()[: size - len(UNNAMED.encode())]
    return cut.decode("utf-8", "ignore").strip(". ")
