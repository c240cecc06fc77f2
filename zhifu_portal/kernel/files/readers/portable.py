"""Text and inspection of PDF, carried out in a limited process (see pdf_process)."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from zhifu_portal.kernel.files.archives import DAMAGED
from zhifu_portal.kernel.files.extracted import MAX_TEXT_CHARACTERS, ExtractedText, ExtractionRefused, compose

MAX_PAGES = 2_000
TIMEOUT_SECONDS = 120
NO_TEXT = "未能从 PDF 中提取文字，可能是扫描件，请补充文字版"
TOO_MANY_PAGES = "PDF 页数过多，只提取了前 2000 页，其余内容不能被检索"
GARBLED = "从 PDF 中提取的文字可能是乱码，请核对，必要时补充文字版"
ENCRYPTED = "PDF 设置了密码或使用限制（如禁止复制），请解除后重新上传"
TOO_SLOW = "PDF 结构过于复杂，无法处理，请重新导出或拆分后再上传"
_FINDINGS = {
    "javascript": "PDF 含有脚本，请用“打印为 PDF”重新生成后再上传",
    "launch": "PDF 含有启动程序的动作，请用“打印为 PDF”重新生成后再上传",
    "attachments": "PDF 内嵌了其他文件或多媒体，请删除后上传，内嵌文件请单独上传",
    "form": "PDF 含有动态表单，请用“打印为 PDF”重新生成后再上传",
}
_INFO_NAMES = {
    "Author": "author",
    "Subject": "subject",
    "Keywords": "keywords",
    "Creator": "application",
    "Producer": "producer",
    "CreationDate": "created",
    "ModDate": "modified",
    "Company": "company",
    "Comments": "comments",
}
# Private-use and replacement characters show that the fonts do not say which characters they draw.
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08]")
_PROCESS = Path(__file__).with_name("pdf_process.py")


def read_pdf(file: IO[bytes]) -> ExtractedText:
    """Return the text of a PDF, one line per visual line; raises `ExtractionRefused` when encrypted or damaged."""
    found = run_process(_PROCESS, "text", file)
    texts: list[str] = found["texts"]
    empty = [str(number) for number, text in enumerate(texts, 1) if not text.strip()]
    text = "\n".join(texts)
    notes = []
    if len(empty) == len(texts):
        notes.append(NO_TEXT)
    elif empty:
        shown = "、".join(empty[:10]) + ("等" if len(empty) > 10 else "")
        notes.append(f"PDF 第 {shown} 页没有文字，可能是扫描页，请核对")
    if found["pages"] > MAX_PAGES:
        notes.append(TOO_MANY_PAGES)
    if len(_UNREADABLE.findall(text)) > len(text) / 5:
        notes.append(GARBLED)
    info: dict[str, str] = found["info"]
    return compose(text, title=info.get("Title", ""), properties=properties_of(info), notes=notes)


def properties_of(info: Mapping[str, str]) -> dict[str, str]:
    """Return the entries of a PDF's info dictionary under the names that all kinds of file share."""
    return {_INFO_NAMES.get(key, f"custom:{key}"): value for key, value in info.items() if key != "Title"}


def pdf_reasons(file: IO[bytes]) -> list[str]:
    """Return every reason, in Chinese, to refuse a PDF: damaged, encrypted, scripts, programs, embedded files."""
    try:
        return [_FINDINGS[finding] for finding in run_process(_PROCESS, "inspect", file)["findings"]]
    except ExtractionRefused as refused:
        return refused.reasons


def run_process(process: Path, mode: str, file: IO[bytes]) -> dict[str, Any]:
    """Return the answer of one limited process about a PDF; raises `ExtractionRefused` where it has none."""
    command = [sys.executable, "-I", str(process), mode, str(MAX_PAGES), str(MAX_TEXT_CHARACTERS)]
    with tempfile.TemporaryFile() as copy:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        copy.seek(0)
        try:
            finished = subprocess.run(
                command,
                stdin=copy,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=TIMEOUT_SECONDS,
                check=True,
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise ExtractionRefused([TOO_SLOW]) from error
    answer: dict[str, Any] = json.loads(finished.stdout)
    if "error" in answer:
        raise ExtractionRefused([ENCRYPTED if answer["error"] == "encrypted" else DAMAGED])
    return answer
