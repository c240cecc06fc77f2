"""Words: the dictionary's, with references as single tokens."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import rjieba

from zhifu_portal.search.analysis.folding import fold
from zhifu_portal.search.analysis.references import Reference, find_references

_DICTIONARY_FILE = Path(__file__).with_name("domain_words.txt")
_DOMAIN_FREQUENCY = 200_000
_WORD = re.compile(r"[^\W_]+")
_STOP_WORDS = frozenset("的了和与及等是在为对于将被把也都而或其该之以并由从按向至所中上下有不")
_MAX_WORD = 64


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query: the token to look for, the smaller words inside it, and where it stood (folded text)."""

    token: str
    pieces: tuple[str, ...]
    start: int
    end: int
    is_reference: bool = False

    @property
    def is_article(self) -> bool:
        """Whether the word names a part of a text: 第36条, 第2章."""
        return self.is_reference and self.token.startswith("第")


@dataclass(frozen=True, slots=True)
class Segmenter:
    """The general dictionary with the words of `domain_words.txt` added.

    `hidden_parts` gives, for a word of the domain, the words that only the general dictionary would have cut it into:
    who looks for 老旧 wants 老旧小区改造 too.
    """

    jieba: rjieba.Jieba
    hidden_parts: Mapping[str, tuple[str, ...]]

    def search_words(self, text: str) -> Iterator[str]:
        """Yield the words of folded text and the words inside them."""
        for token in self.jieba.cut_for_search(text, False):
            if _is_word(token):
                yield token[:_MAX_WORD]
                yield from self.hidden_parts.get(token, ())


def _domain_words() -> list[str]:
    lines = _DICTIONARY_FILE.read_text(encoding="utf-8").splitlines()
    return [fold(word) for line in lines for word in line.partition("#")[0].split()]


@lru_cache(maxsize=1)
def segmenter() -> Segmenter:
    """Return the process's segmenter, loaded at the first call."""
    # The library's own instance, loaded with the module: a second dictionary would take another 25 MB.
    jieba = rjieba._DEFAULT_JIEBA
    words = _domain_words()
    general = {word: jieba.cut(word, False) for word in words}
    for word in words:
        jieba.add_word(word, _DOMAIN_FREQUENCY, None)
    hidden = {}
    for word in words:
        known = set(jieba.cut_for_search(word, False))
        hidden[word] = tuple(part for part in general[word] if part not in known and _is_word(part))
    return Segmenter(jieba, hidden)


def _spans(text: str) -> Iterator[Reference | tuple[int, int]]:
    """Yield references and, between them, the spans of plain text."""
    position = 0
    for reference in find_references(text):
        if reference.start > position:
            yield position, reference.start
        yield reference
        position = reference.end
    if position < len(text):
        yield position, len(text)


def _is_word(token: str) -> bool:
    return bool(_WORD.fullmatch(token)) and token not in _STOP_WORDS


def index_tokens(text: str) -> list[str]:
    """Return every token of a text, in order, with repetitions: words, the words inside long words, references."""
    return tokens_of_folded(fold(text))


def tokens_of_folded(folded: str) -> list[str]:
    """Do what `index_tokens` does, for text that is folded already."""
    search_words = segmenter().search_words
    tokens: list[str] = []
    for span in _spans(folded):
        if isinstance(span, Reference):
            tokens.extend(span.tokens)
        else:
            tokens.extend(search_words(folded[span[0] : span[1]]))
    return tokens


def _plain_words(folded: str, start: int, end: int) -> Iterator[Word]:
    words = segmenter()
    for token, at, until in words.jieba.tokenize(folded[start:end], "default", False):
        if _is_word(token):
            pieces = tuple(piece for piece in words.search_words(token) if piece != token[:_MAX_WORD])
            yield Word(token[:_MAX_WORD], pieces, start + at, start + until)


def query_words(text: str) -> list[Word]:
    """Return the words of a query in order; offsets are those of the text given."""
    folded = fold(text)
    words: list[Word] = []
    for span in _spans(folded):
        if isinstance(span, Reference):
            words.append(Word(span.tokens[0], (), span.start, span.end, is_reference=True))
        else:
            words.extend(_plain_words(folded, *span))
    return words
