"""What is asked: the query with its filters, and its text understood."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from zhifu_portal.search.analysis import Word, fold, query_words, squash_number

MAX_TEXT = 300
"""Characters of a query that are looked at; nobody types more, and no input may be slow."""
MAX_WORDS = 40
MAX_SIZE = 50

Sort = Literal["relevance", "date"]

_PHRASE = re.compile(r'"([^"]*)"|“([^“”]*)”')
_EXCLUDED = re.compile(r"(?:^|(?<=\s))-([^\s\-][^\s]*)")
# How people wrap a question around what they look for; taken away while something else remains.
_BOILERPLATE = re.compile(
    r"请问一?下?|想(?:请)?问一?下?|想咨询一?下?|我想(?:知道|了解|查询?)?|麻烦问一?下?"
    r"|(?:的(?:内容|规定))?(?:是怎么|是如何|怎么|如何|有什么|有哪些)规定的?|规定了?(?:什么|哪些)(?:内容)?|的?(?:具体)?内容(?:是|有)(?:什么|哪些)"
    r"|是什么意思|是什么|有哪些|怎么办理?|怎样|怎么|如何|什么|哪些|哪个|吗|呢|吧|[？?。！!；;]"
)
_QUESTION_WORDS = frozenset(
    "可以 能否 是否 能不能 可不可以 需要 应当 如果 应该 哪里 多少 多久 谁 我 我们 你 他 她 要 会 还 被 能 吗 呢".split()
)

_ASKING_WORDS = frozenset("能否 能不能 可不可以 哪里 多少 多久 谁 我 我们 你".split())


@dataclass(frozen=True, slots=True)
class Query:
    """A search: the text as typed and the filters, each `""` (or None) when not set.

    `organ` is an organ's id, `page` counts from 1, `size` is at most 50 (both are brought into range).
    """

    text: str = ""
    kind: str = ""
    organ: str = ""
    topic: str = ""
    genre: str = ""
    year: int | None = None
    validity: str = ""
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10

    def __post_init__(self) -> None:
        object.__setattr__(self, "page", max(1, self.page))
        object.__setattr__(self, "size", min(max(1, self.size), MAX_SIZE))

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, by facet name, as the facet values they select."""
        values = {
            "kind": self.kind,
            "organ": self.organ,
            "topic": self.topic,
            "genre": self.genre,
            "year": "" if self.year is None else str(self.year),
            "validity": self.validity,
        }
        return {name: value for name, value in values.items() if value}

    def without_text(self) -> "Query":
        """Return the same filters with nothing asked."""
        return replace(self, text="")


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """The text of a query, understood.

    `words` are to be found (each once, references included), `optional` only help the ranking, `phrases` and
    `excluded` are folded strings that must and must not occur. `wording` is the folded text without question words,
    `core` the same without articles; `articles` are the tokens of the articles named, `number` is that of the whole
    text read as a 发文字号. A question is asked in a sentence, not in keywords.
    """

    words: tuple[Word, ...] = ()
    optional: tuple[Word, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    core: str = ""
    wording: str = ""
    number: str = ""
    articles: tuple[str, ...] = ()
    is_question: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked, so that everything matches."""
        return not (self.words or self.phrases or self.number or self.optional)


def _strip_boilerplate(text: str) -> str:
    stripped = _BOILERPLATE.sub(" ", text)
    return stripped if any(char.isalnum() for char in stripped) else text


def _without(wording: str, words: list[Word]) -> str:
    """Return the text without the characters of these words, blanks run together."""
    kept = list(wording)
    for word in words:
        kept[word.start : word.end] = " " * (word.end - word.start)
    return " ".join("".join(kept).split())


def _distinct(words: list[Word]) -> list[Word]:
    return list({word.token: word for word in reversed(words)}.values())[::-1]


def _split_phrases(folded: str) -> tuple[tuple[str, ...], str]:
    """Return the quoted phrases and the rest; in a question “…” is punctuation, only `"…"` asks for the wording."""
    phrases = [found.group(1) or found.group(2) or "" for found in _PHRASE.finditer(folded)]
    rest = _PHRASE.sub(" ", folded)
    if "“" in folded and _BOILERPLATE.search(rest):
        return (), folded
    return tuple(phrase.strip() for phrase in phrases if any(map(str.isalnum, phrase))), rest


def parse_query(text: str) -> ParsedQuery:
    """Understand the text of a query: `"phrase"`, `-word`, references and words. No input raises.

    Only the first 300 characters count. An unclosed quotation mark, a lone `-` and other operators are plain text.
    """
    folded = fold(text[:MAX_TEXT]).replace("\n", " ")
    phrases, rest = _split_phrases(folded)
    excluded = tuple(word for word in _EXCLUDED.findall(rest) if any(map(str.isalnum, word)))
    rest = _EXCLUDED.sub(" ", rest)
    wording = _strip_boilerplate(rest)
    in_wording = query_words(wording)
    words = _distinct([*in_wording, *(word for phrase in phrases for word in query_words(phrase))])[:MAX_WORDS]
    plain = [word for word in words if not word.is_article]
    wanted = [word for word in plain if word.token not in _QUESTION_WORDS] or plain or words
    squashed = squash_number(wording) if any(char.isdigit() for char in wording) else ""
    return ParsedQuery(
        words=tuple(wanted),
        optional=tuple(word for word in words if word not in wanted),
        phrases=phrases,
        excluded=excluded,
        wording=" ".join(wording.split()),
        core=_without(wording, [word for word in in_wording if word.is_article]),
        number=f"№{squashed}" if squashed else "",
        articles=tuple(word.token for word in words if word.is_article),
        is_question=wording != rest or any(word.token in _ASKING_WORDS for word in words),
    )
