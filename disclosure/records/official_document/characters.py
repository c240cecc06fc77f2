"""Characters of text drawn from PDF, docx or OFD: what is cleaned before any line is looked at, and how wide it is.

Cleaning never drops or changes a Chinese character; it only unfolds look-alike code points (Kangxi radicals,
compatibility ideographs, full-width letters and digits) to the ordinary ones.
"""

import re
import unicodedata
from typing import Final

PAGE_BREAK: Final = "\f"
WIDE_BLANK: Final = "\u3000"

_LINE_ENDS = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
_PAGE_BREAK = re.compile(f"\n?{PAGE_BREAK}")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]")
_LOOK_ALIKE = re.compile("[\u2e80-\u2fd5\uf900-\ufad9\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_BLANK_RUN = re.compile(f"[ {WIDE_BLANK}]+")
_ARTICLE_HEAD = re.compile(f"^(第[一二三四五六七八九十百千零〇0-9]{{1,7}}[编章节条])[ {WIDE_BLANK}]+(?=\\S)")


def clean_characters(text: str) -> str:
    """Unify line ends, blanks and look-alike code points; remove invisible ones; keep page breaks on a line start."""
    text = _LINE_ENDS.sub("\n", text)
    text = _PAGE_BREAK.sub("\n" + PAGE_BREAK, text)
    text = _INVISIBLE.sub("", text)
    text = _SURROGATE.sub("\ufffd", text)
    text = _BLANK.sub(" ", text)
    return _LOOK_ALIKE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)


def squeeze_blanks(line: str) -> str:
    """Remove the stray blanks of one line: 烟芝政办发〔2022〕3 号 → 烟芝政办发〔2022〕3号.

    Kept are a single blank between Latin words or numbers, and a gap of two or more half-width cells between
    Chinese words (two organs, organ and date, a name of two characters), which becomes one full-width blank.
    """
    line = line.strip(f" {WIDE_BLANK}")
    article = _ARTICLE_HEAD.match(line)
    head = article.group(1) + WIDE_BLANK if article else ""
    rest = line[article.end() :] if article else line
    return head + _BLANK_RUN.sub(lambda run: _kept_blank(run, rest), rest)


def _kept_blank(run: re.Match[str], line: str) -> str:
    before, after = line[run.start() - 1], line[run.end()]
    if before.isascii() and after.isascii():
        return " "
    if is_cjk_punctuation(before) or is_cjk_punctuation(after):
        return ""
    return WIDE_BLANK if blank_cells(run.group()) >= 1 else ""


def without_blanks(text: str) -> str:
    """Drop every blank: for names and titles, where a blank never carries meaning."""
    return _BLANK_RUN.sub("", text)


def blank_cells(text: str) -> float:
    """Width in full-width cells of a run of blanks."""
    return sum(1.0 if char == WIDE_BLANK else 0.5 for char in text)


def width_in_cells(text: str) -> float:
    """Width in full-width cells, as set on the page: 28 cells make a full line (GB/T 9704, rules.md §14.1)."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def is_cjk(char: str) -> bool:
    """Say whether the character is a Chinese character (not punctuation)."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or "\U00020000" <= char <= "\U0003ffff"


def is_cjk_punctuation(char: str) -> bool:
    """Say whether the character is full-width punctuation, beside which no blank is meant."""
    return char in "，。、；：？！“”‘’（）《》〈〉〔〕【】—…·"
