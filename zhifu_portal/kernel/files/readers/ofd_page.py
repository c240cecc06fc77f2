"""One page of an OFD: its text objects with their positions, sorted from top to bottom and left to right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from zhifu_portal.kernel.files.archives import DAMAGED
from zhifu_portal.kernel.files.extracted import ExtractionRefused
from zhifu_portal.kernel.files.xml import attribute, local_name, stream_elements

MAX_PIECES_PER_PAGE = 200_000
_DEFAULT_SIZE = 4.0  # millimetres, about 小四 (12 pt)
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Piece:
    """A run of text with the start of its base line and its size, in millimetres."""

    text: str
    x: float
    y: float
    size: float


GraphicUnits = dict[str, list[Piece]]


@dataclass
class _Content:
    """What one content stream holds: text, the templates it stands on, the composite graphics it draws."""

    pieces: list[Piece] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    composites: list[tuple[str, "_Frame"]] = field(default_factory=list)


@dataclass(frozen=True)
class _Frame:
    """Boundary and transformation of an object: maps its own coordinates to those of the page."""

    x: float = 0.0
    y: float = 0.0
    matrix: tuple[float, ...] = _IDENTITY
    size: float = _DEFAULT_SIZE

    def place(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return self.x + a * x + c * y + e, self.y + b * x + d * y + f


def page_lines(
    archive: ZipFile, page: str, *, templates: Mapping[str, str], used: set[str], units: GraphicUnits
) -> Iterator[str]:
    """Yield the visual lines of a page with those of its templates not yet `used`; adds them to `used`."""
    content = _read_content(archive, page)
    pieces = list(content.pieces)
    for template in content.templates:
        if template not in used and templates.get(template):
            used.add(template)
            pieces += _read_content(archive, templates[template]).pieces
    for unit, frame in content.composites:
        pieces += [_placed(piece, frame) for piece in units.get(unit, [])]
        _ensure_bounded(pieces)
    yield from lines_of(pieces)


def read_graphic_units(archive: ZipFile, resource: str) -> GraphicUnits:
    """Return the texts drawn by composite graphics (e.g. seals, formulas) of a resource file, by their id."""
    units: GraphicUnits = {}
    reader = _ContentReader()
    for event, element in stream_elements(archive, resource):
        name = local_name(element.tag)
        if event == "start" and name == "CompositeGraphicUnit":
            reader = _ContentReader()
            units[attribute(element, "ID")] = reader.content.pieces
        reader.feed(event, name, element)
    return units


def lines_of(pieces: list[Piece]) -> Iterator[str]:
    """Yield pieces joined to lines: same base line within half a character; a wide gap becomes a tab."""
    line: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.y, piece.x)):
        if line and piece.y - line[0].y > 0.5 * max(piece.size, line[0].size):
            yield _joined(line)
            line = []
        line.append(piece)
    if line:
        yield _joined(line)


def _joined(line: list[Piece]) -> str:
    text = ""
    end = 0.0
    for piece in sorted(line, key=lambda piece: piece.x):
        if text and piece.x - end > 2 * piece.size:
            text += "\t"
        elif text and piece.x - end > 0.3 * piece.size and text[-1].isascii() and piece.text[0].isascii():
            text += " "
        text += piece.text
        end = piece.x + sum(piece.size if character > "\xff" else piece.size / 2 for character in piece.text)
    return text


def _read_content(archive: ZipFile, part: str) -> _Content:
    reader = _ContentReader()
    for event, element in stream_elements(archive, part):
        reader.feed(event, local_name(element.tag), element)
    return reader.content


class _ContentReader:
    """Collects text codes while a content stream goes by; objects may be nested in page blocks."""

    def __init__(self) -> None:
        self.content = _Content()
        self._frame = _Frame()
        self._x = self._y = 0.0

    def feed(self, event: str, name: str, element: Element) -> None:
        """Take one start or end of an element."""
        if event == "start" and name == "TextObject":
            self._frame, self._x, self._y = _frame(element), 0.0, 0.0
        elif event == "start" and name == "CompositeObject":
            self.content.composites.append((attribute(element, "ResourceID"), _frame(element)))
        elif event == "start" and name == "Template":
            self.content.templates.append(attribute(element, "TemplateID"))
        elif event == "end" and name == "TextCode" and (element.text or "").strip():
            self._take_text(element)

    def _take_text(self, element: Element) -> None:
        # X and Y may be left out: the text then stands where the previous code of the object stood.
        self._x = _numbers(attribute(element, "X"), 1, (self._x,))[0]
        self._y = _numbers(attribute(element, "Y"), 1, (self._y,))[0]
        x, y = self._frame.place(self._x, self._y)
        text = (element.text or "").strip("\r\n\t ")
        self.content.pieces.append(Piece(text, x, y, self._frame.size))
        _ensure_bounded(self.content.pieces)


def _frame(element: Element) -> _Frame:
    x, y, _, _ = _numbers(attribute(element, "Boundary"), 4, (0.0, 0.0, 0.0, 0.0))
    matrix = _numbers(attribute(element, "CTM"), 6, _IDENTITY)
    size = _numbers(attribute(element, "Size"), 1, (_DEFAULT_SIZE,))[0]
    scale = max(abs(matrix[0]), abs(matrix[1]), abs(matrix[3])) or 1.0
    return _Frame(x, y, matrix, max(0.1, size * scale))


def _placed(piece: Piece, frame: _Frame) -> Piece:
    x, y = frame.place(piece.x, piece.y)
    return replace(piece, x=x, y=y)


def _numbers(text: str, count: int, default: tuple[float, ...]) -> tuple[float, ...]:
    """Return `count` finite numbers of an ST_Array, or the default when the attribute is missing or malformed."""
    parts = text.split()[:count]
    try:
        numbers = tuple(float(part) for part in parts)
    except ValueError:
        return default
    return numbers if len(numbers) == count and all(abs(number) < 1e9 for number in numbers) else default


def _ensure_bounded(pieces: list[Piece]) -> None:
    if len(pieces) > MAX_PIECES_PER_PAGE:
        raise ExtractionRefused([DAMAGED])
