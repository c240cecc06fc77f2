"""Bars lying on their side, one a row, the words above them: readable on a phone and on paper."""

from collections.abc import Sequence
from typing import Final

from zhifu_portal.kernel.charts.chart import (
    FONT,
    SERIES,
    WIDTH,
    Bar,
    Chart,
    LegendEntry,
    Word,
    in_words,
    shortened,
    text_width,
)
from zhifu_portal.kernel.charts.tables import DataTable

MOST_ROWS: Final = 15
ROW: Final = 40
_LABEL_LINE: Final = 13
_BAR_TOP: Final = 18
_BAR_HEIGHT: Final = 15
_GAP: Final = 6


def bar_chart(table: DataTable, *, column: str) -> Chart:
    """Draw one column of the table, row by row; of a long table the rows with the largest figures."""
    return stacked_bar_chart(table, columns=(column,))


def stacked_bar_chart(table: DataTable, *, columns: Sequence[str], takes_last: bool = False) -> Chart:
    """Draw several columns end to end, in their order; the sum stands behind each bar.

    Of more than MOST_ROWS rows those with the largest sums are drawn (or the last ones), in the order of the table.
    Raises ValueError for more columns than there are patterns.
    """
    if len(columns) > SERIES:
        raise ValueError(f"a chart has at most {SERIES} series")
    series = [table.numbers(column) for column in columns]
    sums = [sum(values) for values in zip(*series, strict=True)]
    shown = list(range(len(sums)))[-MOST_ROWS:] if takes_last else _largest(sums)
    values = [in_words(sums[row]) for row in shown]
    room = WIDTH - _GAP - max((text_width(value) for value in values), default=0)
    scale = room / (max(sums, default=0) or 1)
    bars: list[Bar] = []
    words: list[Word] = []
    for place, row in enumerate(shown):
        top, x = place * ROW, 0.0
        words.append(Word(0, top + _LABEL_LINE, shortened(table.rows[row][0].text, room=WIDTH), "label"))
        for number, figures in enumerate(series, start=1):
            width = round(figures[row] * scale, 2)
            if width:
                bars.append(Bar(round(x, 2), top + _BAR_TOP, width, _BAR_HEIGHT, number))
            x += width
        words.append(Word(round(x + _GAP, 2), top + _BAR_TOP + FONT, values[place], "value"))
    return Chart(
        name=table.name,
        title=table.caption,
        description=_description(table, columns, shown),
        height=max(len(shown), 1) * ROW,
        bars=tuple(bars),
        words=tuple(words),
        legend=tuple(LegendEntry(number, column) for number, column in enumerate(columns, start=1)),
    )


def progress_chart(table: DataTable, *, done: str, whole: str) -> Chart:
    """Draw how much of each row is done: a full track, the done part on it, and both figures in words."""
    parts, wholes = table.numbers(done), table.numbers(whole)
    shown = _largest(wholes)
    bars: list[Bar] = []
    words: list[Word] = []
    for place, row in enumerate(shown):
        top = place * ROW
        share = min(parts[row] / wholes[row], 1) if wholes[row] else 0
        figures = f"{in_words(parts[row])} / {in_words(wholes[row])}"
        room = WIDTH - _GAP - text_width(figures)
        words.append(Word(0, top + _LABEL_LINE, shortened(table.rows[row][0].text, room=room), "label"))
        words.append(Word(WIDTH, top + _LABEL_LINE, figures, "figures"))
        bars.append(Bar(0, top + _BAR_TOP, WIDTH, _BAR_HEIGHT, 0))
        if share:
            bars.append(Bar(0, top + _BAR_TOP, round(WIDTH * share, 2), _BAR_HEIGHT, 1))
    return Chart(
        name=table.name,
        title=table.caption,
        description=_description(table, (done, whole), shown),
        height=max(len(shown), 1) * ROW,
        bars=tuple(bars),
        words=tuple(words),
        legend=(LegendEntry(1, done),),
    )


def _largest(sums: Sequence[float]) -> list[int]:
    """Return the numbers of the rows to draw, in their order."""
    by_size = sorted(range(len(sums)), key=lambda row: (-sums[row], row))
    return sorted(by_size[:MOST_ROWS])


def _description(table: DataTable, columns: Sequence[str], shown: Sequence[int]) -> str:
    """Say what is drawn, and where the rest is."""
    drawn = f"条形图，按{table.columns[0]}列出{'、'.join(columns)}"
    left_out = len(table.rows) - len(shown)
    return f"{drawn}，图中为其中{len(shown)}行，全部{len(table.rows)}行见表。" if left_out else f"{drawn}，数据见表。"
