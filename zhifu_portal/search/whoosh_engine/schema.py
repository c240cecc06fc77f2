"""How an entry lies in a Whoosh index: bags of tokens whose weights are BM25 impacts, facet values, stored text."""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from whoosh import columns, fields, formats

from zhifu_portal.search.analysis import fold, index_tokens, squash_number, tokens_of_folded
from zhifu_portal.search.entries import Entry

FACET_SEPARATOR = "\x1f"
"""Between the value and the label of a facet term (an organ's id and its name)."""

_K1 = 1.2
# (B of BM25, usual number of tokens) of each scored field. The usual length is a constant, so that a weight
# can be written with the posting and a search needs no lengths.
_SCORED = {"number": (0.0, 4), "title": (0.4, 14), "headings": (0.4, 60), "text": (0.7, 1800), "articles": (0.0, 30)}
SCORED_FIELDS = tuple(_SCORED)
FACET_FIELDS = ("kind", "organ", "topic", "genre", "year", "validity")
_LONGEST_TITLE_KEY = 200
_COMPRESSION = 6
_ARTICLE_START = re.compile(r"^\s*(第\s*(?:[0-9]{1,5}|[零〇一二三四五六七八九十百千两]{1,9})\s*条)", re.MULTILINE)


class TokenField(fields.FieldType):
    """A field that takes tokens already made, with their weights, and keeps nothing else."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), analyzer=None, scorable=False)

    def index(self, value: dict[str, float], **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield `(token, 1, weight, b"")` for every token, as Whoosh's writer wants it."""
        for token in sorted(value):
            yield token.encode(), 1, value[token], b""


def make_schema() -> fields.Schema:
    """Return the schema of every generation."""
    return fields.Schema(
        key=fields.ID(unique=True, stored=True),
        digest=fields.STORED,
        title_shown=fields.STORED,
        number_shown=fields.STORED,
        title_start=fields.ID(),
        issued=fields.NUMERIC(int, bits=32, sortable=True, signed=False),
        published=fields.NUMERIC(int, bits=64, sortable=True, signed=False),
        content=fields.COLUMN(columns.VarBytesColumn()),
        **{name: TokenField() for name in (*SCORED_FIELDS, *FACET_FIELDS)},
    )


def impacts(field_name: str, tokens: Sequence[str]) -> dict[str, float]:
    """Return the weight of every token in a field of these tokens: the tf part of BM25."""
    b, usual = _SCORED[field_name]
    norm = _K1 * (1 - b + b * len(tokens) / usual)
    return {token: count * (_K1 + 1) / (count + norm) for token, count in Counter(tokens).items()}


def title_key(text: str) -> str:
    """Return a title (or what was typed of one) as suggestions compare it: folded, letters and digits only."""
    return "".join(char for char in fold(text) if char.isalnum()).removeprefix("中华人民共和国")


def number_tokens(number: str) -> list[str]:
    """Return the tokens of an entry's own number: the exact one, and its parts as words."""
    squashed = squash_number(fold(number))
    return [f"№{squashed}", *index_tokens(number)] if squashed else index_tokens(number)


def _article_starts(folded_body: str) -> list[str]:
    return [token for found in _ARTICLE_START.findall(folded_body) for token in tokens_of_folded(found)[:1]]


def _facet_terms(entry: Entry) -> dict[str, dict[str, float]]:
    organ = FACET_SEPARATOR.join((entry.organ_id or entry.organ, entry.organ)) if entry.organ else ""
    values: dict[str, Sequence[str]] = {
        "kind": (entry.kind,),
        "organ": (organ,),
        "topic": entry.topics,
        "genre": (entry.genre,),
        "year": (str(entry.year),),
        "validity": (entry.validity,),
    }
    return {name: {value: 1.0 for value in given if value} for name, given in values.items()}


def _scored_tokens(entry: Entry, title: str, body: str) -> dict[str, list[str]]:
    """Return the tokens of every scored field; `text` has all of them. Title and body come folded."""
    number = number_tokens(entry.number) if entry.number else []
    of_title, headings = tokens_of_folded(title), index_tokens(entry.headings)
    around = index_tokens(" ".join((entry.organ, *entry.topics, entry.genre, entry.keywords)))
    below = [*tokens_of_folded(body), *index_tokens(entry.attachments_text)]
    return {
        "number": number,
        "title": of_title,
        "headings": headings,
        "text": [*of_title, *number, *headings, *around, *below],
        "articles": _article_starts(body),
    }


def make_document(entry: Entry) -> dict[str, Any]:
    """Return the fields of an entry as `IndexWriter.add_document` takes them."""
    title, body = fold(entry.title), fold(entry.body)
    around = fold("\n".join((entry.headings, entry.keywords, entry.attachments_text)))
    return {
        "key": entry.key,
        "digest": entry.digest(),
        "title_shown": title,
        "number_shown": fold(entry.number),
        "title_start": title_key(title)[:_LONGEST_TITLE_KEY] or None,
        "issued": (entry.issued_on or entry.published_at.date()).toordinal(),
        "published": max(0, int(entry.published_at.timestamp())),
        "content": zlib.compress(f"{body}\n{around}".encode(), _COMPRESSION),
        **{name: impacts(name, tokens) for name, tokens in _scored_tokens(entry, title, body).items()},
        **_facet_terms(entry),
    }
