"""The body of a record: blocks for the editor, HTML for the page, plain text for search and scans.

HTML and text are what the public may read: a marked passage (marks.py) is in neither, whatever the state of the record.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, Final, TypeAlias

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from lxml import html as lxml_html
from wagtail.blocks import RichTextBlock, StreamValue
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.rich_text import RichText, expand_db_html

from disclosure.records.marks import (
    brackets_for_spans,
    has_marks,
    highlight_html,
    is_balanced,
    passages_of_html,
    passages_of_text,
    redact_html,
    redact_text,
    visible_text,
)
from zhifu_portal.kernel.files.html import html_to_text, sanitise_html, text_to_html

# The style 不公开 of the editor (admin/withheld_style.py).
WITHHELD_FEATURE: Final = "withheld"
RICH_TEXT_FEATURES: Final = [
    *("h2", "h3", "h4", "bold", "italic", "ol", "ul", "hr", "link", "superscript", "subscript"),
    WITHHELD_FEATURE,
]

BODY_BLOCKS: Final = [
    ("text", RichTextBlock(label="文字", features=RICH_TEXT_FEATURES)),
    ("table", TableBlock(label="表格", table_options={"language": "zh-CN"})),
]

BodyBlock: TypeAlias = tuple[str, Any]


def body_to_html(body: StreamValue) -> SafeString:
    """Return what the public may read of a body as HTML that may be shown as it is; links of the CMS are resolved."""
    html = "\n".join(_blocks_html(_public_blocks(body)))
    return mark_safe(html)  # noqa: S308  # imports pass the sanitiser, the editor writes only RICH_TEXT_FEATURES


def body_to_marked_html(body: StreamValue) -> SafeString:
    """Return the whole body for reviewers, withheld passages highlighted; never for a public page."""
    html = "\n".join(highlight_html(block) for block in _blocks_html(_plain_blocks(body)))
    return mark_safe(html)  # noqa: S308  # as above


def _blocks_html(blocks: Iterable[tuple[str, Any]]) -> Iterator[str]:
    for name, value in blocks:
        if name == "text":
            yield expand_db_html(value) if "linktype=" in value or "<embed" in value else value
        else:
            yield _table_html(value)


def _table_html(value: dict[str, Any]) -> str:
    """Return a table block as HTML: cells escaped, merged cells spanned; Wagtail's template takes ten times as long."""
    rows = value.get("data") or []
    if not rows:
        return ""
    spans = {(merge["row"], merge["col"]): merge for merge in value.get("mergeCells") or []}
    covered = {
        (merge["row"] + down, merge["col"] + right)
        for merge in spans.values()
        for down in range(merge["rowspan"])
        for right in range(merge["colspan"])
        if down or right
    }
    lines = [
        _row_html(row, index, spans=spans, covered=covered, has_header_column=bool(value.get("first_col_is_header")))
        if index or not value.get("first_row_is_table_header")
        else _row_html(row, index, spans=spans, covered=covered, is_header=True)
        for index, row in enumerate(rows)
    ]
    caption = escape(value.get("table_caption") or "")
    head = f"<thead>{lines.pop(0)}</thead>" if value.get("first_row_is_table_header") else ""
    return f"<table>{f'<caption>{caption}</caption>' if caption else ''}{head}<tbody>{''.join(lines)}</tbody></table>"


