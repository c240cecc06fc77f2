"""One story of a Word document (body, header, notes …) turned into lines while its XML streams by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from zhifu_portal.kernel.files.extracted import flatten
from zhifu_portal.kernel.files.readers.word_numbering import Numbering
from zhifu_portal.kernel.files.xml import attribute, local_name, stream_elements

# A drawing is stored twice (Choice and Fallback); phonetic guides repeat the base text.
_SKIPPED = frozenset({"Fallback", "rt"})
_DELETED = frozenset({"del", "moveFrom"})
_PROPERTIES = frozenset({"pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr"})
_CHARACTERS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
_TITLE_STYLES = frozenset({"Title", "标题"})


@dataclass
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    style: str = ""
    number: str = ""
    level: str = ""


@dataclass
class Story:
    """Lines of one story, with what staff should know about it."""

    lines: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    insertions: int = 0
    hidden: bool = False
    title: str = ""


def read_story(archive: ZipFile, part: str, numbering: Numbering) -> Story:
    """Return the story held by one part; raises `ExtractionRefused` when its XML is damaged."""
    reader = _StoryReader(numbering)
    for event, element in stream_elements(archive, part):
        if event == "start":
            reader.start(local_name(element.tag), element)
        else:
            reader.end(local_name(element.tag), element)
    return reader.story


class _StoryReader:
    """Keeps open paragraphs and open table cells; a finished line goes to the innermost open cell or to the story."""

    def __init__(self, numbering: Numbering) -> None:
        self.story = Story()
        self._numbering = numbering
        self._paragraphs: list[_Paragraph] = []
        self._containers: list[list[str]] = [self.story.lines]
        self._rows: list[list[str]] = []
        self._depth = dict.fromkeys(("skipped", "deleted", "properties"), 0)
        self._at_end: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph,
            "tc": self._end_cell,
            "tr": self._end_row,
        }

    def start(self, name: str, element: Element) -> None:
        """Open what the tag opens."""
        self._count(name, 1)
        if name == "p":
            self._paragraphs.append(_Paragraph())
        elif name == "tr":
            self._rows.append([])
        elif name == "tc":
            self._containers.append([])
        elif name == "ins" and not self._depth["properties"]:
            self.story.insertions += 1
        elif name in {"vanish", "webHidden"} and attribute(element, "val") not in {"0", "false", "off"}:
            self.story.hidden = self.story.hidden or name == "vanish"

    def end(self, name: str, element: Element) -> None:
        """Take the text of a finished element, or finish the paragraph, cell or row."""
        if name in self._at_end:
            self._at_end[name]()
        elif self._paragraphs and not self._depth["skipped"]:
            self._take(name, element)
        self._count(name, -1)

    def _count(self, name: str, step: int) -> None:
        for kind, names in (("skipped", _SKIPPED), ("deleted", _DELETED), ("properties", _PROPERTIES)):
            if name in names:
                self._depth[kind] += step

    def _take(self, name: str, element: Element) -> None:
        paragraph = self._paragraphs[-1]
        if self._depth["properties"]:
            self._take_property(paragraph, name, attribute(element, "val"))
        elif name == "delText" or (name == "t" and self._depth["deleted"]):
            self.story.deleted.append(element.text or "")
        elif name == "t":
            paragraph.pieces.append(element.text or "")
        elif name == "br":
            paragraph.pieces.append("\n")
        elif name in _CHARACTERS:
            paragraph.pieces.append(_CHARACTERS[name])

    @staticmethod
    def _take_property(paragraph: _Paragraph, name: str, value: str) -> None:
        if name == "pStyle":
            paragraph.style = value
        elif name == "numId":
            paragraph.number = value
        elif name == "ilvl":
            paragraph.level = value

    def _end_paragraph(self) -> None:
        if self._depth["skipped"]:
            self._paragraphs.pop()
            return
        paragraph = self._paragraphs.pop()
        text = "".join(paragraph.pieces)
        if not text.strip():
            return
        label = self._numbering.label(style=paragraph.style, number=paragraph.number, level=paragraph.level)
        if not self.story.title and paragraph.style in _TITLE_STYLES:
            self.story.title = flatten(text)
        self._containers[-1] += [line for line in (label + text).split("\n") if line.strip()]

    def _end_cell(self) -> None:
        lines = self._containers.pop()
        if self._rows:
            self._rows[-1].append(flatten(" ".join(lines)))

    def _end_row(self) -> None:
        row = "\t".join(self._rows.pop()) if self._rows else ""
        if row.strip():
            self._containers[-1].append(row)
