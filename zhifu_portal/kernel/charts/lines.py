"""Lines over years or months."""

from collections.abc import Sequence
from typing import Final

from zhifu_portal.kernel.charts.chart import (
    FONT,
    SERIES,
    WIDTH,
    Chart,
    Dot,
    LegendEntry,
    Line,
    Word,
    in_words,
    text_width,
)
from zhifu_portal.kernel.charts.tables import DataTable

HEIGHT: Final = 200
_TOP: Final = 14
_BOTTOM: Final = HEIGHT - 26
_GRID: Final = 4
_GAP: Final = 6
_STEPS: Final = (1, 2, 2.5, 5, 10)


def line_chart(table: DataTable, *, columns: Sequence[str]) -> Chart:
    """Draw columns of the table as lines, its rows from left to right.

    Raises ValueError for more columns than there are kinds of line.
    """
    if len(columns) > SERIES:
        raise ValueError(f"a chart has at most {SERIES} series")
    series = [table.numbers(column) for column in columns]
    top = round_up(max((figure for figures in series for figure in figures), default=0))
    ticks = [top * step / _GRID for step in range(_GRID + 1)]
    left = max(text_width(in_words(tick)) for tick in ticks) + _GAP
    xs = _places(len(table.rows), left=left, right=WIDTH - 2 * FONT)
    lines = [Line(f"{left:g},{_y(tick, top):g} {WIDTH},{_y(tick, top):g}", 0) for tick in ticks]
    words = [Word(0, _y(tick, top) + FONT / 3, in_words(tick), "tick") for tick in ticks]
    words += _row_names(table, xs)
    dots: list[Dot] = []
    for number, figures in enumerate(series, start=1):
        points = [(x, _y(figure, top)) for x, figure in zip(xs, figures, strict=True)]
        lines.append(Line(" ".join(f"{x:g},{y:g}" for x, y in points), number))
        dots += [Dot(x, y, number) for x, y in points]
    return Chart(
        name=table.name,
        title=table.caption,
        description=f"折线图，按{table.columns[0]}列出{'、'.join(columns)}，数据见表。",
        height=HEIGHT,
        words=tuple(words),
        lines=tuple(lines),
        dots=tuple(dots),
        legend=tuple(LegendEntry(number, column) for number, column in enumerate(columns, start=1)),
    )


def round_up(figure: float) -> float:
    """Return the end of the scale: the next figure that is easy to divide by."""
    if figure <= 0:
        return 1
    magnitude = 1.0
    while magnitude * 10 <= figure:
        magnitude *= 10
    while magnitude > figure:
        magnitude /= 10
    return next(step * magnitude for step in _STEPS if step * magnitude >= figure)


def _y(figure: float, top: float) -> float:
    return round(_BOTTOM - (_BOTTOM - _TOP) * figure / top, 2)


def _places(count: int, *, left: float, right: float) -> list[float]:
    left += FONT
    if count == 1:
        return [round((left + right) / 2, 2)]
    return [round(left + (right - left) * place / (count - 1), 2) for place in range(count)]


def _row_names(table: DataTable, xs: Sequence[float]) -> list[Word]:
    """Name as many rows as fit side by side, the last one always."""
    names = [row[0].text for row in table.rows]
    widest = max((text_width(name) for name in names), default=0) + _GAP
    step = max(1, -(-int(widest * len(names)) // int(WIDTH)))
    named = range(len(names) - 1, -1, -step)
    return [Word(xs[row], HEIGHT - 8, names[row], "name") for row in sorted(named)]
