"""One entrance for every kind of file, which raises nothing but `ExtractionRefused`."""

import logging
from collections.abc import Callable
from typing import IO

from zhifu_portal.kernel.files.archives import DAMAGED
from zhifu_portal.kernel.files.extracted import ExtractionRefused
from zhifu_portal.kernel.files.hidden.content import HiddenContent, HiddenList
from zhifu_portal.kernel.files.hidden.ofd import list_hidden_in_ofd
from zhifu_portal.kernel.files.hidden.pdf import list_hidden_in_pdf
from zhifu_portal.kernel.files.hidden.word import list_hidden_in_docx
from zhifu_portal.kernel.files.hidden.workbook import list_hidden_in_xlsx
from zhifu_portal.kernel.files.kinds import FileKind

logger = logging.getLogger(__name__)

DETECTORS: dict[FileKind, Callable[[IO[bytes], HiddenList], None]] = {
    FileKind.XLSX: list_hidden_in_xlsx,
    FileKind.DOCX: list_hidden_in_docx,
    FileKind.PDF: list_hidden_in_pdf,
    FileKind.OFD: list_hidden_in_ofd,
}


def find_hidden_content(file: IO[bytes], kind: FileKind) -> list[HiddenContent]:
    """Return what the file carries without showing it, in the order of the file; empty for kinds that hide nothing.

    At most 100 pieces of a kind are listed, then one line says how many more there are. Raises `ExtractionRefused`
    with reasons in Chinese for a file that cannot be read through: nobody may take it for clean. Leaves the file at
    its beginning.
    """
    detector = DETECTORS.get(kind)
    if detector is None:
        return []
    found = HiddenList()
    file.seek(0)
    try:
        detector(file, found)
    except ExtractionRefused:
        raise
    except Exception as error:
        # Malformed files make the libraries fail in ways they do not document.
        event = {"event": "hidden_content_failed", "kind": kind.value}
        logger.warning("File could not be searched for hidden content", extra=event, exc_info=True)
        raise ExtractionRefused([DAMAGED]) from error
    finally:
        file.seek(0)
    return found.listed()
