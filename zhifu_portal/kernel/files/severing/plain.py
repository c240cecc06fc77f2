"""Severing of plain text, csv and pages: the words people read, in a new file in UTF-8."""

from collections.abc import Sequence
from typing import IO

from zhifu_portal.kernel.files.kinds import FileKind
from zhifu_portal.kernel.files.readers.markup import read_html
from zhifu_portal.kernel.files.readers.plain import decode_text
from zhifu_portal.kernel.files.severing.passages import concealed
from zhifu_portal.kernel.files.severing.severed import SeveredFile, SeveringRefused

HTML_BECAME_TEXT = "网页文件的公开件是纯文本，版式没有保留"


def not_found(missing: Sequence[str]) -> list[str]:
    """Return why severing is refused for each passage that occurs nowhere."""
    return [f"文件中没有找到“{passage}”，请从原件中复制后粘贴，一行一处" for passage in missing]


def sever_txt(file: IO[bytes], passages: Sequence[str], mark: str) -> SeveredFile:
    """Return a text file without the passages; raises `SeveringRefused` when one is not in it."""
    return _text_file(decode_text(file), passages, mark)


def sever_html(file: IO[bytes], passages: Sequence[str], mark: str) -> SeveredFile:
    """Return the visible words of a page, without the passages, as a text file; raises like `sever_txt`."""
    return _text_file(read_html(file).text, passages, mark, notes=(HTML_BECAME_TEXT,))


def _text_file(text: str, passages: Sequence[str], mark: str, *, notes: Sequence[str] = ()) -> SeveredFile:
    (public,), missing = concealed([text], passages, mark=mark)
    if missing:
        raise SeveringRefused(not_found(missing))
    return SeveredFile(content=public.encode(), kind=FileKind.TXT, text=public, notes=notes)
