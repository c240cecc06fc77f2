"""Reads one PDF from standard input in a process of its own, under limits of memory and time; prints JSON.

Run as a file (never imported): `python -I pdf_process.py text|inspect MAX_PAGES MAX_CHARACTERS < file.pdf`.
A crash or an endless loop in a PDF library then ends this process and nothing else. Text output:
`{"pages": int, "texts": [str], "info": {str: str}}`, inspection: `{"findings": ["javascript" | "launch" |
"attachments" | "form"]}`, either may be `{"error": "encrypted" | "damaged"}`.
"""

import json
import logging
import resource
import sys
from typing import Any

import pypdf
import pypdfium2
from pypdfium2 import raw

MAX_MEMORY_BYTES = 2 * 1024**3
MAX_CPU_SECONDS = 60
# PDFium's own code for a document that needs a password.
_PASSWORD_ERROR = raw.FPDF_ERR_PASSWORD


class Encrypted(Exception):
    """The document is protected by a password or by usage restrictions."""


def open_pdfium() -> pypdfium2.PdfDocument:
    """Open standard input; raises `Encrypted`, or `PdfiumError` when the document is damaged."""
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD_ERROR:
            raise Encrypted from error
        raise
    if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
        raise Encrypted
    return document


def text_by_pdfium(max_pages: int, max_characters: int) -> dict[str, Any]:
    """Return pages, texts and info as PDFium reads them."""
    document = open_pdfium()
    texts: list[str] = []
    for number in range(min(len(document), max_pages)):
        page = document[number]
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range()[:max_characters])
        text_page.close()
        page.close()
        max_characters -= len(texts[-1])
        if max_characters <= 0:
            break
    info = {key: value for key, value in document.get_metadata_dict().items() if value}
    return {"pages": len(document), "texts": texts, "info": info}


def text_by_pypdf(max_pages: int, max_characters: int) -> dict[str, Any]:
    """Return the same as `text_by_pdfium` for documents that PDFium cannot open or finds no text in."""
    sys.stdin.buffer.seek(0)
    reader = pypdf.PdfReader(sys.stdin.buffer)
    if reader.is_encrypted:
        raise Encrypted
    texts = []
    for page in reader.pages[:max_pages]:
        texts.append(page.extract_text()[:max_characters])
        max_characters -= len(texts[-1])
        if max_characters <= 0:
            break
    return {"pages": len(reader.pages), "texts": texts, "info": info_of(reader)}


def info_of(reader: pypdf.PdfReader) -> dict[str, str]:
    """Return what the document states of itself: the info dictionary with its custom entries, and people in XMP."""
    info = {str(key).lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()}
    xmp = reader.xmp_metadata
    if xmp is not None:
        info.setdefault("Author", "；".join(xmp.dc_creator or []))
        info.setdefault("Title", "；".join((xmp.dc_title or {}).values()))
        info.setdefault("Comments", "；".join((xmp.dc_description or {}).values()))
    return info


def full_info() -> dict[str, str]:
    """Return `info_of` standard input, or nothing where pypdf fails; PDFium gives only the standard entries."""
    sys.stdin.buffer.seek(0)
    try:
        return info_of(pypdf.PdfReader(sys.stdin.buffer))
    except Exception:  # properties are an extra: the text counts
        return {}


def read_text(max_pages: int, max_characters: int) -> dict[str, Any]:
    """Read with PDFium, then with pypdf where that failed or found nothing."""
    try:
        found = text_by_pdfium(max_pages, max_characters)
    except pypdfium2.PdfiumError:
        return text_by_pypdf(max_pages, max_characters)
    found["info"] |= full_info()
    if any(text.strip() for text in found["texts"]):
        return found
    try:
        return {**text_by_pypdf(max_pages, max_characters), "info": found["info"]}
    except Encrypted:
        raise
    except Exception:  # the second opinion may fail in any way: the first one stands
        return found


def inspect(max_pages: int) -> dict[str, Any]:
    """Return what a PDF for the public may not hold."""
    findings: set[str] = set()
    document = open_pdfium()
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        findings.add("javascript")
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        findings.add("attachments")
    sys.stdin.buffer.seek(0)
    reader = pypdf.PdfReader(sys.stdin.buffer)
    root: Any = resolved(reader.trailer["/Root"])
    findings |= actions_in(root.get("/OpenAction")) | additional_actions_in(root)
    form = root.get("/AcroForm")
    if form is not None and "/XFA" in form.get_object():
        findings.add("form")
    for page in reader.pages[:max_pages]:
        findings |= additional_actions_in(page)
        for annotation in list(resolved(page.get("/Annots")) or [])[:2000]:
            findings |= annotation_findings(resolved(annotation))
    return {"findings": sorted(findings)}


def annotation_findings(annotation: Any) -> set[str]:
    """Return what one annotation does when it is clicked or shown."""
    if not isinstance(annotation, pypdf.generic.DictionaryObject):
        return set()
    found = actions_in(annotation.get("/A")) | additional_actions_in(annotation)
    if resolved(annotation.get("/Subtype")) in {"/FileAttachment", "/RichMedia", "/Screen", "/3D"}:
        found.add("attachments")
    return found


def additional_actions_in(holder: Any) -> set[str]:
    """Return what the additional actions (/AA) of a catalog, page or field do."""
    actions = resolved(holder.get("/AA"))
    if not isinstance(actions, pypdf.generic.DictionaryObject):
        return set()
    return set().union(*(actions_in(action) for action in actions.values()))


def actions_in(action: Any) -> set[str]:
    """Return what an action does that a document for the public may not do."""
    action = resolved(action)
    if not isinstance(action, pypdf.generic.DictionaryObject):
        return set()
    kind = resolved(action.get("/S"))
    return {"/JavaScript": {"javascript"}, "/Launch": {"launch"}, "/ImportData": {"launch"}}.get(str(kind), set())


def resolved(value: Any) -> Any:
    """Return the object behind an indirect reference."""
    return value.get_object() if isinstance(value, pypdf.generic.PdfObject) else value


def main(mode: str, max_pages: int, max_characters: int) -> dict[str, Any]:
    """Carry out one mode; every failure becomes a word that the caller can explain."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    logging.disable(logging.CRITICAL)
    try:
        return read_text(max_pages, max_characters) if mode == "text" else inspect(max_pages)
    except Encrypted:
        return {"error": "encrypted"}
    except Exception:  # a malformed document makes the libraries raise anything
        return {"error": "damaged"}


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])), sys.stdout)
