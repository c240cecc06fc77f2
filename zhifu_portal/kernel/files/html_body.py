"""Rebuilding the body of an official document from HTML of any quality: paragraphs, headings, lists, tables, links."""

import re
from dataclasses import dataclass, field
from html import escape

INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "u": "u", "sub": "sub", "sup": "sup", "a": "a"}
PARAGRAPHS = {"p": "p", "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6"}
CONTAINERS = {
    "ul": "ul",
    "ol": "ol",
    "li": "li",
    "blockquote": "blockquote",
    "table": "table",
    "caption": "caption",
    "thead": "thead",
    "tbody": "tbody",
    "tfoot": "tbody",
    "tr": "tr",
    "td": "td",
    "th": "th",
}
# Every other element that begins a new line in a browser begins a new paragraph here.
BREAKING = frozenset(
    "address article aside body center dd details dir div dl dt fieldset figcaption "
    "figure footer form header hgroup html legend main menu nav pre section summary".split()
)
# Where text may stand without a paragraph around it; elsewhere it is wrapped, or dropped between rows of a table.
_LOOSE = frozenset({"li", "td", "th", "caption"})
# What may stand directly in which container; anything else is passed over, its text kept.
_PARENTS = {
    "li": frozenset({"ul", "ol"}),
    "caption": frozenset({"table"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tr": frozenset({"table", "thead", "tbody"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
}
_TEXT_PARENTS = frozenset({"", "blockquote", "li", "td", "th", "caption"})
MAX_NESTING = 24
_MAX_BLANKS = 64
BLANKS = re.compile(r"[ \t\r\n\f]+")
# A line break in the source between two Chinese characters is no blank.
BREAK_IN_CHINESE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])")
EDGE_BLANKS = " \t\r\n\f\xa0\u3000"


@dataclass
class _Paragraph:
    """A paragraph that is written when its first visible character comes."""

    tag: str
    written: bool = False
    breaks: int = 0
    blank: str = ""


