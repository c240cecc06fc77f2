"""XML of office containers, read as a stream through defusedxml: no DTD, no entities, nothing kept in memory."""

from collections.abc import Iterator
from typing import IO, cast
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from zhifu_portal.kernel.files.archives import DAMAGED, open_member
from zhifu_portal.kernel.files.extracted import ExtractionRefused

MAX_ELEMENTS = 2_000_000
MAX_DEPTH = 300
FORBIDDEN_XML = "文件内的 XML 含有实体定义，可能是恶意文件，请用原软件重新保存后再上传"
TOO_COMPLEX = "文件内容过于复杂，无法提取文字，请拆分后再上传"


def local_name(tag: str) -> str:
    """Return the name of a tag or attribute without its namespace."""
    return tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return the value of the attribute with this local name in any namespace, or an empty string."""
    value = element.get(name)
    if value is not None:
        return value
    return next((value for key, value in element.items() if local_name(key) == name), "")


def stream_elements(
    archive: ZipFile, name: str, *, keep: frozenset[str] = frozenset()
) -> Iterator[tuple[str, Element]]:
    """Yield ("start" | "end", element) of one member in document order, emptying every finished element.

    Elements whose local name is in `keep` stay whole until their end was seen. Raises `ExtractionRefused` for
    malformed XML, a DTD, too many elements or too deep a tree.
    """
    with open_member(archive, name) as stream:
        try:
            yield from _walk(stream, keep)
        except DefusedXmlException as error:
            raise ExtractionRefused([FORBIDDEN_XML]) from error
        except (ParseError, BadZipFile, ZlibError, EOFError, OSError, LookupError, ValueError) as error:
            raise ExtractionRefused([DAMAGED]) from error


def _walk(stream: IO[bytes], keep: frozenset[str]) -> Iterator[tuple[str, Element]]:
    seen = kept = 0
    path: list[Element] = []
    for event, element in cast(
        "Iterator[tuple[str, Element]]", iterparse(stream, events=("start", "end"), forbid_dtd=True)
    ):
        if event == "start":
            seen += 1
            path.append(element)
            kept += local_name(element.tag) in keep
            if seen > MAX_ELEMENTS or len(path) > MAX_DEPTH:
                raise ExtractionRefused([TOO_COMPLEX])
            yield event, element
            continue
        path.pop()
        yield event, element
        kept -= local_name(element.tag) in keep
        if not kept:
            element.clear()
            if path:
                path[-1].remove(element)


def ensure_plain_xml(archive: ZipFile) -> dict[str, str]:
    """Return the root element of every XML member, whatever its name, before a third-party reader sees the file.

    Raises `ExtractionRefused` when one carries a DTD, is malformed at its beginning or larger than a member may be.
    """
    roots = {}
    for name in archive.namelist():
        if _begins_like_xml(archive, name):
            _, root = next(stream_elements(archive, name))
            roots[name] = local_name(root.tag)
    return roots


def _begins_like_xml(archive: ZipFile, name: str) -> bool:
    with archive.open(name) as stream:
        head = stream.read(64)
    # Byte order marks and the zero bytes of UTF-16 aside.
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")
