"""Feeding HTML of any quality to a target as balanced events (libxml2: linear time, no tree in memory)."""

import re
from typing import Any, Protocol

from lxml import etree

MAX_HTML_CHARACTERS = 10_000_000

# Content that is not text of the document.
DROPPED_TAGS = frozenset(
    "script style head title iframe object applet noscript noembed noframes "
    "template svg math canvas audio video select option textarea button datalist map "
    "frameset xmp plaintext".split()
)
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Target(Protocol):
    """Receives the events of a document; every start is followed by its end."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A visible element begins."""

    def end(self, tag: str) -> None:
        """It ends."""

    def data(self, text: str) -> None:
        """Text between tags, entities resolved."""


class _Filter:
    """Passes visible elements on and drops whole those that hold no text of the document."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._dropped = 0
        self._preformatted = 0

    def start(self, tag: Any, attributes: Any) -> None:
        name = _name(tag)
        self._dropped += name in DROPPED_TAGS
        self._preformatted += name == "pre"
        if not self._dropped:
            self._target.start(name, {str(key).lower(): str(value or "") for key, value in attributes.items()})

    def end(self, tag: Any) -> None:
        name = _name(tag)
        if not self._dropped:
            self._target.end(name)
        self._dropped -= name in DROPPED_TAGS
        self._preformatted -= name == "pre"

    def data(self, text: str) -> None:
        if self._dropped:
            return
        first, *further = text.split("\n") if self._preformatted else [text]
        self._target.data(first)
        for line in further:
            self._target.start("br", {})
            self._target.end("br")
            self._target.data(line)

    def comment(self, text: str) -> None:
        """Comments are not part of the document."""

    def close(self) -> None:
        """Nothing to return: the target has seen everything."""


def feed(html: str, target: Target) -> None:
    """Send the visible part of a document or fragment to the target; what lies beyond the limit is cut off."""
    cleaned = _UNREADABLE.sub("", html[:MAX_HTML_CHARACTERS])
    if not cleaned.strip():
        return
    # The wrapper keeps leading blanks and stray head elements where they stand; bytes fix the encoding.
    parser = etree.HTMLParser(target=_Filter(target), encoding="utf-8", no_network=True, remove_pis=True)
    parser.feed(f"<!doctype html><html><body>{cleaned}".encode())
    parser.close()


def _name(tag: Any) -> str:
    return tag.lower().rpartition(":")[2] if isinstance(tag, str) else ""
