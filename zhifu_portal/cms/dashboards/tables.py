"""The tables of the dashboards and the charts drawn from them; every figure leads to its rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from disclosure.records.models import Ground
from disclosure.records.queries.due import LateCount
from disclosure.records.queries.figures import GroundFigure, Mix, MixPart, PublishedFigure
from disclosure.review.enums import REVIEWED_ITEMS, ItemStatus, ReviewOutcome
from disclosure.review.queries.coverage import Coverage
from zhifu_portal.cms.dashboards.drilldown import PART_FILTERS, due_url, items_url, records_url
from zhifu_portal.cms.dashboards.selection import Selection
from zhifu_portal.kernel.charts import Cell, Chart, DataTable, bar_chart, progress_chart, stacked_bar_chart

TOTAL = "合计"
NO_DATE = "未注明成文日期"
COUNTED_NOTE = "含草稿和在办信息；部分公开的信息单列，不计入主动公开一栏。"


@dataclass(frozen=True)
class Figure:
    """A table and its chart; `downloads` are labels and addresses of the table as files."""

    table: DataTable
    chart: Chart
    downloads: tuple[tuple[str, str], ...] = ()


def mix_by_organ_figure(mixes: Collection[Mix], selection: Selection) -> Figure:
    """公开属性构成, organ by organ."""
    by_organ = {mix.key: mix for mix in mixes}
    rows = [
        _mix_row(selection.name_of(pk), by_organ[pk], {"organ": pk, "year": selection.year})
        for pk in selection.in_order(by_organ)
    ]
    table = _mix_table("attributes-by-organ", "各机关公开属性构成", "机关", rows, mixes)
    return Figure(table, stacked_bar_chart(table, columns=[part.value for part in MixPart]))


def mix_by_year_figure(mixes: Sequence[Mix], selection: Selection) -> Figure:
    """公开属性构成, by the year of composition, the records without a date last."""
    dated = [mix for mix in mixes if mix.key]
    organ = _only(selection.organ_ids)
    rows = [_mix_row(f"{mix.key}年", mix, {"organ": organ, "year": mix.key}) for mix in dated]
    rows += [_mix_row(NO_DATE, mix, {"organ": organ, "undated": "true"}) for mix in mixes if not mix.key]
    table = _mix_table("attributes-by-year", "各年度公开属性构成（按成文年份）", "年份", rows, mixes)
    return Figure(table, stacked_bar_chart(table, columns=[part.value for part in MixPart], takes_last=True))


def _mix_table(
    name: str, caption: str, heading: str, rows: Sequence[tuple[Cell, ...]], mixes: Collection[Mix]
) -> DataTable:
    sums = Mix(0, {part: sum(mix.of(part) for mix in mixes) for part in MixPart})
    return DataTable(
        name=name,
        caption=caption,
        columns=(heading, *(part.value for part in MixPart), TOTAL, "主动公开占比"),
        rows=tuple(rows),
        total=_mix_row(TOTAL, sums, None) if len(rows) > 1 else (),
        note=COUNTED_NOTE,
    )


def _mix_row(label: str, mix: Mix, filters: dict[str, object] | None) -> tuple[Cell, ...]:
    cells = [Cell.of(mix.of(part), records_url(**filters, **PART_FILTERS[part]) if filters else "") for part in MixPart]
    whole = Cell.of(mix.total, records_url(**filters) if filters else "")
    open_at_all = mix.of(MixPart.OPEN) + mix.of(MixPart.PARTLY_OPEN)
    return Cell(label), *cells, whole, Cell.share(open_at_all, mix.total)


GROUND_COLUMNS = ("不予公开", "依申请公开", "部分公开")


def grounds_figure(figures: Collection[GroundFigure], wordings: dict[str, Ground], selection: Selection) -> Figure:
    """不予公开情形: how many records stand on each ground."""
    organ = _only(selection.organ_ids)
    rows = []
    for figure in figures:
        wording = wordings.get(figure.code)
        filters: dict[str, object] = {"organ": organ, "year": selection.year, "ground": figure.code}
        rows.append(
            (
                Cell(f"{figure.code} {wording.name}" if wording else figure.code),
                Cell.of(figure.withheld, records_url(**filters, attribute="withheld")),
                Cell.of(figure.on_request, records_url(**filters, attribute="on_request")),
                Cell.of(figure.partly_open, records_url(**filters, is_severed="true")),
                Cell.of(figure.total, records_url(**filters)),
                Cell(wording.article if wording else "—"),
            )
        )
    sums = [sum(getattr(figure, name) for figure in figures) for name in ("withheld", "on_request", "partly_open")]
    table = DataTable(
        name="grounds",
        caption="不予公开情形",
        columns=("情形", *GROUND_COLUMNS, TOTAL, "条款"),
        rows=tuple(rows),
        total=(Cell(TOTAL), *map(Cell.of, sums), Cell.of(sum(sums)), Cell("")) if len(rows) > 1 else (),
        note="按首要情形统计；一件信息另有其他情形的，不重复计算。",
    )
    return Figure(table, stacked_bar_chart(table, columns=GROUND_COLUMNS))


LATE, ON_TIME = "应公开未公开", "按期公开"


def late_figure(counts: Collection[LateCount], selection: Selection) -> Figure:
    """应公开未公开: what each organ owes the public now."""
    by_organ = {count.organ.pk: count for count in counts if count.late or count.due_soon or count.late_corrections}
    rows = [
        (
            Cell(selection.name_of(pk)),
            Cell.of(count.late, due_url(organ=pk, state="late")),
            Cell.of(count.most_workdays_late),
            Cell(f"{count.mean_workdays_late}", count.mean_workdays_late),
            Cell.of(count.due_soon, due_url(organ=pk, state="soon")),
            Cell.of(count.late_corrections, due_url(organ=pk, state="corrections")),
        )
        for pk, count in ((pk, by_organ[pk]) for pk in selection.in_order(by_organ))
    ]
    table = DataTable(
        name="late",
        caption="应公开未公开",
        columns=("机关", LATE, "最长超期（工作日）", "平均超期（工作日）", "五个工作日内到期", "更正超期"),
        rows=tuple(rows),
        note="截至今日，已过应公开日期、尚未公开的信息（《条例》第二十六条）；不按年份筛选。",
    )
    return Figure(table, bar_chart(table, column=LATE))


def published_figure(published: dict[int, PublishedFigure], selection: Selection) -> Figure:
    """迟公开: of what each organ has published, how much went out by its day."""
    rows = [
        (
            Cell(selection.name_of(pk)),
            Cell.of(found.published, records_url(organ=pk, year=selection.year, status="published")),
            Cell.of(found.published - found.late),
            Cell.of(found.late, records_url(organ=pk, year=selection.year, status="published", is_late="true")),
            Cell.share(found.published - found.late, found.published),
        )
        for pk, found in ((pk, published[pk]) for pk in selection.in_order(published))
    ]
    table = DataTable(
        name="published",
        caption="按期公开和迟公开（按成文年份）",
        columns=("机关", "已发布", ON_TIME, "迟公开", "按期率"),
        rows=tuple(rows),
        note="迟公开在发布当日认定，以后期限或者工作日历变动不改变已有结论。",
    )
    return Figure(table, progress_chart(table, done=ON_TIME, whole="已发布"))


def coverage_figure(rows: Collection[Coverage], selection: Selection, *, caption: str, **evidence: object) -> Figure:
    """定期审查覆盖率: reviewed n of m, organ by organ."""
    table = DataTable(
        name="coverage",
        caption=caption,
        columns=(
            *("机关", "应审查", "已审查", "覆盖率", "待审查", "逾期", "维持", "变更情形", "转公开办理中", "已转为公开"),
            "不再需要审查",
        ),
        rows=tuple(_coverage_row(row, evidence) for row in rows if row.due or row.dropped),
        note="应审查不含不再需要审查的信息；转公开办理中的，公开后计入已审查。",
    )
    return Figure(table, progress_chart(table, done="已审查", whole="应审查"))


def _coverage_row(row: Coverage, evidence: dict[str, object]) -> tuple[Cell, ...]:
    filters = {**evidence, "organ": row.organ_id}
    due = [status.value for status in ItemStatus if status != ItemStatus.DROPPED]
    decided = {**filters, "status": ItemStatus.DECIDED.value}
    return (
        Cell(row.organ_name),
        Cell.of(row.due, items_url(**filters, status=due)),
        Cell.of(row.reviewed, items_url(**filters, status=sorted(REVIEWED_ITEMS))),
        Cell.share(row.reviewed, row.due),
        Cell.of(row.pending, items_url(**filters, status=ItemStatus.PENDING.value)),
        Cell.of(row.late, items_url(**filters, light="red")),
        Cell.of(row.kept, items_url(**decided, outcome=ReviewOutcome.KEEP.value)),
        Cell.of(row.changed, items_url(**decided, outcome=ReviewOutcome.CHANGE_GROUND.value)),
        Cell.of(row.opening, items_url(**filters, status=ItemStatus.OPENING.value)),
        Cell.of(row.opened, items_url(**filters, status=ItemStatus.OPENED.value)),
        Cell.of(row.dropped, items_url(**filters, status=ItemStatus.DROPPED.value)),
    )


def _only(organ_ids: Collection[int] | None) -> int | None:
    """Return the organ where there is one: a list of several has no filter."""
    return next(iter(organ_ids)) if organ_ids is not None and len(organ_ids) == 1 else None
