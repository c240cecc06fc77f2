"""Charts drawn on the server: tables of figures, and SVG made of the same cells.

Public names: Cell, DataTable, Chart, bar_chart, stacked_bar_chart, progress_chart, line_chart. A template shows both
with components/chart.html; there is no style and no script in what it draws.
"""

from zhifu_portal.kernel.charts.bars import bar_chart, progress_chart, stacked_bar_chart
from zhifu_portal.kernel.charts.chart import Chart
from zhifu_portal.kernel.charts.lines import line_chart
from zhifu_portal.kernel.charts.tables import Cell, DataTable

__all__ = ["Cell", "Chart", "DataTable", "bar_chart", "line_chart", "progress_chart", "stacked_bar_chart"]
