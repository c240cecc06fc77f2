"""Text extraction: one entrance for every kind, which never raises anything but `ExtractionRefused`."""

import logging
from collections.abc import Callable
from typing import IO

from zhifu_portal.kernel.files.archives import DAMAGED
from zhifu_portal.kernel.files.extracted import ExtractedText, ExtractionRefused
from zhifu_portal.kernel.files.kinds import IMAGE_KINDS, FileKind
from zhifu_portal.kernel.files.readers.fixed_layout import read_ofd
from zhifu_portal.kernel.files.readers.markup import read_html
from zhifu_portal.kernel.files.readers.plain import read_csv, read_txt
from zhifu_portal.kernel.files.readers.portable import read_pdf
from zhifu_portal.kernel.files.readers.spreadsheet import read_xlsx
from zhifu_portal.kernel.files.readers.wordprocessing import read_docx

logger = logging.getLogger(__name__)

READERS: dict[FileKind, Callable[[IO[bytes]], ExtractedText]] = {
    FileKind.DOCX: read_docx,
    FileKind.PDF: read_pdf,
    FileKind.OFD: read_ofd,
    FileKind.XLSX: read_xlsx,
    FileKind.HTML: read_html,
    FileKind.TXT: read_txt,
    FileKind.CSV: read_csv,
}
NO_TEXT_IN_IMAGE = "图片中的文字不能提取，请在正文中补充文字说明"
NO_TEXT_IN_SOUND = "音频、视频中的内容不能提取，请在正文中补充文字说明"


def extract_text(file: IO[bytes], kind: FileKind) -> ExtractedText:
    """Return the text, title, properties and notes of a file; images, sound and video have a note instead of text.

    Raises `ExtractionRefused` with reasons in Chinese for anything that is damaged, encrypted, too large or in an
    unknown encoding. Leaves the file at its beginning.
    """
    reader = READERS.get(kind)
    if reader is None:
        return ExtractedText(text="", notes=[NO_TEXT_IN_IMAGE if kind in IMAGE_KINDS else NO_TEXT_IN_SOUND])
    file.seek(0)
    try:
        return reader(file)
    except ExtractionRefused:
        raise
    except Exception as error:
        # Malformed files make the libraries fail in ways they do not document; staff must get a sentence, not a 500.
        event = {"event": "extraction_failed", "kind": kind.value}
        logger.warning("File could not be read", extra=event, exc_info=True)
        raise ExtractionRefused([DAMAGED]) from error
    finally:
        file.seek(0)
