"""HTML of document bodies: a strict allowlist in front of the database, and plain text in both directions."""

import re
from html import escape

import nh3

from zhifu_portal.kernel.files.extracted import tidy
from zhifu_portal.kernel.files.html_body import BodyWriter
from zhifu_portal.kernel.files.html_layout import LayoutTableFinder
from zhifu_portal.kernel.files.html_parsing import feed
from zhifu_portal.kernel.files.html_text import TextWriter

ALLOWED_TAGS = frozenset(
    "h2 h3 h4 h5 h6 p br strong em u sub sup ol ul li table caption thead tbody tr th td a blockquote hr".split()
)
_ALLOWED_SCHEMES = {"http", "https", "mailto"}
_SPAN = re.compile(r"[1-9][0-9]{0,2}")
# A link to another host must name its scheme: `//host` and `\\host` are how filters are fooled.
_HOST_WITHOUT_SCHEME = re.compile(r"[\s\x00-\x20]*[/\\]{2}")
_MAX_PASSES = 6


def sanitise_html(html: str) -> str:
    """Return HTML that is safe in a page and uniform: only the tags and attributes of an official document's body.

    Kept are headings, paragraphs, lists, tables (colspan, rowspan), emphasis and links to http, https, mailto or
    within the site; text of any other visible element is kept as paragraphs. Scripts, styles, frames, images,
    classes and handlers go; tables that only lay out the page are dissolved. Idempotent; never raises.
    """
    for _ in range(_MAX_PASSES):
        cleaned = _CLEANER.clean(_rebuilt(html))
        if cleaned == html:
            return cleaned
        html = cleaned
    # Markup that never comes to rest is an attack or an accident: only its words are kept.
    return text_to_html(html_to_text(html))


def html_to_text(html: str) -> str:
    """Return the visible text: a line per paragraph, heading, list item and table row, a tab between cells."""
    writer = TextWriter()
    feed(html, writer)
    return tidy(writer.finish())


def text_to_html(text: str) -> str:
    """Return one paragraph per line of plain text, escaped; blank lines and surrounding blanks are dropped."""
    lines = (" ".join(line.split()) for line in tidy(text).split("\n"))
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def _rebuilt(html: str) -> str:
    finder = LayoutTableFinder()
    feed(html, finder)
    writer = BodyWriter(layout_tables=frozenset(finder.found))
    feed(html, writer)
    return writer.finish()


def _filtered_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return None if _HOST_WITHOUT_SCHEME.match(value) else value
    return value if tag in {"td", "th"} and _SPAN.fullmatch(value) else None


_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
    attribute_filter=_filtered_attribute,
    url_schemes=_ALLOWED_SCHEMES,
    link_rel=None,
)
