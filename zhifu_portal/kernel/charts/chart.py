"""The drawing of a chart as plain data: rectangles, lines and words at places, nothing of how they look."""

from dataclasses import dataclass
from typing import Final
from unicodedata import east_asian_width

# Units of the drawing: as many as a phone has pixels, so that words keep their size there.
WIDTH: Final = 360
FONT: Final = 12
SERIES: Final = 6
# Of bold figures in the fonts of the CMS, the widest of them.
_NARROW: Final = 0.72


@dataclass(frozen=True)
class Bar:
    """A rectangle; `series` from 1 chooses colour and pattern, 0 is the empty track behind a bar."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True)
class Word:
    """A piece of text; `role` is label, value or tick, and says how it stands to its place."""

    x: float
    y: float
    text: str
    role: str


@dataclass(frozen=True)
class Line:
    """A polyline through points, or a line of the grid where `series` is 0."""

    points: str
    series: int


@dataclass(frozen=True)
class Dot:
    """A point of a line."""

    x: float
    y: float
    series: int


@dataclass(frozen=True)
class LegendEntry:
    """What a series stands for."""

    series: int
    label: str


@dataclass(frozen=True)
class Chart:
    """A drawing with its name and its content in words, for those who do not see it."""

    name: str
    title: str
    description: str
    height: float
    bars: tuple[Bar, ...] = ()
    words: tuple[Word, ...] = ()
    lines: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    width: float = WIDTH

    @property
    def patterns(self) -> tuple[LegendEntry, ...]:
        """The series whose pattern the drawing needs."""
        return self.legend if self.bars else ()


def text_width(text: str, *, font: float = FONT) -> float:
    """Estimate the width of a text: Chinese characters are as wide as high, others about half."""
    return sum(font if east_asian_width(character) in "WF" else font * _NARROW for character in text)


def shortened(text: str, *, room: float, font: float = FONT) -> str:
    """Return the text, or as much of it as fits with an ellipsis."""
    if text_width(text, font=font) <= room:
        return text
    while text and text_width(f"{text}…", font=font) > room:
        text = text[:-1]
    return f"{text}…"


def in_words(number: float) -> str:
    """Return a figure without needless decimals."""
    return f"{int(number)}" if number == int(number) else f"{number:.1f}"
