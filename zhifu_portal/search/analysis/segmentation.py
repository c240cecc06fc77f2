"""Words: the dictionary's, with references as single tokens."""

import re
from collections.abc import Iterator
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


@lru_cache(maxsize=1)
def segmenter() -> rjieba.Jieba:
    """Return the process's segmenter: the general dictionary with the words of `domain_words.txt` added."""
    # The library's own instance, loaded with the module: a second dictionary would take another 25 MB.
    jieba = rjieba._DEFAULT_JIEBA
    for line in _DICTIONARY_FILE.read_text(encoding="utf-8").splitlines():
        for word in line.partition("#")[0].split():
            jieba.add_word(fold(word), _DOMAIN_FREQUENCY, None)
    return jieba


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
    cut = segmenter().cut_for_search
    tokens: list[str] = []
    for span in _spans(folded):
        if isinstance(span, Reference):
            tokens.extend(span.tokens)
        else:
            tokens.extend(token[:_MAX_WORD] for token in cut(folded[span[0] : span[1]], False) if _is_word(token))
    return tokens


def _plain_words(folded: str, start: int, end: int) -> Iterator[Word]:
    jieba = segmenter()
    for token, at, until in jieba.tokenize(folded[start:end], "default", False):
        if _is_word(token):
            pieces = tuple(
                piece[:_MAX_WORD] for piece in jieba.cut_for_search(token, False) if piece != token and _is_word(piece)
            )
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