def _row_html(
    row: Sequence[str | None],
    index: int,
    *,
    spans: Mapping[tuple[int, int], dict[str, int]],
    covered: Set[tuple[int, int]],
    is_header: bool = False,
    has_header_column: bool = False,
) -> str:
    """Return one row; a cell that a merged cell covers is left out."""
    cells: list[str] = []
    for column, text in enumerate(row):
        if (index, column) in covered:
            continue
        merge = spans.get((index, column))
        span = f' rowspan="{int(merge["rowspan"])}" colspan="{int(merge["colspan"])}"' if merge else ""
        inner = escape((text or "").strip()).replace("\n", "<br>")
        if is_header or (has_header_column and column == 0):
            cells.append(f'<th scope="{"col" if is_header else "row"}"{span}>{inner}</th>')
        else:
            cells.append(f"<td{span}>{inner}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _plain_blocks(body: StreamValue) -> Iterator[tuple[str, Any]]:
    """Yield (type, raw value) without building block objects: long texts render fast."""
    for child in body.raw_data:
        yield child["type"], child["value"]


def _public_blocks(body: StreamValue) -> Iterator[tuple[str, Any]]:
    for name, value in _plain_blocks(body):
        yield name, redact_html(value) if name == "text" else _redacted_table(value)


def redact_body(body: StreamValue) -> StreamValue:
    """Return a body in which every marked passage is replaced by one fixed mark; redacting it again changes nothing."""
    public = [
        {**child, "value": value} for child, (_name, value) in zip(body.raw_data, _public_blocks(body), strict=True)
    ]
    return StreamValue(body.stream_block, public, is_lazy=True)


def _redacted_table(value: dict[str, Any]) -> dict[str, Any]:
    if not any(has_marks(text) for text in _table_texts(value)):
        return value
    public = dict(value)
    public["data"] = [[redact_text(cell) if cell else cell for cell in row] for row in value.get("data") or []]
    public["table_caption"] = redact_text(value.get("table_caption") or "")
    return public


def _table_texts(value: dict[str, Any]) -> list[str]:
    cells = [cell for row in value.get("data") or [] for cell in row if cell]
    return [*cells, value.get("table_caption") or ""]


def marked_passages(body: StreamValue) -> list[str]:
    """Return every withheld passage of a body in order, each paragraph of one by itself."""
    passages: list[str] = []
    for name, value in _plain_blocks(body):
        if name == "text":
            passages += passages_of_html(value)
        else:
            passages += [passage for text in _table_texts(value) for passage in passages_of_text(text)]
    return passages


def is_marked(body: StreamValue) -> bool:
    """Say whether a body holds any mark, with or without its partner."""
    blocks = _plain_blocks(body)
    return any(any(map(has_marks, [value] if name == "text" else _table_texts(value))) for name, value in blocks)


def unbalanced_texts(body: StreamValue) -> list[str]:
    """Return the blocks and cells, as text, in which a bracket ⟦ or ⟧ has no partner."""
    texts: list[str] = []
    for name, value in _plain_blocks(body):
        texts += [visible_text(value)] if name == "text" else _table_texts(value)
    return [text for text in texts if not is_balanced(text)]


def body_to_text(body: StreamValue) -> str:
    """Return what the public may read as text: one paragraph a line, the cells of a table row separated by tabs."""
    parts: list[str] = []
    for name, value in _public_blocks(body):
        if name == "text":
            parts.append(html_to_text(value))
        else:
            rows = value.get("data") or []
            parts.append("\n".join("\t".join(cell or "" for cell in row) for row in rows))
            if caption := value.get("table_caption"):
                parts.append(caption)
    return "\n".join(part for part in parts if part)


def body_from_text(text: str) -> list[BodyBlock]:
    """Return body blocks of a plain text whose lines are paragraphs."""
    html = text_to_html(text)
    return [("text", RichText(html))] if html else []


def body_from_html(html: str) -> list[BodyBlock]:
    """Return body blocks of any HTML: sanitised, each top-level table as a table block the editor can keep."""
    clean = sanitise_html(brackets_for_spans(html))
    if not clean.strip():
        return []
    blocks: list[BodyBlock] = []
    pending: list[str] = []
    for node in lxml_html.fragments_fromstring(clean):
        if isinstance(node, str):
            pending.extend([text_to_html(node)] if node.strip() else [])
            continue
        tail, node.tail = node.tail, None
        if node.tag == "table":
            _flush(pending, blocks)
            blocks.append(("table", table_value(node)))
        else:
            pending.append(lxml_html.tostring(node, encoding="unicode"))
        if tail and tail.strip():
            pending.append(text_to_html(tail))
    _flush(pending, blocks)
    return blocks


def _flush(pending: list[str], blocks: list[BodyBlock]) -> None:
    if pending:
        blocks.append(("text", RichText("\n".join(pending))))
        pending.clear()


def table_value(table: Any) -> dict[str, Any]:
    """Return the value of a table block for an lxml table element, merged cells included."""
    grid: list[list[str]] = []
    taken: set[tuple[int, int]] = set()
    merges: list[dict[str, int]] = []
    rows = table.xpath(".//tr")
    for row_index, row in enumerate(rows):
        cells: list[str] = []
        column = 0
        for cell in row.xpath("./td|./th"):
            while (row_index, column) in taken:
                cells.append("")
                column += 1
            height, width = _span(cell, "rowspan"), _span(cell, "colspan")
            if height > 1 or width > 1:
                merges.append({"row": row_index, "col": column, "rowspan": height, "colspan": width})
            taken.update((row_index + dy, column + dx) for dy in range(height) for dx in range(width))
            cells.extend(["\n".join(_lines(cell)), *[""] * (width - 1)])
            column += width
        while (row_index, column) in taken:
            cells.append("")
            column += 1
        grid.append(cells)
    size = max((len(row) for row in grid), default=0)
    caption = table.xpath("string(./caption)").strip()
    return {
        "data": [row + [""] * (size - len(row)) for row in grid],
        "first_row_is_table_header": bool(rows) and bool(rows[0].xpath("./th")),
        "first_col_is_header": False,
        "table_header_choice": "row" if rows and rows[0].xpath("./th") else "",
        "table_caption": caption,
        "mergeCells": merges,
        "cell": [],
    }


def _span(cell: Any, name: str) -> int:
    """Return a row or column span between 1 and 100."""
    value = cell.get(name, "1")
    return min(max(int(value), 1), 100) if value.isdigit() else 1


def _lines(cell: Any) -> Iterable[str]:
    inner = "".join([escape(cell.text or ""), *(lxml_html.tostring(child, encoding="unicode") for child in cell)])
    return (line.strip() for line in html_to_text(inner).split("\n") if line.strip())
