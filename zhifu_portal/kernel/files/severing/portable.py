"""Severing of PDF: every page a picture with the passages blacked out, drawn in a limited process (pdf_process)."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import IO, Any, Final

from zhifu_portal.kernel.files.archives import DAMAGED
from zhifu_portal.kernel.files.extracted import tidy
from zhifu_portal.kernel.files.kinds import FileKind
from zhifu_portal.kernel.files.severing.passages import Span, conceal, find_spans, merged_spans
from zhifu_portal.kernel.files.severing.plain import not_found
from zhifu_portal.kernel.files.severing.severed import Box, SeveredFile, SeveringRefused

DPI: Final = 150
TIMEOUT_SECONDS: Final = 120
SCANNED: Final = "这份 PDF 没有文字层（可能是扫描件），请用坐标框选不公开的区域"
NO_SUCH_PAGE: Final = "框选的页码超出了文件的页数，请核对"
PAGES_ARE_PICTURES: Final = "公开件的每一页都是图片，没有批注和表单内容；请逐页核对遮盖是否完整"
_PROBLEMS: Final = {
    "encrypted": "PDF 设置了密码或使用限制，请解除后重新上传",
    "damaged": DAMAGED,
    "pages": "PDF 超过 60 页，请拆分后分别上传和制作",
    "size": "PDF 的页面尺寸过大，请缩小到 A3 以内后重新上传",
    "place": "有的文字在页面上找不到位置，请改用坐标框选不公开的区域",
}
TOO_SLOW: Final = "PDF 结构过于复杂，无法处理，请重新导出或拆分后再上传"
_PROCESS: Final = Path(__file__).with_name("pdf_process.py")


def sever_pdf(file: IO[bytes], *, passages: Sequence[str], boxes: Sequence[Box], mark: str) -> SeveredFile:
    """Return a PDF of pictures; its text, for search, is that of the pages with `mark` for what was blacked out.

    Raises `SeveringRefused` when a passage is not on the pages, a page does not exist, or the file is too long.
    """
    answer, _content = _run("read", {}, file)
    pages: list[str] = answer["pages"]
    spans, missing = find_spans(pages, passages)
    reasons = not_found(missing)
    if missing and not any(page.strip() for page in pages):
        reasons = [SCANNED]
    if any(not 1 <= box.page <= len(pages) for box in boxes):
        reasons.append(NO_SUCH_PAGE)
    if reasons:
        raise SeveringRefused(reasons)
    asked = {
        "dpi": DPI,
        "spans": _by_page(spans, pages),
        "boxes": [[box.page - 1, box.left, box.top, box.right, box.bottom] for box in boxes],
    }
    answer, content = _run("draw", asked, file)
    hidden = merged_spans([*spans, *_covered(answer["covered"], pages)], "".join(pages))
    text = tidy("\n".join(conceal(pages, hidden, mark=mark)))
    return SeveredFile(content, FileKind.PDF, text=text, notes=(PAGES_ARE_PICTURES,))


def _by_page(spans: Sequence[Span], pages: Sequence[str]) -> dict[str, list[Span]]:
    """Return the part of each span that lies on each page, in characters of that page."""
    found: dict[str, list[Span]] = {}
    for number, (offset, page) in enumerate(zip(_offsets(pages), pages, strict=True)):
        parts = [(max(first - offset, 0), min(end - offset, len(page))) for first, end in spans]
        found[str(number)] = [(first, end) for first, end in parts if first < end]
    return found


def _covered(covered: Mapping[str, Sequence[int]], pages: Sequence[str]) -> list[Span]:
    offsets = _offsets(pages)
    return [(offsets[int(page)] + index, offsets[int(page)] + index + 1) for page in covered for index in covered[page]]


def _offsets(pages: Sequence[str]) -> list[int]:
    return [0, *accumulate(len(page) for page in pages)][: len(pages)]


def _run(mode: str, asked: Mapping[str, object], file: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    with tempfile.TemporaryFile() as copy:
        # The passages go in with the file: a command line can be read by every process of the machine.
        copy.write(json.dumps(asked).encode() + b"\n")
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        try:
            finished = subprocess.run(
                [sys.executable, "-I", str(_PROCESS), mode],
                stdin=copy,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=TIMEOUT_SECONDS,
                check=True,
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise SeveringRefused([TOO_SLOW]) from error
    head, _newline, content = finished.stdout.partition(b"\n")
    answer: dict[str, Any] = json.loads(head)
    if "error" in answer:
        raise SeveringRefused([_PROBLEMS[answer["error"]]])
    return answer, content
