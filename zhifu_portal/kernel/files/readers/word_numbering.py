"""Automatic numbers of Word paragraphs (一、 （一） 第一条 1.), which are not part of the text in the file."""

import re
from dataclasses import dataclass, field
from zipfile import ZipFile

from zhifu_portal.kernel.chinese.numerals import format_numeral
from zhifu_portal.kernel.files.ooxml import relationships
from zhifu_portal.kernel.files.xml import attribute, local_name, stream_elements

_CHINESE_FORMATS = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
    }
)
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_MAX_LEVEL = 8


@dataclass(frozen=True)
class Level:
    """One level of a list: how its number looks, where it starts, whether the levels above are shown in digits."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    digits: bool = False


@dataclass
class Numbering:
    """The lists of a document; `label` must be asked once per paragraph, in document order."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    style_numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def label(self, *, style: str, number: str, level: str) -> str:
        """Return the number in front of the paragraph, or an empty string for bullets and unnumbered ones."""
        styled_number, styled_level = self.style_numbers.get(style, ("", 0))
        list_id = self.abstract_of.get(number or styled_number, "")
        depth = int(level) if level.isdecimal() else styled_level
        if not list_id or depth > _MAX_LEVEL or (list_id, depth) not in self.levels:
            return ""
        counts = self._counts.setdefault(list_id, [None] * (_MAX_LEVEL + 1))
        current = counts[depth]
        counts[depth] = self.levels[list_id, depth].start if current is None else current + 1
        counts[depth + 1 :] = [None] * (_MAX_LEVEL - depth)
        current_level = self.levels[list_id, depth]
        pattern = "" if current_level.format in {"bullet", "none"} else current_level.text
        return _PLACEHOLDER.sub(
            lambda match: self._formatted(list_id, int(match[1]) - 1, current_level.digits), pattern
        )

    def _formatted(self, list_id: str, depth: int, digits: bool) -> str:
        level = self.levels.get((list_id, depth), Level())
        return format_count(self._counts[list_id][depth] or level.start, "decimal" if digits else level.format)


def format_count(count: int, style: str) -> str:
    """Return a count in a number format of WordprocessingML (ST_NumberFormat); decimal where we know no better."""
    if style in _CHINESE_FORMATS:
        return format_numeral(count)
    if style in {"lowerLetter", "upperLetter"} and 1 <= count <= 26:
        return chr(count + (96 if style == "lowerLetter" else 64))
    if style in {"lowerRoman", "upperRoman"} and 1 <= count < 40:
        return _roman(count) if style == "upperRoman" else _roman(count).lower()
    if style.startswith("decimalEnclosedCircle") and 1 <= count <= 20:
        return chr(0x2460 + count - 1)
    return str(count)


def load_numbering(archive: ZipFile, document: str) -> Numbering:
    """Return the lists defined for a document; an empty numbering when it defines none."""
    numbering = Numbering()
    for relationship in relationships(archive, document):
        if relationship.external or relationship.target not in archive.namelist():
            continue
        if relationship.type == "numbering":
            _load_lists(archive, relationship.target, numbering)
        elif relationship.type == "styles":
            _load_styles(archive, relationship.target, numbering)
    return numbering


def _load_lists(archive: ZipFile, part: str, numbering: Numbering) -> None:
    abstract = ""
    for event, element in stream_elements(archive, part, keep=frozenset({"lvl", "num"})):
        name = local_name(element.tag)
        if event == "start" and name == "abstractNum":
            abstract = attribute(element, "abstractNumId")
        elif event == "end" and name == "lvl":
            values = {local_name(child.tag): attribute(child, "val") for child in element}
            depth, start = attribute(element, "ilvl"), values.get("start", "1")
            if depth.isdecimal() and start.isdecimal():
                level = Level(
                    format=values.get("numFmt", "decimal"),
                    text=values.get("lvlText", ""),
                    start=int(start[:6]),
                    digits="isLgl" in values,
                )
                numbering.levels.setdefault((abstract, int(depth)), level)
        elif event == "end" and name == "num":
            values = {local_name(child.tag): attribute(child, "val") for child in element}
            numbering.abstract_of[attribute(element, "numId")] = values.get("abstractNumId", "")


def _load_styles(archive: ZipFile, part: str, numbering: Numbering) -> None:
    for event, element in stream_elements(archive, part, keep=frozenset({"style"})):
        if event == "end" and local_name(element.tag) == "style":
            values = {local_name(child.tag): attribute(child, "val") for child in element.iter()}
            depth = values.get("ilvl", "0")
            if "numId" in values:
                style_id = attribute(element, "styleId")
                numbering.style_numbers[style_id] = (values["numId"], int(depth) if depth.isdecimal() else 0)


def _roman(count: int) -> str:
    letters = ""
    for value, letter in _ROMAN:
        letters += letter * (count // value)
        count %= value
    return letters
