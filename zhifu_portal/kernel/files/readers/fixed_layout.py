"""Text of OFD (GB/T 33190): every document and page in order, text objects sorted into visual lines."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from zipfile import ZipFile

from zhifu_portal.kernel.files.archives import DAMAGED, open_safely
from zhifu_portal.kernel.files.extracted import MAX_TEXT_CHARACTERS, ExtractedText, ExtractionRefused, compose
from zhifu_portal.kernel.files.readers.ofd_page import GraphicUnits, page_lines, read_graphic_units
from zhifu_portal.kernel.files.xml import attribute, local_name, stream_elements

MAX_PAGES = 2_000
MAX_DOCUMENTS = 50
TOO_MANY_PAGES = "OFD 页数过多，只提取了前 2000 页，其余内容不能被检索"
NO_TEXT = "未能从 OFD 中提取文字，可能是扫描件，请补充文字版"
HAS_ATTACHMENTS = "OFD 内含附件，附件内容未提取，请单独上传附件"
_INFO_NAMES = {
    "Author": "author",
    "Subject": "subject",
    "Abstract": "comments",
    "Keyword": "keywords",
    "CreationDate": "created",
    "ModDate": "modified",
    "Creator": "application",
    "DocUsage": "category",
}


@dataclass
class OfdBody:
    """One document of the package: the path of its root, and what it states of itself."""

    root: str = ""
    info: dict[str, str] = field(default_factory=dict)


@dataclass
class _Document:
    pages: list[str] = field(default_factory=list)
    templates: dict[str, str] = field(default_factory=dict)
    resources: list[str] = field(default_factory=list)
    has_attachments: bool = False


def read_ofd(file: IO[bytes]) -> ExtractedText:
    """Return the text of an OFD, one line per visual line; raises `ExtractionRefused` when it is damaged or a bomb."""
    lines: list[str] = []
    notes: list[str] = []
    properties: dict[str, str] = {}
    with open_safely(file) as archive:
        bodies = read_bodies(archive)
        if not bodies:
            raise ExtractionRefused([DAMAGED])
        pages_left = MAX_PAGES
        for body in bodies[:MAX_DOCUMENTS]:
            document = _document(archive, body.root)
            lines += _document_lines(archive, document, document.pages[:pages_left])
            pages_left -= len(document.pages)
            properties = {**body.info, **properties}
            notes += [HAS_ATTACHMENTS] if document.has_attachments else []
    if pages_left < 0:
        notes.append(TOO_MANY_PAGES)
    if not lines:
        notes.append(NO_TEXT)
    return compose("\n".join(lines), title=properties.pop("title", ""), properties=properties, notes=notes)


def read_bodies(archive: ZipFile) -> list[OfdBody]:
    """Read OFD.xml: one DocBody per document, with its DocInfo and the path of its root."""
    bodies: list[OfdBody] = []
    custom = ""
    for event, element in stream_elements(archive, find_member(archive, "", "OFD.xml")):
        name = local_name(element.tag)
        text = (element.text or "").strip()
        if event == "start" and name == "DocBody":
            bodies.append(OfdBody())
        elif event == "start" and name == "CustomData":
            custom = attribute(element, "Name")
        elif event == "end" and bodies and text:
            if name == "DocRoot":
                bodies[-1].root = find_member(archive, "", text)
            elif name == "CustomData":
                bodies[-1].info[f"custom:{custom}"] = text
            elif name == "Title":
                bodies[-1].info["title"] = text
            elif name in _INFO_NAMES:
                key = _INFO_NAMES[name]
                bodies[-1].info[key] = " ".join(filter(None, (bodies[-1].info.get(key), text)))
    return [body for body in bodies if body.root]


def _document(archive: ZipFile, root: str) -> _Document:
    """Read Document.xml: pages and templates by their path, resources that may hold composite graphics."""
    document = _Document()
    folder = posixpath.dirname(root)
    for event, element in stream_elements(archive, root):
        name = local_name(element.tag)
        if event == "start" and name == "Page":
            document.pages.append(find_member(archive, folder, attribute(element, "BaseLoc")))
        elif event == "start" and name == "TemplatePage":
            document.templates[attribute(element, "ID")] = find_member(archive, folder, attribute(element, "BaseLoc"))
        elif event == "end" and name in {"PublicRes", "DocumentRes"} and element.text:
            document.resources.append(find_member(archive, folder, element.text.strip()))
        elif event == "end" and name == "Attachments":
            document.has_attachments = True
    return document


def _document_lines(archive: ZipFile, document: _Document, pages: list[str]) -> Iterator[str]:
    units: GraphicUnits = {}
    for resource in filter(None, document.resources):
        units.update(read_graphic_units(archive, resource))
    used_templates: set[str] = set()
    characters = 0
    for page in pages:
        if not page:
            raise ExtractionRefused([DAMAGED])
        # A template (letter head, frame) repeats on every page; its text is taken with the first page that uses it.
        for line in page_lines(archive, page, templates=document.templates, used=used_templates, units=units):
            characters += len(line)
            if characters > MAX_TEXT_CHARACTERS:
                return
            yield line


def find_member(archive: ZipFile, folder: str, location: str) -> str:
    """Return the member at an ST_Loc (absolute, or relative to the file that states it), or an empty string."""
    wanted = posixpath.normpath(posixpath.join("/", folder, location.strip().replace("\\", "/"))).lstrip("/")
    names = archive.namelist()
    if wanted in archive.NameToInfo:
        return wanted
    # Some writers differ in case, begin member names with a slash or use backslashes.
    return next((name for name in names if name.replace("\\", "/").lstrip("/").lower() == wanted.lower()), "")
