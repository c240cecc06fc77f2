"""Rows of law by effective date: one is ended and another begun, none that has decided something is rewritten.

旧案按认定时的规定: what was printed with a wording keeps it, because a change of the law is a new row (rules.md §0.3).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from disclosure.catalog.models import CatalogEntry
from disclosure.organs.enums import Role
from disclosure.organs.permissions import scope_of
from disclosure.records.models import DisclosureLimit, Ground
from disclosure.records.queries.law import Use, use_of_ground, use_of_limit
from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.refusals import refuse_if

Law = TypeVar("Law", Ground, DisclosureLimit)
NOT_ALLOWED: Final = "不予公开情形和公开期限由区政府办公室维护，您没有这个岗位。"


@dataclass(frozen=True)
class GroundWords:
    """What a ground says."""

    name: str
    article: str
    text: str
    force: str


@dataclass(frozen=True)
class LimitWords:
    """What a limit says, and the catalog entries it goes with."""

    subject: str
    amount: int
    unit: str
    starts_from: str
    basis: str
    catalog_entries: Sequence[CatalogEntry] = ()


@dataclass(frozen=True)
class Term:
    """When a row is in force: from a day, to before another (None: until it is ended)."""

    effective_on: date
    repealed_on: date | None = None


@transaction.atomic
def add_ground(*, code: str, words: GroundWords, term: Term, by: User) -> Ground:
    """Begin a ground; raise Refused when it would be in force beside another row of its code."""
    row = Ground(code=code.strip(), **asdict(words))
    return _begin(row, term, by=by)


@transaction.atomic
def add_limit(*, code: str, words: LimitWords, term: Term, by: User) -> DisclosureLimit:
    """Begin a limit; raise Refused when it would be in force beside another row of its code."""
    row = _begin(DisclosureLimit(code=code.strip(), **_columns(words)), term, by=by)
    row.catalog_entries.set(words.catalog_entries)
    return row


@transaction.atomic
def amend_ground(*, ground_id: int, words: GroundWords, term: Term, by: User) -> Ground:
    """Correct a ground that has decided nothing yet; raise Refused with every reason otherwise."""
    row = Ground.objects.select_for_update().get(pk=ground_id)
    return _amend(row, asdict(words), term, use=use_of_ground(row), by=by)


@transaction.atomic
def amend_limit(*, limit_id: int, words: LimitWords, term: Term, by: User) -> DisclosureLimit:
    """Correct a limit that no record has yet; raise Refused with every reason otherwise."""
    row = DisclosureLimit.objects.select_for_update().get(pk=limit_id)
    row = _amend(row, _columns(words), term, use=use_of_limit(row), by=by)
    row.catalog_entries.set(words.catalog_entries)
    return row


@transaction.atomic
def end_ground(*, ground_id: int, repealed_on: date, by: User) -> Ground:
    """End a ground: from this day on it is no longer chosen; what it decided stands."""
    row = Ground.objects.select_for_update().get(pk=ground_id)
    return _end(row, repealed_on, use=use_of_ground(row), by=by)


@transaction.atomic
def end_limit(*, limit_id: int, repealed_on: date, by: User) -> DisclosureLimit:
    """End a limit: from this day on it is no longer chosen; due dates counted by it stand."""
    row = DisclosureLimit.objects.select_for_update().get(pk=limit_id)
    return _end(row, repealed_on, use=use_of_limit(row), by=by)


@transaction.atomic
def supersede_ground(*, ground_id: int, words: GroundWords, effective_on: date, by: User) -> Ground:
    """End a ground and begin another wording of its code on the same day; return the new row."""
    old = end_ground(ground_id=ground_id, repealed_on=effective_on, by=by)
    return add_ground(code=old.code, words=words, term=Term(effective_on), by=by)


@transaction.atomic
def supersede_limit(*, limit_id: int, words: LimitWords, effective_on: date, by: User) -> DisclosureLimit:
    """End a limit and begin another of its code on the same day; return the new row."""
    old = end_limit(limit_id=limit_id, repealed_on=effective_on, by=by)
    return add_limit(code=old.code, words=words, term=Term(effective_on), by=by)


def _columns(words: LimitWords) -> dict[str, Any]:
    return {field.name: getattr(words, field.name) for field in fields(words) if field.name != "catalog_entries"}


def _begin(row: Law, term: Term, *, by: User) -> Law:
    row.effective_on, row.repealed_on = term.effective_on, term.repealed_on
    refuse_if([*_not_allowed(by), *_faults(row)])
    row.save()
    _audit("added", row, by=by, detail=_values(row))
    return row


def _amend(row: Law, columns: dict[str, Any], term: Term, *, use: Use, by: User) -> Law:
    reasons = _not_allowed(by)
    if use.is_used:
        reasons.append("该条文已有认定或者期限引用，不能修改，请使用“废止并设立新条文”。")
    before = _values(row)
    for name, value in columns.items():
        setattr(row, name, value)
    row.effective_on, row.repealed_on = term.effective_on, term.repealed_on
    refuse_if(reasons + _faults(row))
    row.save()
    _audit("amended", row, by=by, detail={"before": before, "after": _values(row)})
    return row


def _end(row: Law, repealed_on: date, *, use: Use, by: User) -> Law:
    reasons = _not_allowed(by)
    if row.repealed_on is not None:
        reasons.append(f"该条文已定于{row.repealed_on:%Y年%m月%d日}废止，不能再次废止。")
    if repealed_on <= row.effective_on:
        reasons.append(f"废止日期须晚于施行日期{row.effective_on:%Y年%m月%d日}。")
    if use.last_on and repealed_on <= use.last_on:
        reasons.append(f"{use.last_on:%Y年%m月%d日}的认定引用了该条文，废止日期须在这一天以后。")
    refuse_if(reasons)
    row.repealed_on = repealed_on
    row.save(update_fields=["repealed_on"])
    _audit("ended", row, by=by, detail={"code": row.code, "repealed_on": repealed_on.isoformat()})
    return row


def _not_allowed(by: User) -> list[str]:
    scope = scope_of(by)
    return [] if scope.is_superuser or scope.has({Role.DISCLOSURE_OFFICE}, None) else [NOT_ALLOWED]


def _faults(row: Law) -> list[str]:
    """Return what is wrong with a row that is about to be saved: its fields, its dates, its neighbours."""
    try:
        row.full_clean(validate_unique=False)
    except ValidationError as error:
        labels = {field.name: str(field.verbose_name) for field in row._meta.fields}
        return [
            f"{labels[name]}：{word}" if name in labels else word
            for name, words in error.message_dict.items()
            for word in words
        ]
    rows = type(row).objects.overlapping(code=row.code, since=row.effective_on, until=row.repealed_on)
    other = rows.select_for_update().exclude(pk=row.pk).first()
    return [f"与{_span(other)}施行的同一代码条文时间重叠，请先废止原条文或者调整日期。"] if other else []


def _span(row: Ground | DisclosureLimit) -> str:
    end = f"至{row.repealed_on:%Y年%m月%d日}前" if row.repealed_on else "起"
    return f"{row.effective_on:%Y年%m月%d日}{end}"


def _values(row: Ground | DisclosureLimit) -> dict[str, str]:
    return {
        field.attname: str(value)
        for field in row._meta.concrete_fields
        if not field.primary_key and (value := getattr(row, field.attname)) is not None
    }


def _audit(verb: str, row: Ground | DisclosureLimit, *, by: User, detail: dict[str, Any]) -> None:
    record_audit(action=f"law.{row._meta.model_name}_{verb}", by=by, subject=row, detail=detail)
