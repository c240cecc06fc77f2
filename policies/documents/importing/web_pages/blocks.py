"""A page as a row of blocks: paragraphs, headings, lists and tables, each with its lines of text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Final

from lxml import html as lxml_html

from zhifu_portal.kernel.files import html_to_text, sanitise_html, text_to_html
from zhifu_portal.kernel.files.extracted import tidy

# A link within the site the page was saved from leads nowhere on ours.
_INNER_LINK = re.compile(r'<a href="(?!https?:|mailto:)[^"]*">(.*?)</a>', re.DOTALL)
_BREAK: Final = "<br>"
_ONE_LINE: Final = frozenset({"p", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True)
class Block:
    """One element of sanitised HTML and its text; cells of a table row are separated by tabs."""

    html: str
    lines: tuple[str, ...]

    @property
    def is_paragraph(self) -> bool:
        """Say whether it is one line of running text."""
        return self.html.startswith("<p>") and len(self.lines) == 1


def blocks_of_html(html: str) -> list[Block]:
    """Return the blocks of any HTML, sanitised; a paragraph broken into lines is one block for each line."""
    clean = _INNER_LINK.sub(r"\1", sanitise_html(html))
    return list(_blocks(clean))


def blocks_of_text(lines: Iterable[str]) -> list[Block]:
    """Return the blocks of plain text: lines with tabs that follow each other are a table."""
    blocks: list[Block] = []
    for is_table, run in groupby(lines, key=lambda line: "\t" in line):
        rows = list(run)
        if is_table:
            blocks.append(Block(table_html(rows), tuple(rows)))
        else:
            blocks += [
                Block(f"<p>{escape(line.strip(), quote=False)}</p>", (line.strip(),)) for line in rows if line.strip()
            ]
    return blocks


def table_html(rows: Iterable[str]) -> str:
    """Return the table whose rows are lines with a tab between cells."""
    cells = ("".join(f"<td>{escape(cell.strip(), quote=False)}</td>" for cell in row.split("\t")) for row in rows)
    return "<table><tbody>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</tbody></table>"


def _blocks(clean: str) -> Iterator[Block]:
    for block in _elements(clean):
        if block.html.startswith("<p>") and _BREAK in block.html:
            # Two breaks end a paragraph, whatever emphasis is open.
            yield from _elements(sanitise_html(block.html.replace(_BREAK, _BREAK * 2)))
        else:
            yield block


def _elements(clean: str) -> Iterator[Block]:
    """Yield the top-level elements of sanitised HTML that hold text, loose text as paragraphs."""
    for node in lxml_html.fragments_fromstring(clean) if clean.strip() else []:
        loose = node if isinstance(node, str) else node.tail or ""
        if not isinstance(node, str):
            html = lxml_html.tostring(node, encoding="unicode", with_tail=False)
            # Reading a paragraph anew would cost more than all the rest; it is one line unless it is broken.
            is_line = node.tag in _ONE_LINE and _BREAK not in html
            text = tidy(node.text_content()) if is_line else html_to_text(html)
            yield from [Block(html, tuple(text.split("\n")))] if text else []
        yield from [Block(text_to_html(loose), (loose.strip(),))] if loose.strip() else []
