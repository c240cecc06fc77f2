"""What text extraction returns, how it refuses, and the limits no input may exceed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zhifu_portal.kernel.refusals import Refused

MAX_TEXT_CHARACTERS = 5_000_000
MAX_PROPERTY_CHARACTERS = 20_000
TRUNCATED_NOTE = "文件文字过长，只提取了前 500 万字，其余内容不能被检索"

# NUL is not allowed in PostgreSQL, controls not in XML; soft hyphens and non-characters are left by layout programs.
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0c\x85\u2028\u2029]")
_BLANKS = " \t\u3000\xa0"


class ExtractionRefused(Refused):
    """The file cannot be read; the reasons tell staff, in Chinese, what to do next."""


@dataclass(frozen=True)
class ExtractedText:
    """Text of a file with its properties.

    `text`: paragraphs separated by a newline, cells of a table row by a tab; visual lines for pdf and ofd.
    `properties`: author, company, last_modified_by, comments, keywords … as the file states them.
    `notes`: Chinese messages for staff about what was not read or should be checked before publication.
    """

    text: str
    title: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def tidy(text: str) -> str:
    """Return the text with plain line ends, no control characters, no blank lines and no trailing blanks."""
    lines = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text)).split("\n")
    return "\n".join(line for line in (line.rstrip(_BLANKS) for line in lines) if line)


def flatten(text: str) -> str:
    """Return the text as one line, as a table cell or a property needs it."""
    return " ".join(tidy(text).split())


def compose(
    text: str, *, title: str = "", properties: Mapping[str, str] | None = None, notes: Iterable[str] = ()
) -> ExtractedText:
    """Build an `ExtractedText` with tidy text, empty properties left out and everything cut to its limit."""
    kept_notes = list(dict.fromkeys(notes))
    text = tidy(text)
    if len(text) > MAX_TEXT_CHARACTERS:
        text = text[:MAX_TEXT_CHARACTERS]
        kept_notes.append(TRUNCATED_NOTE)
    stated = {key: tidy(value).strip()[:MAX_PROPERTY_CHARACTERS] for key, value in (properties or {}).items()}
    return ExtractedText(
        text=text,
        title=flatten(title)[:500],
        properties={key: value for key, value in stated.items() if value},
        notes=kept_notes,
    )
