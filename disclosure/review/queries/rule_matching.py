"""What the rules propose for one historic document: a pure function of its words and the rules; it decides nothing."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from disclosure.records.enums import Genre
from disclosure.records.official_document.characters import without_blanks
from disclosure.review.models import AttributeRule

# A mark such as （此件公开发布） stands on a line of its own; a sentence that only speaks of marks is longer.
LONGEST_MARK_LINE: Final = 40
# Shorter marks (机密) are words of titles too: they count only where they are the whole line.
LONGEST_LONE_MARK: Final = 2
LONGEST_MATCHED: Final = 200
_SEPARATOR = re.compile(r"[、，,；;\s]+")
_BRACKETS: Final = "（）()〔〕[]【】。．.：:"
_ONE_SPELLING = str.maketrans("☆＊*():", "★★★（）：")


@dataclass(frozen=True)
class Subject:
    """What the rules look at: title, genre (empty when unknown), the whole text by lines, and the day it was made."""

    title: str
    genre: str
    text: str
    composed_on: date | None


@dataclass(frozen=True)
class Proposal:
    """What the first rule that fits proposes; everything is empty when none does."""

    attribute: str = ""
    ground: str = ""
    reason: str = ""
    discretion_reason: str = ""
    matched: str = ""
    is_clear: bool = False
    rule: AttributeRule | None = None


NO_PROPOSAL: Final = Proposal()


def propose(subject: Subject, rules: Iterable[AttributeRule]) -> Proposal:
    """Return the proposal of the first active rule, in their order, all of whose conditions hold.

    A rule without conditions fits nothing. `matched` names the words that were found, at most 200 characters.
    """
    words = _Words(subject)
    for rule in sorted((rule for rule in rules if rule.is_active), key=_order):
        matched = _matched(rule, words)
        if matched:
            return Proposal(
                attribute=rule.attribute,
                ground=rule.ground,
                reason=rule.reason,
                discretion_reason=rule.discretion_reason,
                matched="；".join(matched)[:LONGEST_MATCHED],
                is_clear=rule.is_clear,
                rule=rule,
            )
    return NO_PROPOSAL


def split_words(text: str) -> list[str]:
    """Return the words of a condition, separated by 顿号 or commas, without blanks."""
    return [word for word in _SEPARATOR.split(text) if word]


class _Words:
    """A subject prepared for many rules: blanks dropped once."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.title = without_blanks(subject.title)
        lines = (without_blanks(line).translate(_ONE_SPELLING) for line in subject.text.split("\n"))
        kept = [line for line in lines if line]
        self.text = "\n".join([self.title, *kept])
        self.mark_lines = [line for line in kept if len(line) <= LONGEST_MARK_LINE]


def _order(rule: AttributeRule) -> tuple[int, int]:
    return (rule.sort_order, rule.pk or 0)


def _matched(rule: AttributeRule, words: _Words) -> list[str]:
    """Return what was found for each condition that is filled in; nothing when one of them does not hold."""
    found: list[str] = []
    for value, find in (
        (rule.genre, _find_genre),
        (rule.title_words, _find_in_title),
        (rule.text_marks, _find_mark),
        (rule.cited_laws, _find_citation),
    ):
        if not value:
            continue
        seen = find(words, value)
        if not seen:
            return []
        found.append(seen)
    if rule.composed_before:
        day = words.subject.composed_on
        if day is None or day >= rule.composed_before:
            return []
        found.append(f"成文日期{day.isoformat()}")
    return found


def _find_genre(words: _Words, genre: str) -> str:
    return f"体裁为{Genre(genre).label}" if words.subject.genre == genre else ""


def _find_in_title(words: _Words, wanted: str) -> str:
    return _first(wanted, lambda word: word in words.title, "标题含“{}”")


def _find_mark(words: _Words, wanted: str) -> str:
    """A mark of one or two characters must be the whole line, a longer one stands somewhere in a short line."""

    def stands(mark: str) -> bool:
        mark = mark.translate(_ONE_SPELLING)
        if len(mark) <= LONGEST_LONE_MARK:
            return any(line.strip(_BRACKETS) == mark for line in words.mark_lines)
        return any(mark in line for line in words.mark_lines)

    return _first(wanted, stands, "标有“{}”")


def _find_citation(words: _Words, wanted: str) -> str:
    def is_cited(law: str) -> bool:
        return (
            re.search(f"《[^《》\n]{{0,40}}{re.escape(law.strip('《》'))}[^《》\n]{{0,40}}》", words.text) is not None
        )

    return _first(wanted, is_cited, "引用《{}》")


def _first(wanted: str, holds: Callable[[str], bool], words: str) -> str:
    """Return the first of the wanted words that holds, in these words; empty when none does."""
    return next((words.format(word.strip("《》")) for word in split_words(wanted) if holds(word)), "")
