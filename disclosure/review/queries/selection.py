"""Which records fall due for review on a day: the rules applied to one record, without a database.

条例第十八条 asks for review at regular intervals and names none, so the interval is a setting (rules.md §1.3).
"""

import calendar
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from disclosure.review.enums import SelectionMode
from disclosure.review.models import ReviewRule, ReviewSettings


@dataclass(frozen=True)
class Rule:
    """One review rule; empty conditions fit every record."""

    organ_id: int | None = None
    attribute: str = ""
    ground: str = ""
    interval_months: int = 12
    sample_percent: int = 100

    def fits(self, subject: "Subject") -> bool:
        """Say whether the rule is about this record."""
        return (
            self.organ_id in {None, subject.organ_id}
            and self.attribute in {"", subject.attribute}
            and self.ground in {"", subject.ground}
        )


# What no rule names is reviewed once a year all the same: nothing withheld stays withheld unexamined.
FALLBACK: Final = Rule()


@dataclass(frozen=True)
class Subject:
    """What the rules ask of a record; `reviewed_on` is None for one never reviewed."""

    record_id: int
    organ_id: int
    attribute: str
    ground: str
    registered_on: date
    reviewed_on: date | None = None
    next_review_on: date | None = None


def rules_of(settings: ReviewSettings) -> list[Rule]:
    """Return the rules in their order, the yearly review of everything last."""
    rows = ReviewRule.objects.filter(settings=settings).order_by("sort_order", "pk")
    return [*(_as_rule(row) for row in rows), FALLBACK]


def is_due(subject: Subject, rules: Sequence[Rule], *, on: date) -> bool:
    """Say whether the record is to be reviewed on this day.

    The date the last reviewer set goes before every rule. Otherwise the first rule that fits counts, from the last
    review, or from registration. Of a sample rule, what was drawn in any interval since then is owed until it is
    reviewed, so that a night that was missed changes nothing.
    """
    if subject.next_review_on is not None:
        return subject.next_review_on <= on
    rule = next((rule for rule in rules if rule.fits(subject)), FALLBACK)
    basis = subject.reviewed_on or subject.registered_on
    intervals = intervals_since(basis, months=rule.interval_months, on=on)
    if rule.sample_percent >= 100:
        return intervals > 0
    return any(
        is_drawn(subject.record_id, basis=basis, interval=number, percent=rule.sample_percent)
        for number in range(1, intervals + 1)
    )


def add_months(day: date, months: int) -> date:
    """Return the same day of the month so many months later (or earlier), the last day where a month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def intervals_since(basis: date, *, months: int, on: date) -> int:
    """Return how many whole intervals of so many months have passed; none for a day before the basis."""
    if on <= basis:
        return 0
    number = ((on.year - basis.year) * 12 + on.month - basis.month) // months
    return number if add_months(basis, number * months) <= on else number - 1


def is_drawn(record_id: int, *, basis: date, interval: int, percent: int) -> bool:
    """Say whether the sample of this interval holds the record: the same answer on every machine and in every run."""
    key = f"{record_id}:{basis.isoformat()}:{interval}".encode()
    return int.from_bytes(hashlib.blake2b(key, digest_size=8).digest()) % 100 < percent


def latest_basis(rules: Sequence[Rule], *, on: date) -> date:
    """Return the last day a review may lie back for anything to be due by a rule; days before it need a closer look."""
    shortest = min(rule.interval_months for rule in rules)
    back = add_months(on, -shortest)
    # On the last day of a short month, what began on the 29th to 31st of a longer one is due as well.
    is_last = on.day == calendar.monthrange(on.year, on.month)[1]
    return back.replace(day=calendar.monthrange(back.year, back.month)[1]) if is_last else back


def _as_rule(row: ReviewRule) -> Rule:
    return Rule(
        organ_id=row.organ_id,
        attribute=row.attribute,
        ground=row.ground,
        interval_months=row.interval_months,
        sample_percent=row.sample_percent if row.mode == SelectionMode.SAMPLE else 100,
    )
