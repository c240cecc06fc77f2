"""Severing of docx: the text and formatting people see, copied element by element into a new, empty document.

Only what is named here is copied, so nothing travels unseen: no comments, no tracked deletions, no hidden text, no
properties, no identifiers of editing sessions, no pictures.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import IO, Any, Final
from zipfile import ZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from zhifu_portal.kernel.files.archives import open_member, open_safely
from zhifu_portal.kernel.files.kinds import FileKind
from zhifu_portal.kernel.files.ooxml import main_part, relationships
from zhifu_portal.kernel.files.readers.word_numbering import Numbering, load_numbering
from zhifu_portal.kernel.files.severing.passages import concealed
from zhifu_portal.kernel.files.severing.plain import not_found
from zhifu_portal.kernel.files.severing.severed import SeveredFile, SeveringRefused
from zhifu_portal.kernel.files.severing.word_cleaning import W, clean_blocks, local
from zhifu_portal.kernel.files.xml import ensure_plain_xml

PLAINER: Final = "公开件按原件的文字、段落和表格重新生成，页眉页脚、批注和文档样式没有保留，请核对"
PICTURES_LEFT_OUT: Final = "原件中的图片没有放入公开件，需要公开的请另作附件"
_PROPERTIES: Final = (
    "author category comments content_status identifier keywords language last_modified_by subject".split()
)
_PAGE: Final = {"pgSz": ("w", "h", "orient"), "pgMar": ("top", "right", "bottom", "left", "header", "footer", "gutter")}


def sever_docx(file: IO[bytes], passages: Sequence[str], mark: str) -> SeveredFile:
    """Return a new docx without the passages; raises `SeveringRefused` when one is not in the visible text."""
    with open_safely(file) as archive:
        ensure_plain_xml(archive)
        part = main_part(archive)
        root = _tree(archive, part)
        blocks = clean_blocks(root[0], load_numbering(archive, part))
        for notes in _note_parts(archive, part):
            blocks += [block for note in _tree(archive, notes) for block in clean_blocks(note, Numbering())]
    has_pictures = any(local(element) in {"drawing", "pict"} for element in root.iter(etree.Element))
    _conceal(blocks, passages, mark)
    content = _document(blocks, _last_section(root))
    text = "\n".join(_lines(blocks))
    return SeveredFile(content, FileKind.DOCX, text, notes=(PLAINER, *([PICTURES_LEFT_OUT] if has_pictures else [])))


def _tree(archive: ZipFile, part: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    with open_member(archive, part) as stream:
        return etree.parse(stream, parser).getroot()


def _note_parts(archive: ZipFile, part: str) -> list[str]:
    names = archive.namelist()
    found = [link.target for link in relationships(archive, part) if link.type in {"footnotes", "endnotes"}]
    return [name for name in found if name in names]


def _conceal(blocks: list[Any], passages: Sequence[str], mark: str) -> None:
    """Put marks into the texts of the blocks, and take out paragraphs of which nothing is left."""
    texts = [element for block in blocks for element in block.iter(f"{W}t")]
    public, missing = concealed([element.text or "" for element in texts], passages, mark=mark)
    if missing:
        raise SeveringRefused(not_found(missing))
    emptied: dict[Any, None] = {}
    for element, shown in zip(texts, public, strict=True):
        if element.text and not shown:
            emptied[next(element.iterancestors(f"{W}p"))] = None
        element.text = shown
    for paragraph in emptied:
        if not "".join(paragraph.itertext()).strip():
            _remove(paragraph, blocks)


def _remove(paragraph: Any, blocks: list[Any]) -> None:
    parent = paragraph.getparent()
    if parent is None:
        blocks.remove(paragraph)
    elif len(parent.findall(f"{W}p")) > 1:
        # A cell keeps its last paragraph, or Word finds the file damaged.
        parent.remove(paragraph)


def _lines(blocks: Sequence[Any]) -> Iterator[str]:
    for block in blocks:
        rows = block.iter(f"{W}tr") if local(block) == "tbl" else [block]
        for row in rows:
            cells = row.findall(f"{W}tc") or [row]
            line = "\t".join("".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in cells)
            if line.strip():
                yield line


def _last_section(root: Any) -> Any:
    sections = list(root.iter(f"{W}sectPr"))
    return sections[-1] if sections else None


def _document(blocks: Sequence[Any], section: Any) -> bytes:
    """Return a docx of the blocks, its properties empty, the paper as in the original."""
    document = docx.Document()
    body = document.element.body
    own_section = body.sectPr
    for block in blocks:
        own_section.addprevious(block)
    for name, attributes in _PAGE.items() if section is not None else ():
        source, target = section.find(f"{W}{name}"), own_section.find(f"{W}{name}")
        if source is not None and target is not None:
            for attribute in attributes:
                value = source.get(f"{W}{attribute}", "")
                if value.isalnum():
                    target.set(f"{W}{attribute}", value)
    for name in _PROPERTIES:
        setattr(document.core_properties, name, "")
    package = document.part.package
    for key, link in list(package.rels.items()):
        if link.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.rels.pop(key)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
