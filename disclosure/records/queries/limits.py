"""Special time limits as they read on a day, and which go with a catalog entry (条例第二十六条)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from disclosure.catalog.models import CatalogEntry
from disclosure.records.models import DisclosureLimit, InformationRecord


def limits_in_force(*, on: date) -> QuerySet[DisclosureLimit]:
    """Return the special limits in force on this day."""
    return DisclosureLimit.objects.in_force(on=on).order_by("code")


def limit_choices(*, on: date, kept_id: int | None = None) -> QuerySet[DisclosureLimit]:
    """Return the limits one may choose on this day, and the one a record has already."""
    kept = DisclosureLimit.objects.filter(pk=kept_id) if kept_id else DisclosureLimit.objects.none()
    return (DisclosureLimit.objects.in_force(on=on) | kept).order_by("code", "-effective_on")


def limits_for(entries: Iterable[CatalogEntry], *, on: date) -> list[DisclosureLimit]:
    """Return the limits in force on this day that go with one of these catalog entries or an entry above it."""
    ids = {entry.pk for entry in entries} | {entry.parent_id for entry in entries if entry.parent_id}
    if not ids:
        return []
    return list(limits_in_force(on=on).filter(catalog_entries__in=ids).distinct())


def limit_note(limits: list[DisclosureLimit]) -> str:
    """Return what an editor is told whose new catalog entries name these limits: chosen where it is the only one."""
    if not limits:
        return ""
    if len(limits) > 1:
        return f"所选公开目录有不同的公开期限：{'；'.join(map(str, limits))}。请按信息内容选择公开期限。"
    [only] = limits
    return (
        f"该目录适用{only.amount}{only.get_unit_display()}期限（{only.basis}），已选用“{only.subject}”；"
        f"请填写期限起算日期（{only.starts_from}），不适用的请改选。"
    )


def limit_advice(draft: InformationRecord, *, on: date) -> list[str]:
    """Return what somebody should know of the limit of a draft: which applies, and which its catalog entries name."""
    chosen = draft.disclosure_limit
    lines = [f"适用“{chosen}”，自{chosen.starts_from}起算（{chosen.basis}）。"] if chosen else []
    if chosen and draft.limit_starts_on is None:
        lines.append(f"没有填写期限起算日期（{chosen.starts_from}），暂从成文日期起算，请核对。")
    others = [
        limit for limit in limits_for(draft.catalog_entries.all(), on=on) if chosen is None or limit.code != chosen.code
    ]
    lines += [
        f"所选公开目录适用{limit.amount}{limit.get_unit_display()}期限：{limit.subject}（{limit.basis}），本件没有选用。"
        for limit in others
        if not (chosen and _share_an_entry(limit, chosen))
    ]
    return lines or ["适用二十个工作日的期限，自信息形成或者变更之日起算（《条例》第二十六条）。"]


def _share_an_entry(one: DisclosureLimit, other: DisclosureLimit) -> bool:
    """Say whether two limits stand beside each other under one entry: then choosing one answers for both."""
    return CatalogEntry.objects.filter(Q(disclosure_limits=one)).filter(Q(disclosure_limits=other)).exists()
