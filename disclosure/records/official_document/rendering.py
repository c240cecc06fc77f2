"""The body as plain text and as simple HTML."""

from collections.abc import Sequence
from html import escape

from disclosure.records.official_document.headings import Paragraph

_HEADING_TAGS = {0: "h2", 1: "h2", 2: "h3"}


def paragraphs_text(paragraphs: Sequence[Paragraph]) -> str:
    """Plain text, one paragraph a line."""
    return "\n".join(paragraph.whole for paragraph in paragraphs)


def paragraphs_html(paragraphs: Sequence[Paragraph]) -> str:
    """HTML of p, strong, h2 (一、 and titles of annexes) and h3 (（一） on a line of its own)."""
    return "\n".join(_html(paragraph) for paragraph in paragraphs)


def _html(paragraph: Paragraph) -> str:
    head = escape(paragraph.marker + paragraph.heading)
    if not paragraph.heading:
        return f"<p>{escape(paragraph.whole)}</p>"
    if not paragraph.stands_alone:
        return f"<p><strong>{head}</strong>{escape(paragraph.text)}</p>"
    tag = _HEADING_TAGS.get(paragraph.level)
    return f"<{tag}>{head}</{tag}>" if tag else f"<p><strong>{head}</strong></p>"
