"""What a PDF hides: comments, form fields and layers that are off, and its properties."""

from pathlib import Path
from typing import IO

from zhifu_portal.kernel.files.hidden.content import HiddenKind, HiddenList
from zhifu_portal.kernel.files.hidden.properties import list_people, list_properties
from zhifu_portal.kernel.files.readers.portable import properties_of, run_process

_PROCESS = Path(__file__).with_name("pdf_process.py")


def list_hidden_in_pdf(file: IO[bytes], found: HiddenList) -> None:
    """Add everything the document hides; raises `ExtractionRefused` when it is encrypted, damaged or too complex."""
    answer = run_process(_PROCESS, "hidden", file)
    for page, kind, text in answer["comments"]:
        found.add(HiddenKind.COMMENT, f"第 {page} 页", text or f"（{kind}）")
    for page, value in answer["fields"]:
        found.add(HiddenKind.TEXT, f"第 {page} 页隐藏的表单项", value)
    for name in answer["layers"]:
        found.add(HiddenKind.LAYER, f"图层“{name}”", name)
    list_people(found, "批注人", set(answer["people"]))
    list_properties(found, properties_of(answer["info"]))
