"""What a docx hides: comments, tracked changes, hidden text, document variables, template paths and its properties."""

from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from zhifu_portal.kernel.files.archives import open_safely
from zhifu_portal.kernel.files.hidden.content import HiddenKind, HiddenList
from zhifu_portal.kernel.files.hidden.properties import list_path, list_people, list_properties
from zhifu_portal.kernel.files.ooxml import main_part, package_properties, relationships
from zhifu_portal.kernel.files.xml import attribute, local_name, stream_elements

MAX_PIECE_CHARACTERS = 20_000
_STORIES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}
_CHANGES = {"ins": "插入", "moveTo": "移入", "del": "删除", "moveFrom": "移出"}
_PROPERTIES = frozenset({"pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr"})
# A drawing is stored twice (Choice and Fallback); properties before a tracked change of format are no properties now.
_SKIPPED = frozenset({"Fallback", "rPrChange", "pPrChange"})
_OFF = frozenset({"0", "false", "off"})


def list_hidden_in_docx(file: IO[bytes], found: HiddenList) -> None:
    """Add everything the document hides; raises `ExtractionRefused` when it is damaged or a bomb."""
    with open_safely(file) as archive:
        document = main_part(archive)
        links = [link for link in relationships(archive, document) if link.target in archive.NameToInfo]
        styles = {style for link in links if link.type == "styles" for style in _hidden_styles(archive, link.target)}
        people = _list_story(archive, document, "正文", styles, found)
        for link in links:
            if link.type in _STORIES:
                people |= _list_story(archive, link.target, _STORIES[link.type], styles, found)
            elif link.type == "comments":
                people |= _list_comments(archive, link.target, found)
            elif link.type == "settings":
                _list_settings(archive, link.target, found)
        list_people(found, "批注人、修订人", people)
        list_properties(found, package_properties(archive)[1])


@dataclass
class _Paragraph:
    number: int
    changes: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    is_hidden: bool = False


@dataclass
class _Run:
    is_hidden: bool = False
    pieces: list[str] = field(default_factory=list)


class _StoryReader:
    """Follows paragraphs, runs and open changes; both paragraphs and runs nest where a text box stands in a run."""

    def __init__(self, place: str, hidden_styles: set[str], found: HiddenList) -> None:
        self.people: set[str] = set()
        self._place = place
        self._hidden_styles = hidden_styles
        self._found = found
        self._count = 0
        self._paragraphs: list[_Paragraph] = []
        self._runs: list[_Run] = []
        self._changes: list[str] = []
        self._skipped = self._properties = 0

    def start(self, name: str, element: Element) -> None:
        """Open what the tag opens."""
        self._skipped += name in _SKIPPED
        self._properties += name in _PROPERTIES
        if self._skipped:
            return
        if name == "p":
            self._count += 1
            self._paragraphs.append(_Paragraph(self._count))
        elif name == "r":
            self._runs.append(_Run())
        elif name in _CHANGES:
            self.people.add(attribute(element, "author"))
            # Inside properties it marks the paragraph's end or a table row: the text has marks of its own.
            if not self._properties:
                self._changes.append(_CHANGES[name])
        elif name == "vanish" and self._runs and attribute(element, "val") not in _OFF:
            self._runs[-1].is_hidden = True
        elif name in {"rStyle", "pStyle"} and attribute(element, "val") in self._hidden_styles:
            self._hide(name)

    def end(self, name: str, element: Element) -> None:
        """Close what the tag closes; a finished paragraph is listed."""
        self._skipped -= name in _SKIPPED
        self._properties -= name in _PROPERTIES
        if self._skipped:
            return
        if name in {"t", "delText"} and self._runs:
            self._runs[-1].pieces.append(element.text or "")
        elif name == "r" and self._runs:
            self._close_run(self._runs.pop())
        elif name in _CHANGES and not self._properties and self._changes:
            self._changes.pop()
        elif name == "p" and self._paragraphs:
            self._close_paragraph(self._paragraphs.pop())

    def _hide(self, name: str) -> None:
        if name == "rStyle" and self._runs:
            self._runs[-1].is_hidden = True
        elif name == "pStyle" and self._paragraphs:
            self._paragraphs[-1].is_hidden = True

    def _close_run(self, run: _Run) -> None:
        text = "".join(run.pieces)[:MAX_PIECE_CHARACTERS]
        if not text or not self._paragraphs:
            return
        paragraph = self._paragraphs[-1]
        if run.is_hidden or paragraph.is_hidden:
            paragraph.hidden.append(text)
        if self._changes:
            paragraph.changes.append(f"{self._changes[-1]}“{text}”")

    def _close_paragraph(self, paragraph: _Paragraph) -> None:
        place = f"{self._place}第 {paragraph.number} 段"
        if paragraph.changes:
            self._found.add(HiddenKind.CHANGE, place, "，".join(paragraph.changes))
        if paragraph.hidden:
            self._found.add(HiddenKind.TEXT, place, "".join(paragraph.hidden))


def _list_story(archive: ZipFile, part: str, place: str, styles: set[str], found: HiddenList) -> set[str]:
    """Add what one story hides; return who changed it."""
    reader = _StoryReader(place, styles, found)
    for event, element in stream_elements(archive, part):
        take = reader.start if event == "start" else reader.end
        take(local_name(element.tag), element)
    return reader.people


def _list_comments(archive: ZipFile, part: str, found: HiddenList) -> set[str]:
    """Add every comment; return who wrote them."""
    people: set[str] = set()
    pieces: list[str] = []
    number = 0
    for event, element in stream_elements(archive, part):
        tag = local_name(element.tag)
        if event == "start" and tag == "comment":
            people.add(attribute(element, "author"))
            number, pieces = number + 1, []
        elif event == "end" and tag in {"t", "delText"} and element.text:
            pieces.append(element.text)
        elif event == "end" and tag == "comment":
            found.add(HiddenKind.COMMENT, f"第 {number} 条批注", "".join(pieces))
    return people


def _list_settings(archive: ZipFile, part: str, found: HiddenList) -> None:
    """Add document variables, which only macros and fields show, and the path of the template."""
    for event, element in stream_elements(archive, part):
        if event == "start" and local_name(element.tag) == "docVar":
            found.add(HiddenKind.TEXT, f"文档变量“{attribute(element, 'name')}”", attribute(element, "val"))
    for link in relationships(archive, part):
        if link.type == "attachedTemplate":
            list_path(found, "模板位置", link.target)


def _hidden_styles(archive: ZipFile, part: str) -> set[str]:
    """Return the ids of styles whose text is hidden; a style based on one of them is hidden too."""
    hidden: set[str] = set()
    bases: dict[str, str] = {}
    style = ""
    for event, element in stream_elements(archive, part):
        tag = local_name(element.tag)
        if event == "start" and tag == "style":
            style = attribute(element, "styleId")
        elif event == "start" and tag == "basedOn":
            bases[style] = attribute(element, "val")
        elif event == "start" and tag == "vanish" and style and attribute(element, "val") not in _OFF:
            hidden.add(style)
        elif event == "end" and tag == "style":
            style = ""
    for _depth in range(10):
        hidden |= {style for style, base in bases.items() if base in hidden}
    return hidden
