"""The text of an imported document as the blocks of a body: chapters become headings, the history stands first."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from wagtail.rich_text import RichText

from disclosure.records.body import BodyBlock
from zhifu_portal.kernel.files import text_to_html

_HEADING: Final = re.compile(r"第[一二三四五六七八九十百零〇两0-9]{1,5}(?P<unit>编|章|节)(?=\s|$)")
_LONGEST_HEADING: Final = 60
_TAGS: Final = {"编": "h2", "章": "h2", "节": "h3"}
_OUTER_BRACKETS: Final = re.compile(r"^[（(](.*)[）)]$")


def source_body(*, text: str, history: Sequence[str]) -> list[BodyBlock]:
    """Return the blocks of a text whose lines are paragraphs; `history` (通过, 修正 …) stands before it in brackets."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    # In a table of contents a heading stands a first time; the chapter itself is the last.
    remaining = Counter(line for line in lines if _heading_tag(line))
    parts = [text_to_html(_history_line(history))] if history else []
    for line in lines:
        tag = _heading_tag(line)
        remaining[line] -= 1
        html = text_to_html(line)
        if tag and remaining[line] == 0:
            html = f"<{tag}>{html.removeprefix('<p>').removesuffix('</p>')}</{tag}>"
        parts.append(html)
    html = "".join(parts)
    return [("text", RichText(html))] if html else []


def _heading_tag(line: str) -> str:
    found = _HEADING.match(line) if len(line) <= _LONGEST_HEADING else None
    return _TAGS[found["unit"]] if found else ""


def _history_line(history: Sequence[str]) -> str:
    return "（" + "　".join(_OUTER_BRACKETS.sub(r"\1", line) for line in history) + "）"
