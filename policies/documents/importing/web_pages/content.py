"""Where on a page the text of the document stands, by the names that site systems give its container."""

from dataclasses import dataclass, field
from typing import Final

from zhifu_portal.kernel.files.html_body import BodyWriter
from zhifu_portal.kernel.files.html_parsing import feed

_NAMES: Final = frozenset(
    "ucap-content zoom trs_editor trs_ueditor artibody art_con article-content article_content articlecontent "
    "article-con news_content pages_content content_body xxgk_content wzcon gkwznr js_content".split()
)


def find_contents(html: str) -> list[str]:
    """Return the inner HTML, not yet sanitised, of every container of this kind; one within another is not named."""
    finder = _ContentFinder()
    feed(html, finder)
    return finder.found


@dataclass
class _ContentFinder:
    """Target of `feed` that passes on what stands inside a container."""

    found: list[str] = field(default_factory=list)
    _writer: BodyWriter | None = None
    _depth: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._writer is not None:
            self._depth += 1
            self._writer.start(tag, attributes)
        elif _is_container(attributes):
            self._writer = BodyWriter()

    def end(self, tag: str) -> None:
        if self._writer is None:
            return
        if self._depth:
            self._depth -= 1
            self._writer.end(tag)
        else:
            self.found.append(self._writer.finish())
            self._writer = None

    def data(self, text: str) -> None:
        if self._writer is not None:
            self._writer.data(text)


def _is_container(attributes: dict[str, str]) -> bool:
    names = f"{attributes.get('id', '')} {attributes.get('class', '')}".lower().split()
    return not _NAMES.isdisjoint(names)
