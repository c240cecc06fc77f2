"""Guessing the encoding of plain text: UTF-8, UTF-16 and GB18030, judged by whether the result reads as Chinese."""

import codecs
import re

# Byte order marks, longest first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
_BROKEN = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯")
# More characters than this share outside everyday Chinese mean that the bytes were read in the wrong encoding.
_LEAST_COMMON_SHARE = 0.6
_SAMPLE_CHARACTERS = 200_000


def detect_encoding(data: bytes, *, partial: bool = False) -> str | None:
    """Return the Python name of the encoding, or None when the bytes are not text in one we read.

    `partial` says that `data` is only the beginning of a file and may end within a character.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding if _reads_as_text(data, encoding, partial) else None
    for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        if encoding.startswith("utf-16") and b"\x00" not in data and _looks_bytewise(data):
            continue
        if _reads_as_text(data, encoding, partial):
            return encoding
    return None


def is_garbled(text: str) -> bool:
    """Say whether the text was damaged by an earlier wrong conversion (锟斤拷, replacement characters)."""
    return len(_BROKEN.findall(text)) > max(2, len(text) // 200)


def _looks_bytewise(data: bytes) -> bool:
    return len(data) % 2 == 1 or all(byte < 0x80 for byte in data[:4096])


def _reads_as_text(data: bytes, encoding: str, partial: bool) -> bool:
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data, final=not partial)
    except UnicodeDecodeError:
        return False
    sample = text[:_SAMPLE_CHARACTERS]
    if _CONTROLS.search(sample):
        return False
    return encoding in {"utf-8", "utf-8-sig", "utf-16"} or _common_share(sample) >= _LEAST_COMMON_SHARE


def _common_share(text: str) -> float:
    """Share of the characters beyond ASCII that are everyday: level 1 of GB 2312, its symbols, full-width forms."""
    beyond = [character for character in text if character >= "\x80"]
    if not beyond:
        return 1.0
    return sum(map(_is_common, beyond)) / len(beyond)


def _is_common(character: str) -> bool:
    try:
        row = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return row in {0xA1, 0xA3} or 0xB0 <= row <= 0xD7
