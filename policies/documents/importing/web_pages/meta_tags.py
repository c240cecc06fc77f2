"""The tags in the head of a page: <title> and the names of the government site rules (rules.md §5.2)."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from policies.documents.importing.web_pages.labels import Field

_HEAD_CHARACTERS: Final = 100_000
_LONGEST_VALUE: Final = 500
_NAMES: Final = {
    "articletitle": Field.TITLE,
    "pubdate": Field.PUBLISHED_ON,
    "firstpublishedtime": Field.PUBLISHED_ON,
    "contentsource": Field.SOURCE,
    "keywords": Field.KEYWORDS,
}
# What systems print when they have no value.
_NOTHING: Final = frozenset({"", "null", "undefined", "none", "无"})


@dataclass(frozen=True)
class MetaTags:
    """Values by field, and the title of the window, which often names the site as well."""

    values: dict[Field, str] = field(default_factory=dict)
    window_title: str = ""


def read_meta_tags(html: str) -> MetaTags:
    """Return what the tags at the beginning of a page state; never raises."""
    reader = _Reader()
    reader.feed(html[:_HEAD_CHARACTERS])
    return MetaTags(reader.values, _one_line("".join(reader.title)))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[Field, str] = {}
        self.title: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title" and not self.title
        if tag != "meta":
            return
        attributes = {name: value or "" for name, value in attrs}
        named = _NAMES.get(attributes.get("name", "").strip().lower())
        value = _one_line(attributes.get("content", ""))
        if named and value.lower() not in _NOTHING:
            self.values.setdefault(named, value)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_VALUE]
