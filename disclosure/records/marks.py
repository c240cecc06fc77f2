"""Marks of withheld passages in a text: finding, checking, hiding and highlighting them (区分处理, rules.md §1.9 A3).

A passage is marked by the editor's style 不公开 (`<span data-withheld>`), or by the brackets ⟦ and ⟧, which work where
no style can be set, across paragraphs too. A bracket without its partner withholds everything on its side of the text:
a mistake never makes a passage public.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import groupby
from typing import Any, Final

from lxml import html as lxml_html

OPENING: Final = "⟦"
CLOSING: Final = "⟧"
# Stands for every passage, however long.
WITHHELD_MARK: Final = "（此处内容依法不予公开）"
WITHHELD_ATTRIBUTE: Final = "data-withheld"
_BRACKETS: Final = re.compile(f"([{OPENING}{CLOSING}])")
_MARKS: Final = re.compile(f"[{OPENING}{CLOSING}]|{WITHHELD_ATTRIBUTE}", re.IGNORECASE)
# What is left out when everything in it was withheld; rows, cells and numbered items keep their place.
_EMPTIABLE: Final = frozenset("p h2 h3 h4 h5 h6 li ul ol blockquote strong b em i u sub sup span".split())
_LINES: Final = frozenset({"br", "hr"})
_CELLS: Final = frozenset({"td", "th", "caption"})
_INLINE: Final = frozenset("strong b em i u sub sup span a".split())


def has_marks(text: str) -> bool:
    """Say whether a text or HTML holds any mark, written as itself or as a character reference."""
    return bool(_MARKS.search(text)) or ("&" in text and bool(_MARKS.search(unescape(text))))


def is_balanced(text: str) -> bool:
    """Say whether every bracket of a plain text has its partner."""
    depth = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket == OPENING else -1
        if depth < 0:
            return False
    return depth == 0


def visible_text(html: str) -> str:
    """Return the text of an HTML fragment, its brackets included, without any separation of paragraphs."""
    return "".join(_parsed(html).itertext()) if html.strip() else ""


def redact_text(text: str) -> str:
    """Return a plain text with `WITHHELD_MARK` for every marked passage; what it held is nowhere in the result."""
    return _Redaction.of(text).shown(text, inside=False) if has_marks(text) else text


def redact_html(html: str) -> str:
    """Return an HTML fragment with `WITHHELD_MARK` for every marked passage, adjacent ones merged.

    Elements, links and line breaks that belong to withheld text go with it, so that neither its length nor its
    shape shows. A fragment without marks is returned as it is.
    """
    if not has_marks(html) or not html.strip():
        return html
    root = _parsed(html)
    _Redaction.of("".join(root.itertext())).visit(root, inside=False)
    return _inner_html(root)


def highlight_html(html: str) -> str:
    """Return an HTML fragment for reviewers: all of it, every withheld passage in `<mark class="withheld">`."""
    if not has_marks(html) or not html.strip():
        return html
    root = _parsed(html)
    _highlight(root, _Brackets.of("".join(root.itertext())), inside=False)
    return _inner_html(root)


def passages_of_html(html: str) -> list[str]:
    """Return the withheld passages of an HTML fragment in order, each paragraph of one by itself."""
    if not has_marks(html) or not html.strip():
        return []
    root = _parsed(html)
    return _joined_passages(_slots(root, _Brackets.of("".join(root.itertext())), inside=False))


def passages_of_text(text: str) -> list[str]:
    """Return the withheld passages of a plain text in order, each line of one by itself."""
    return _joined_passages(_Brackets.of(text).pieces(text)) if has_marks(text) else []


def brackets_for_spans(html: str) -> str:
    """Return HTML with brackets in the place of the editor's style: characters pass every sanitiser."""
    if WITHHELD_ATTRIBUTE not in html.lower():
        return html
    root = _parsed(html)
    for span in root.xpath(f".//*[@{WITHHELD_ATTRIBUTE}]"):
        span.text = f"{OPENING}{span.text or ''}"
        if len(span):
            span[-1].tail = f"{span[-1].tail or ''}{CLOSING}"
        else:
            span.text += CLOSING
    return _inner_html(root)


@dataclass
class _Brackets:
    """Goes through a text from left to right and knows whether it stands between brackets."""

    depth: int = 0

    @classmethod
    def of(cls, whole: str) -> "_Brackets":
        """Start at the depth that makes a closing bracket without a partner withhold what stands before it."""
        depth = lowest = 0
        for bracket in _BRACKETS.findall(whole):
            depth += 1 if bracket == OPENING else -1
            lowest = min(lowest, depth)
        return cls(depth=-lowest)

    def pieces(self, text: str, *, inside: bool = False) -> Iterator[tuple[str, bool]]:
        """Yield (piece, withheld); brackets themselves are withheld pieces."""
        for piece in _BRACKETS.split(text):
            if piece == OPENING:
                self.depth += 1
                yield piece, True
            elif piece == CLOSING:
                self.depth -= 1
                yield piece, True
            elif piece:
                yield piece, inside or self.depth > 0


