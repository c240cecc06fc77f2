"""Highlighted titles and snippets: escaped text in which `<mark>` is the only tag."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zhifu_portal.search.analysis import fold
from zhifu_portal.search.query import ParsedQuery

SNIPPET_LENGTH = 160
_LONGEST_TEXT = 200_000
_PARAGRAPH_BONUS = 2.0


def _needles(parsed: ParsedQuery) -> list[str]:
    """Return the folded strings to mark, longest first."""
    words = [part for word in (*parsed.words, *parsed.optional) for part in (word.token, *word.pieces)]
    marked = {text for text in (parsed.core, *parsed.phrases, *words) if text and (len(text) > 1 or text.isascii())}
    singles = {word.token for word in parsed.words if len(word.token) == 1}
    return sorted(marked | singles, key=len, reverse=True)


def _marks(folded: str, needles: Iterable[str]) -> list[tuple[int, int]]:
    """Return the spans of all needles, merged where they touch."""
    covered = bytearray(len(folded))
    for needle in needles:
        at = folded.find(needle)
        while at >= 0:
            covered[at : at + len(needle)] = b"\x01" * len(needle)
            at = folded.find(needle, at + len(needle))
    spans: list[tuple[int, int]] = []
    start = covered.find(1)
    while start >= 0:
        end = covered.find(0, start)
        end = len(covered) if end < 0 else end
        spans.append((start, end))
        start = covered.find(1, end)
    return spans


def _marked_up(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    parts: list[tuple[str]] = []
    position = 0
    for start, end in spans:
        parts += [(text[position:start],), (format_html("<mark>{}</mark>", text[start:end]),)]
        position = end
    return format_html_join("", "{}", [*parts, (text[position:],)])


def highlight_title(title: str, parsed: ParsedQuery) -> SafeString:
    """Return the title, escaped, with what was asked for in `<mark>`."""
    return _marked_up(title, _marks(fold(title), _needles(parsed)))


def _best_start(folded: str, parsed: ParsedQuery, needles: list[str]) -> int:
    """Return where the paragraph begins that holds the most of the query (the earlier one on a tie)."""
    best, best_weight, position = 0, 0.0, 0
    for paragraph in folded.split("\n"):
        weight = float(sum(len(needle) for needle in needles if needle in paragraph))
        if parsed.articles and paragraph.startswith("第"):
            weight += _PARAGRAPH_BONUS
        if weight > best_weight:
            first = min((at for needle in needles if (at := paragraph.find(needle)) >= 0), default=0)
            best, best_weight = position + max(0, first - SNIPPET_LENGTH // 4), weight
        position += len(paragraph) + 1
    return best


def make_snippet(text: str, parsed: ParsedQuery, *, length: int = SNIPPET_LENGTH) -> SafeString:
    """Return about `length` characters around the best paragraph, escaped, marked, with … where text was cut off."""
    looked_at = text[:_LONGEST_TEXT]
    needles = _needles(parsed)
    start = _best_start(fold(looked_at), parsed, needles)
    piece = looked_at[start : start + length].replace("\n", " ")
    marked = _marked_up(piece, _marks(fold(piece), needles))
    return format_html("{}{}{}", "…" if start else "", marked, "…" if start + length < len(text) else "")