@dataclass
class BodyWriter:
    """Target of `html_parsing.feed` that writes canonical HTML; `finish` returns it.

    Only the tags named above are written, always properly nested, without attributes but href, colspan and rowspan.
    """

    layout_tables: frozenset[int] = frozenset()
    pieces: list[str] = field(default_factory=list)
    _tables: int = 0
    # Open containers: (source tag, written tag). The written tag is empty where the source tag was passed over,
    # the source tag where a list item was missing.
    _containers: list[tuple[str, str]] = field(default_factory=list)
    # The written ones alone, below them the document itself.
    _parents: list[str] = field(default_factory=lambda: [""])
    # How often each inline tag is open in the source; what should be, and what is, open in the output.
    _depths: dict[str, int] = field(default_factory=dict)
    _wanted: list[tuple[str, str]] = field(default_factory=list)
    _written: list[tuple[str, str]] = field(default_factory=list)
    _paragraph: _Paragraph | None = None
    _next_tag: str = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        if tag in INLINE:
            self._want(INLINE[tag], attributes)
        elif tag == "br":
            self._break_line()
        elif tag == "hr":
            self._end_paragraph()
            if self._parent() in {"", "blockquote"}:
                self.pieces.append("<hr>")
        elif tag in CONTAINERS:
            self._open_container(tag, attributes)
        elif tag in PARAGRAPHS or tag in BREAKING:
            self._end_paragraph()
            self._next_tag = PARAGRAPHS.get(tag, "p")

    def end(self, tag: str) -> None:
        """Close an element."""
        if tag in INLINE:
            self._want_no_longer(INLINE[tag])
        elif tag in CONTAINERS:
            self._close_container(tag)
        elif tag in PARAGRAPHS or tag in BREAKING:
            self._end_paragraph()
            # What follows a heading or a division directly is an ordinary paragraph again.
            self._next_tag = "p"

    def data(self, text: str) -> None:
        """Write text, opening what it needs around it."""
        text = BLANKS.sub(" ", BREAK_IN_CHINESE.sub("", text))
        if self._paragraph is None or not self._paragraph.written:
            text = text.lstrip(EDGE_BLANKS)
        if not text or not self._takes_text(text):
            return
        paragraph = self._open_paragraph()
        if paragraph.breaks:
            text = text.lstrip(EDGE_BLANKS)
        if text.strip(EDGE_BLANKS):
            self._write_breaks(paragraph)
        self._write_words(paragraph, text)

    def finish(self) -> str:
        """Close everything and return the HTML."""
        while self._containers:
            self._close_container(self._containers[-1][0])
        self._end_paragraph()
        return "".join(self.pieces)

    def _want(self, tag: str, attributes: dict[str, str]) -> None:
        self._depths[tag] = self._depths.get(tag, 0) + 1
        if self._depths[tag] == 1:
            self._wanted.append((tag, _opening(tag, attributes)))

    def _want_no_longer(self, tag: str) -> None:
        self._depths[tag] -= 1
        if not self._depths[tag]:
            self._wanted = [item for item in self._wanted if item[0] != tag]

    def _parent(self) -> str:
        return self._parents[-1]

    def _takes_text(self, text: str) -> bool:
        parent = self._parent()
        if parent in {"ul", "ol"} and text.strip(EDGE_BLANKS):
            self._open_item()
            return True
        return parent in _TEXT_PARENTS

    def _write_words(self, paragraph: _Paragraph, text: str) -> None:
        # Blanks are written with the next word, so that none are left at the end of a line.
        words = text.strip(EDGE_BLANKS)
        if not words:
            paragraph.blank = (paragraph.blank + text)[:_MAX_BLANKS]
            return
        start = text.index(words)
        self.pieces.append(BLANKS.sub(" ", paragraph.blank + text[:start]))
        if not paragraph.written and paragraph.tag:
            self.pieces.append(f"<{paragraph.tag}>")
        paragraph.written = True
        self._write_inline()
        self.pieces.append(escape(words, quote=False))
        paragraph.blank = text[start + len(words) :]

    def _write_inline(self) -> None:
        same = 0
        while same < min(len(self._written), len(self._wanted)) and self._written[same] == self._wanted[same]:
            same += 1
        self._close_inline(down_to=same)
        for tag, opening in self._wanted[same:]:
            self._written.append((tag, opening))
            self.pieces.append(opening)

    def _close_inline(self, *, down_to: int = 0) -> None:
        while len(self._written) > down_to:
            tag, opening = self._written.pop()
            self.pieces.append(f"</{tag}>" if opening else "")

    def _break_line(self) -> None:
        if self._paragraph is None or not self._paragraph.written:
            return
        self._paragraph.breaks += 1
        self._paragraph.blank = ""
        if self._paragraph.breaks > 1 and self._paragraph.tag == "p":
            self._end_paragraph()

    def _write_breaks(self, paragraph: _Paragraph) -> None:
        if paragraph.breaks:
            self.pieces.append("<br>" * min(paragraph.breaks, 2))
            paragraph.breaks = 0

    def _open_paragraph(self) -> _Paragraph:
        if self._paragraph is None:
            loose = self._parent() in _LOOSE
            self._paragraph = _Paragraph(tag=self._next_tag or ("" if loose else "p"))
        return self._paragraph

    def _end_paragraph(self) -> None:
        paragraph, self._paragraph, self._next_tag = self._paragraph, None, ""
        if paragraph is None:
            return
        self._close_inline()
        if paragraph.written and paragraph.tag:
            self.pieces.append(f"</{paragraph.tag}>")

    def _open_container(self, tag: str, attributes: dict[str, str]) -> None:
        self._end_paragraph()
        name = CONTAINERS[tag]
        if name == "li" and self._containers and self._containers[-1] == ("", "li"):
            self._close_container("")
        parent = self._parent()
        allowed = _PARENTS.get(name)
        if allowed is None and parent in {"ul", "ol"}:
            self._open_item()
            parent = self._parent()
        fits = parent in allowed if allowed is not None else parent in _TEXT_PARENTS
        passed_over = tag == "table" and self._tables in self.layout_tables
        self._tables += tag == "table"
        written = name if fits and not passed_over and len(self._parents) <= MAX_NESTING else ""
        self._containers.append((tag, written))
        if written:
            self._parents.append(written)
            self.pieces.append(_opening(name, attributes))

    def _open_item(self) -> None:
        """Open an item for what stands in a list without one; the next real item closes it."""
        self._end_paragraph()
        self._containers.append(("", "li"))
        self._parents.append("li")
        self.pieces.append("<li>")

    def _close_container(self, tag: str) -> None:
        self._end_paragraph()
        while self._containers:
            source, written = self._containers.pop()
            if written:
                self._parents.pop()
                self.pieces.append(f"</{written}>")
            if source == tag:
                return


def _opening(tag: str, attributes: dict[str, str]) -> str:
    """Return the opening tag with the few attributes that carry meaning; an anchor without a target is none."""
    if tag == "a":
        return f'<a href="{escape(attributes["href"].strip())}">' if attributes.get("href", "").strip() else ""
    if tag in {"td", "th"}:
        spans = {name: attributes.get(name, "") for name in ("colspan", "rowspan")}
        return f"<{tag}" + "".join(f' {name}="{int(value)}"' for name, value in spans.items() if _is_span(value)) + ">"
    return f"<{tag}>"


def _is_span(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,3}", value)) and int(value) > 1
