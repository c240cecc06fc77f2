"""The light markup in which the demo texts are written, and the HTML it stands for.

Blocks are separated by a blank line. `## ` and `### ` begin headings, `| a | b |` lines make a table whose first line
is the head, `: text` above a table is its caption, `- ` lines make a list; every other line is a paragraph of its own.
`[words](/path/)` links inside the site. `{date+7}` is a week after the day of the demo, `{year-1}` the year before
the piece was composed.
"""

import re
from datetime import date, timedelta
from html import escape

PLACEHOLDER = re.compile(r"\{(date|year)([+-]\d+)?\}")
LINK = re.compile(r"\[([^\]]+)\]\((/[^)\s]*)\)")
TABLE_RULE = re.compile(r"\|[\s|:-]+\|")


def fill_dates(text: str, *, today: date, year: int) -> str:
    """Replace the placeholders of `text`: days count from `today`, years from `year`."""

    def replacement(match: re.Match[str]) -> str:
        offset = int(match[2] or 0)
        if match[1] == "year":
            return str(year + offset)
        day = today + timedelta(days=offset)
        return f"{day.year}年{day.month}月{day.day}日"

    return PLACEHOLDER.sub(replacement, text)


def to_html(text: str) -> str:
    """Return the HTML of a demo text; everything that is not markup is escaped."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "\n".join(_block(block.strip().splitlines()) for block in blocks if block.strip())


def to_text(text: str) -> str:
    """Return the words of a demo text without its markup, one block or table row to a line."""
    lines = (line.strip() for line in text.strip().splitlines())
    kept = (line for line in lines if line and not TABLE_RULE.fullmatch(line))
    return "\n".join(LINK.sub(r"\1", re.sub(r"^(#{2,3} |- |: )", "", line)).strip("| ") for line in kept)


def _block(lines: list[str]) -> str:
    if lines[0].startswith("- "):
        items = "".join(f"<li>{_inline(line.removeprefix('- '))}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    if lines[0].startswith("|") or (lines[0].startswith(": ") and len(lines) > 1):
        return _table(lines)
    return "\n".join(_line(line) for line in lines)


def _line(line: str) -> str:
    for mark, tag in (("### ", "h3"), ("## ", "h2")):
        if line.startswith(mark):
            return f"<{tag}>{_inline(line.removeprefix(mark))}</{tag}>"
    return f"<p>{_inline(line)}</p>"


def _table(lines: list[str]) -> str:
    """Return a table with a caption, column heads with scope, and plain cells."""
    caption = ""
    if lines[0].startswith(": "):
        caption = f"<caption>{_inline(lines[0].removeprefix(': '))}</caption>"
        lines = lines[1:]
    head, *rows = [_cells(line) for line in lines if not TABLE_RULE.fullmatch(line.strip())]
    head_html = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in head)
    body_html = "".join(f"<tr>{''.join(f'<td>{_inline(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{caption}<thead><tr>{head_html}</tr></thead><tbody>{body_html}</tbody></table>"


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _inline(text: str) -> str:
    return LINK.sub(r'<a href="\2">\1</a>', escape(text.strip(), quote=False))
