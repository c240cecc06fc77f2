"""Texts with `{field}` placeholders that staff may edit: nothing is evaluated, a value is put in as it is."""

import re
import unicodedata
from collections.abc import Collection, Mapping

FIELD_NAME = re.compile(r"[^\W\d]\w*")
_BRACED = re.compile(r"\{([^{}]*)\}")


def text_faults(text: str, names: Collection[str]) -> list[str]:
    """Return what is wrong with the placeholders of a text, in Chinese; `names` are those it may use."""
    used = dict.fromkeys(_BRACED.findall(text))
    faults = [f"“{{{name}}}”不是可用的占位符，请从可用占位符中选择" for name in used if name not in names]
    if set("{}") & set(_BRACED.sub("", text)):
        faults.append("有不成对的花括号，花括号只能用来写占位符，例如“{名称}”")
    return faults


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with every placeholder replaced in one pass: braces inside a value stay what they are.

    Raises `KeyError` for a placeholder without a value.
    """
    return _BRACED.sub(lambda match: values[match[1]], text)


def one_line(text: str) -> str:
    """Return the text without line breaks and control characters, blanks joined: fit for a mail header."""
    return " ".join(_without_controls(text, kept="").split())


def plain_lines(text: str) -> str:
    """Return the text with plain line feeds and without other control characters."""
    return _without_controls("\n".join(text.splitlines()), kept="\n").strip()


def _without_controls(text: str, *, kept: str) -> str:
    # Cc: controls. Cf: invisible marks that reverse the order of writing. Zl, Zp: line and paragraph separators.
    # Cs: halves of a character, which no encoding takes.
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return "".join(each if each in kept or unicodedata.category(each) not in hidden else " " for each in text)
