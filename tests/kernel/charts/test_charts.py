"""Charts say what their table says, fit their drawing, and are read without colour."""

import re

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from zhifu_portal.kernel.charts import Cell, DataTable, bar_chart, line_chart, progress_chart, stacked_bar_chart
from zhifu_portal.kernel.charts.bars import MOST_ROWS
from zhifu_portal.kernel.charts.chart import WIDTH, shortened, text_width
from zhifu_portal.kernel.charts.lines import HEIGHT, round_up

COLUMNS = ("主动公开", "不予公开")


def table_of(*rows, total=()):
    return DataTable(
        name="demo",
        caption="演示数据",
        columns=("机关", *COLUMNS),
        rows=tuple((Cell(label), *map(Cell.of, figures)) for label, *figures in rows),
        total=total,
    )


def words(chart, role):
    return [word.text for word in chart.words if word.role == role]


def test_a_bar_is_as_long_as_its_figure():
    chart = bar_chart(table_of(("甲局", 100, 0), ("乙局", 50, 0), ("丙局", 0, 0)), column="主动公开")

    assert [bar.width for bar in chart.bars] == [chart.bars[0].width, chart.bars[0].width / 2]
    assert words(chart, "label") == ["甲局", "乙局", "丙局"]
    assert words(chart, "value") == ["100", "50", "0"]
    assert (chart.title, chart.description) == ("演示数据", "条形图，按机关列出主动公开，数据见表。")


def test_parts_stand_end_to_end_in_their_order():
    chart = stacked_bar_chart(table_of(("甲局", 3, 1), ("乙局", 0, 2)), columns=COLUMNS)
    first, second, third = chart.bars

    assert [bar.series for bar in chart.bars] == [1, 2, 2]
    assert (first.x, second.x, third.x) == (0, pytest.approx(first.width), 0)
    assert first.width == pytest.approx(3 * second.width, abs=0.05)
    assert words(chart, "value") == ["4", "2"]
    assert [(entry.series, entry.label) for entry in chart.legend] == [(1, "主动公开"), (2, "不予公开")]


@pytest.mark.parametrize(
    ("takes_last", "drawn"),
    [(False, ["机关0", *(f"机关{row}" for row in range(6, 20))]), (True, [f"机关{row}" for row in range(5, 20)])],
)
def test_of_a_long_table_the_largest_or_the_last_rows_are_drawn(takes_last, drawn):
    rows = [(f"机关{row}", 100 if row == 0 else row, 0) for row in range(20)]
    chart = stacked_bar_chart(table_of(*rows), columns=COLUMNS, takes_last=takes_last)

    assert words(chart, "label") == drawn
    assert chart.description == f"条形图，按机关列出主动公开、不予公开，图中为其中{MOST_ROWS}行，全部20行见表。"


def test_progress_is_drawn_on_a_full_track():
    chart = progress_chart(table_of(("甲局", 1, 4), ("乙局", 0, 0)), done="主动公开", whole="不予公开")

    assert [(bar.series, bar.width) for bar in chart.bars] == [(0, WIDTH), (1, WIDTH / 4), (0, WIDTH)]
    assert words(chart, "figures") == ["1 / 4", "0 / 0"]


def test_a_line_goes_through_its_figures():
    chart = line_chart(table_of(("2020年", 0, 5), ("2021年", 10, 5)), columns=COLUMNS)
    of_first = [(dot.x, dot.y) for dot in chart.dots if dot.series == 1]

    assert words(chart, "tick") == ["0", "2.5", "5", "7.5", "10"]
    assert words(chart, "name") == ["2020年", "2021年"]
    assert of_first[0][1] > of_first[1][1]
    assert chart.lines[-1].points == " ".join(f"{dot.x:g},{dot.y:g}" for dot in chart.dots if dot.series == 2)


@pytest.mark.parametrize(("figure", "end"), [(0, 1), (1, 1), (7, 10), (11, 20), (21, 25), (99, 100), (0.3, 0.5)])
def test_a_scale_ends_at_a_plain_figure(figure, end):
    assert round_up(figure) == pytest.approx(end)


@pytest.mark.parametrize("chart", [stacked_bar_chart, line_chart])
def test_more_series_than_patterns_are_refused(chart):
    with pytest.raises(ValueError, match="at most 6"):
        chart(table_of(), columns=["主动公开"] * 7)


@given(st.lists(st.tuples(st.text(max_size=30), st.integers(0, 10**7), st.integers(0, 10**7)), max_size=25))
def test_nothing_leaves_the_drawing(rows):
    table = table_of(*rows)
    for chart in (
        stacked_bar_chart(table, columns=COLUMNS),
        progress_chart(table, done="主动公开", whole="不予公开"),
        line_chart(table, columns=COLUMNS),
    ):
        assert all(bar.x + bar.width <= WIDTH + 0.1 and bar.y + bar.height <= chart.height for bar in chart.bars)
        assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in chart.dots)
        assert all(0 <= word.x <= WIDTH and 0 <= word.y <= chart.height for word in chart.words)


@given(st.text(max_size=60), st.floats(20, 400))
def test_a_shortened_text_fits(text, room):
    assert text_width(shortened(text, room=room)) <= room


@pytest.mark.parametrize(("part", "whole", "text"), [(1, 3, "33.3%"), (0, 3, "0.0%"), (3, 3, "100.0%"), (0, 0, "—")])
def test_a_share_has_one_decimal_and_nothing_of_nothing_is_a_dash(part, whole, text):
    assert Cell.share(part, whole).text == text


def test_a_figure_of_nothing_leads_nowhere():
    assert (Cell.of(0, "/x/").url, Cell.of(1, "/x/").url) == ("", "/x/")


def test_an_export_holds_headings_rows_and_total():
    table = table_of(("甲局", 3, 1), total=(Cell("合计"), Cell.of(3), Cell.of(1)))
    assert list(table.export_rows()) == [("机关", "主动公开", "不予公开"), ("甲局", "3", "1"), ("合计", "3", "1")]


@pytest.mark.parametrize("draw", [lambda table: stacked_bar_chart(table, columns=COLUMNS),
                                  lambda table: line_chart(table, columns=COLUMNS),
                                  lambda table: progress_chart(table, done="主动公开", whole="不予公开")])  # fmt: skip
def test_the_component_is_named_plain_and_free_of_style_and_script(draw):
    table = table_of(("甲局<script>", 3, 1), ("乙局", 1, 2), total=(Cell("合计"), Cell.of(4), Cell.of(3)))
    html = render_to_string("components/chart.html", {"figure": {"table": table, "chart": draw(table)}})

    assert 'role="img"' in html
    assert '<title id="demo-title">演示数据</title>' in html
    assert re.search(r'<desc id="demo-desc">\w+图', html)
    assert re.findall(r"(?:style=|<script|<style| on\w+=)", html) == []
    assert html.count('<th scope="row">') == 3
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:url\(#|aria-labelledby="|aria-describedby=")([^)"]+)', html)) <= set(ids)
