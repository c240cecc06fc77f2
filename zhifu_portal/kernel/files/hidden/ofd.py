"""What an OFD (GB/T 33190) hides: annotations, earlier versions, and its properties."""

import posixpath
from collections.abc import Iterator
from typing import IO
from zipfile import ZipFile

from zhifu_portal.kernel.files.archives import DAMAGED, open_safely
from zhifu_portal.kernel.files.extracted import ExtractionRefused
from zhifu_portal.kernel.files.hidden.content import HiddenKind, HiddenList
from zhifu_portal.kernel.files.hidden.properties import list_people, list_properties
from zhifu_portal.kernel.files.readers.fixed_layout import MAX_DOCUMENTS, MAX_PAGES, find_member, read_bodies
from zhifu_portal.kernel.files.xml import attribute, local_name, stream_elements

# A link, a seal and a watermark are part of what the page shows.
_NO_COMMENT = frozenset({"Link", "Stamp", "Watermark"})


def list_hidden_in_ofd(file: IO[bytes], found: HiddenList) -> None:
    """Add everything the document hides; raises `ExtractionRefused` when it is damaged or a bomb."""
    with open_safely(file) as archive:
        bodies = read_bodies(archive)
        if not bodies:
            raise ExtractionRefused([DAMAGED])
        _list_versions(archive, found)
        people: set[str] = set()
        for body in bodies[:MAX_DOCUMENTS]:
            pages, annotations = _page_numbers(archive, body.root)
            for page, part in _annotation_parts(archive, annotations):
                people |= _list_annotations(archive, part, pages.get(page, 0), found)
        list_people(found, "批注人", people)
        for body in bodies[:MAX_DOCUMENTS]:
            list_properties(found, body.info)


def _page_numbers(archive: ZipFile, root: str) -> tuple[dict[str, int], str]:
    """Return the number of each page by its id, and the member that lists the annotations."""
    pages: dict[str, int] = {}
    annotations = ""
    for event, element in stream_elements(archive, root):
        name = local_name(element.tag)
        if event == "start" and name == "Page":
            pages[attribute(element, "ID")] = len(pages) + 1
        elif event == "end" and name == "Annotations" and element.text:
            annotations = find_member(archive, posixpath.dirname(root), element.text.strip())
    return pages, annotations


def _annotation_parts(archive: ZipFile, listing: str) -> Iterator[tuple[str, str]]:
    """Yield the id of a page and the member with its annotations."""
    if not listing:
        return
    page = ""
    seen = 0
    for event, element in stream_elements(archive, listing):
        name = local_name(element.tag)
        if event == "start" and name == "Page":
            page = attribute(element, "PageID")
        elif event == "end" and name == "FileLoc" and element.text and seen < MAX_PAGES:
            seen += 1
            part = find_member(archive, posixpath.dirname(listing), element.text.strip())
            if part:
                yield page, part


def _list_annotations(archive: ZipFile, part: str, page: int, found: HiddenList) -> set[str]:
    """Add the comments on one page; return who wrote them."""
    people: set[str] = set()
    kind = ""
    texts: list[str] = []
    for event, element in stream_elements(archive, part):
        name = local_name(element.tag)
        if event == "start" and name == "Annot":
            kind, texts = attribute(element, "Type"), []
            if kind not in _NO_COMMENT:
                people.add(attribute(element, "Creator"))
        elif event == "end" and name in {"Remark", "Parameter", "TextCode"} and (element.text or "").strip():
            texts.append((element.text or "").strip())
        elif event == "end" and name == "Annot" and kind not in _NO_COMMENT:
            found.add(HiddenKind.COMMENT, f"第 {page} 页" if page else "注释", "；".join(texts) or f"（{kind}）")
    return people


def _list_versions(archive: ZipFile, found: HiddenList) -> None:
    """Add the earlier versions that the package keeps."""
    for event, element in stream_elements(archive, find_member(archive, "", "OFD.xml")):
        if event == "start" and local_name(element.tag) == "Version":
            found.add(HiddenKind.VERSION, f"版本 {attribute(element, 'ID')}", attribute(element, "BaseLoc"))
