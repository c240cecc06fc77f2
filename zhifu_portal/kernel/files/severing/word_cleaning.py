"""The elements of a Word document that are copied into its public form; every other one is left behind."""

import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

from zhifu_portal.kernel.files.readers.word_numbering import Numbering

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W: Final = f"{{{NAMESPACE}}}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_COPIED: Final = frozenset(
    # Text and structure, formatting of paragraphs, of characters, of tables.
    "p r t tab br cr noBreakHyphen tbl tr tc tblGrid gridCol "
    "pPr jc ind spacing keepNext outlineLvl "
    "rPr b i u strike sz szCs rFonts vertAlign color "
    "tblPr tblW tblBorders tblLayout top left bottom right insideH insideV trPr tblHeader trHeight "
    "tcPr tcW gridSpan vMerge vAlign tcBorders".split()
)
# Their content stands in the text as if they were not there.
_DISSOLVED: Final = frozenset(
    "ins moveTo hyperlink sdt sdtContent smartTag fldSimple customXml AlternateContent Choice ruby rubyBase".split()
)
_ATTRIBUTES: Final = frozenset(
    "val w type sz space color left right start end firstLine firstLineChars leftChars hanging before after line "
    "lineRule ascii hAnsi eastAsia cs".split()
)
_VALUE: Final = re.compile(r"[\w .+-]{0,40}")
_OFF: Final = frozenset({"0", "false", "off"})
_BORDERS: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def local(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def clean_blocks(container: Any, numbering: Numbering) -> list[Any]:
    """Return new paragraphs and tables for those in a body, cell, note or text box, automatic numbers as text."""
    return [block for child in container for block in _cleaned(child, numbering) if local(block) in {"p", "tbl"}]


def _cleaned(element: Any, numbering: Numbering) -> Iterator[Any]:
    name = local(element)
    if name in _DISSOLVED:
        for child in element:
            yield from _cleaned(child, numbering)
        return
    if name not in _COPIED or (name == "r" and _is_hidden(element)):
        return
    copy = _copied(element, name)
    for child in element:
        copy.extend(_cleaned(child, numbering))
    if name == "tbl":
        _draw_lines(copy)
    if name != "p":
        yield copy
        return
    _number(copy, element, numbering)
    yield copy
    yield from _text_boxes(element, numbering)


def _copied(element: Any, name: str) -> Any:
    """Return a new element with the attributes that may be copied, and its text if it is a text."""
    copy = etree.Element(f"{W}{name}", nsmap={"w": NAMESPACE})
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] in _ATTRIBUTES and _VALUE.fullmatch(value):
            copy.set(f"{W}{key.rpartition('}')[2]}", value)
    if name == "t":
        copy.text = element.text
        copy.set(_SPACE, "preserve")
    return copy


def _is_hidden(run: Any) -> bool:
    marks = [mark for tag in ("vanish", "webHidden") for mark in run.findall(f"{W}rPr/{W}{tag}")]
    return any(mark.get(f"{W}val", "") not in _OFF for mark in marks)


def _number(copy: Any, paragraph: Any, numbering: Numbering) -> None:
    """Write the automatic number of a paragraph in front of it: lists are not copied."""
    if not "".join(paragraph.itertext(f"{W}t")).strip():
        return
    values = {tag: _value(paragraph, path) for tag, path in _NUMBER_PATHS.items()}
    label = numbering.label(style=values["style"], number=values["number"], level=values["level"])
    if not label:
        return
    run = etree.Element(f"{W}r")
    text = etree.SubElement(run, f"{W}t")
    text.text = label
    text.set(_SPACE, "preserve")
    copy.insert(1 if len(copy) and local(copy[0]) == "pPr" else 0, run)


_NUMBER_PATHS: Final = {
    "style": f"{W}pPr/{W}pStyle",
    "number": f"{W}pPr/{W}numPr/{W}numId",
    "level": f"{W}pPr/{W}numPr/{W}ilvl",
}


def _value(paragraph: Any, path: str) -> str:
    found = paragraph.find(path)
    return "" if found is None else str(found.get(f"{W}val", ""))


def _draw_lines(table: Any) -> None:
    """Give a table lines where a style, which is not copied, had drawn them."""
    properties = table.find(f"{W}tblPr")
    if properties is None:
        properties = etree.Element(f"{W}tblPr")
        table.insert(0, properties)
    if properties.find(f"{W}tblBorders") is None:
        borders = etree.SubElement(properties, f"{W}tblBorders")
        for side in _BORDERS:
            etree.SubElement(borders, f"{W}{side}", {f"{W}val": "single", f"{W}sz": "4"})


def _text_boxes(paragraph: Any, numbering: Numbering) -> Iterator[Any]:
    """Yield the paragraphs of text boxes, which are drawn twice in the file, once."""
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(local(ancestor) == "Fallback" for ancestor in box.iterancestors()):
            yield from clean_blocks(box, numbering)
