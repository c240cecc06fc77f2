"""Text of HTML files: the visible words only; scripts, styles and handlers are dropped and reported."""

import re
from typing import IO

from zhifu_portal.kernel.files.extracted import ExtractedText, ExtractionRefused, compose, flatten
from zhifu_portal.kernel.files.html import html_to_text
from zhifu_portal.kernel.files.html_parsing import MAX_HTML_CHARACTERS
from zhifu_portal.kernel.files.readers.plain import decode_text

TOO_LONG = "网页文件过大（超过 1000 万字符），请只保留正文后再上传"
SCRIPTS_DROPPED = "网页中的脚本、样式和嵌入内容已去除，只提取了文字"
NO_TEXT = "网页中没有文字，请检查后重新上传"
_ACTIVE = re.compile(r"<(script|style|iframe|object|embed|svg|form)\b|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,500})</title", re.IGNORECASE)
_META = re.compile(r"<meta\b([^>]{0,2000})>", re.IGNORECASE)
_PAIR = re.compile(r"\b(name|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_PROPERTY_NAMES = {
    "author": "author",
    "keywords": "keywords",
    "description": "comments",
    "generator": "application",
    "articletitle": "title",
    "pubdate": "published",
    "contentsource": "source",
}
_HEAD_CHARACTERS = 100_000


def read_html(file: IO[bytes]) -> ExtractedText:
    """Return the visible text of a page; raises `ExtractionRefused` when it is too long or not in a known encoding."""
    html = decode_text(file)
    if len(html) > MAX_HTML_CHARACTERS:
        raise ExtractionRefused([TOO_LONG])
    text = html_to_text(html)
    notes = [SCRIPTS_DROPPED] if _ACTIVE.search(html) else []
    if not text:
        notes.append(NO_TEXT)
    head = html[:_HEAD_CHARACTERS]
    properties = _meta_properties(head)
    stated = _TITLE.search(head)
    title = properties.pop("title", "") or (html_to_text(stated[1]) if stated else "")
    return compose(text, title=title, properties=properties, notes=notes)


def _meta_properties(head: str) -> dict[str, str]:
    """Read what <meta name= content=> states, the names of the government site rules among them (rules.md §5.2)."""
    properties: dict[str, str] = {}
    for tag in _META.finditer(head):
        pairs = {key.lower(): flatten(double or single) for key, double, single in _PAIR.findall(tag[1])}
        name = _PROPERTY_NAMES.get(pairs.get("name", "").lower())
        if name and pairs.get("content"):
            properties.setdefault(name, pairs["content"])
    return properties
