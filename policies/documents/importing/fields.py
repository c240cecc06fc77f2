"""Reading the fields of one JSON object strictly: every fault is noted in Chinese, none stops the reading."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
# Half of a pair: no text, and no database stores it.
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class FieldReader:
    """Takes fields out of a row; what is missing reads as empty, what is wrong goes to `reasons`."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self._row = row
        self.reasons: list[str] = []

    def text(self, name: str, *, label: str, longest: int, is_required: bool = False) -> str:
        """Return a text on one line, its blanks single."""
        return " ".join(self.long_text(name, label=label, longest=longest, is_required=is_required).split())

    def long_text(self, name: str, *, label: str, longest: int, is_required: bool = False) -> str:
        """Return a text of several lines, without control characters."""
        value = self._row.get(name)
        if value is not None and not isinstance(value, str):
            self.reasons.append(f"{label}应为文字。")
            return ""
        text = _CONTROL.sub("", value or "").strip()
        if is_required and not text:
            self.reasons.append(f"缺少{label}。")
        return self._checked(text, label, longest)

    def texts(self, name: str, *, label: str, longest: int) -> tuple[str, ...]:
        """Return a list of texts, each on one line; blank ones are left out."""
        value = self._row.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.reasons.append(f"{label}应为文字的列表。")
            return ()
        items = (" ".join(_CONTROL.sub("", item).split()) for item in value)
        kept = tuple(item for item in items if item)
        self._checked("".join(kept), label, longest)
        return kept

    def day(self, name: str, *, label: str) -> date | None:
        """Return a date written 2022-06-16."""
        value = self._row.get(name)
        if value is None or value == "":
            return None
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            self.reasons.append(f"{label}应写成2022-06-16的形式。")
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.reasons.append(f"{label}“{value}”在日历上不存在，请核对。")
            return None

    def flag(self, name: str, *, label: str) -> bool:
        """Return true or false; false when it is not stated."""
        value = self._row.get(name)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.reasons.append(f"{label}应为 true 或者 false。")
        return False

    def choice(self, name: str, *, label: str, choices: Mapping[str, str]) -> str:
        """Return the value of one of the words; empty when none is stated."""
        word = self.text(name, label=label, longest=20)
        if word and word not in choices:
            self.reasons.append(f"{label}应为{'、'.join(choices)}之一。")
        return choices.get(word, "")

    def _checked(self, text: str, label: str, longest: int) -> str:
        if len(text) > longest:
            self.reasons.append(f"{label}过长（{len(text)}字），不能超过{longest}字。")
        if _SURROGATE.search(text):
            self.reasons.append(f"{label}含有无效字符，请核对来源的编码。")
        return text