@dataclass
class _Redaction:
    """Walks a text in order and writes one mark for each run of withheld pieces."""

    brackets: _Brackets = field(default_factory=_Brackets)
    after_mark: bool = False
    hidden: int = 0

    @classmethod
    def of(cls, whole: str) -> "_Redaction":
        return cls(brackets=_Brackets.of(whole))

    def shown(self, text: str | None, *, inside: bool) -> str:
        """Return what the public sees of the next text."""
        shown: list[str] = []
        for piece, withheld in self.brackets.pieces(text or "", inside=inside):
            if not withheld:
                shown.append(piece)
                self.after_mark = self.after_mark and not piece.strip()
                continue
            self.hidden += 1
            if piece.strip() and not self.after_mark:
                shown.append(WITHHELD_MARK)
                self.after_mark = True
        return "".join(shown)

    def visit(self, element: Any, *, inside: bool) -> None:
        """Redact an element and everything in it, in document order."""
        inside = inside or element.get(WITHHELD_ATTRIBUTE) is not None
        element.text = self.shown(element.text, inside=inside)
        for child in list(element):
            before = self.hidden
            covered = inside or self.brackets.depth > 0
            if isinstance(child.tag, str):
                if child.tag in _CELLS or (child.tag == "li" and element.tag == "ol"):
                    self.after_mark = False
                self.visit(child, inside=inside)
            touched = covered or self.hidden > before
            child.tail = self.shown(child.tail, inside=inside)
            _settle(child, touched=touched, covered=covered)


def _settle(child: Any, *, touched: bool, covered: bool) -> None:
    """Take out what must not stay of a finished element: comments, links of withheld words, emptied paragraphs."""
    is_emptied = touched and child.tag in _EMPTIABLE and not len(child) and not (child.text or "").strip()
    if not isinstance(child.tag, str) or (covered and child.tag in _LINES) or is_emptied:
        child.drop_tree()
    elif child.get(WITHHELD_ATTRIBUTE) is not None or (touched and child.tag == "a"):
        child.drop_tag()


def _slots(element: Any, brackets: _Brackets, *, inside: bool) -> Iterator[tuple[str, bool]]:
    inside = inside or element.get(WITHHELD_ATTRIBUTE) is not None
    yield from brackets.pieces(element.text or "", inside=inside)
    for child in element:
        if isinstance(child.tag, str):
            if child.tag not in _INLINE:
                yield "\n", False
            yield from _slots(child, brackets, inside=inside)
        yield from brackets.pieces(child.tail or "", inside=inside)


def _joined_passages(pieces: Iterator[tuple[str, bool]]) -> list[str]:
    text = "".join(piece if withheld and piece not in {OPENING, CLOSING} else "\n" for piece, withheld in pieces)
    return [passage.strip() for passage in text.split("\n") if passage.strip()]


def _highlight(element: Any, brackets: _Brackets, *, inside: bool) -> None:
    inside = inside or element.get(WITHHELD_ATTRIBUTE) is not None
    children = list(element)
    text, element.text = element.text, None
    _put_marked(element, 0, brackets.pieces(text or "", inside=inside))
    for child in children:
        if isinstance(child.tag, str):
            _highlight(child, brackets, inside=inside)
        tail, child.tail = child.tail, None
        _put_marked(element, element.index(child) + 1, brackets.pieces(tail or "", inside=inside))
        if isinstance(child.tag, str) and child.get(WITHHELD_ATTRIBUTE) is not None:
            child.drop_tag()


def _put_marked(parent: Any, index: int, pieces: Iterator[tuple[str, bool]]) -> None:
    """Insert text into an element before its child of this index, withheld pieces in an element of their own."""
    for withheld, group in groupby(pieces, key=lambda item: item[1]):
        piece = "".join(text for text, _withheld in group)
        if withheld and piece.strip():
            mark = lxml_html.Element("mark", {"class": "withheld"})
            mark.text = piece
            parent.insert(index, mark)
            index += 1
        elif index:
            parent[index - 1].tail = (parent[index - 1].tail or "") + piece
        else:
            parent.text = (parent.text or "") + piece


def _parsed(html: str) -> Any:
    return lxml_html.fragment_fromstring(html, create_parent="div")


def _inner_html(root: Any) -> str:
    children = "".join(lxml_html.tostring(child, encoding="unicode") for child in root)
    return escape(root.text or "", quote=False) + children
