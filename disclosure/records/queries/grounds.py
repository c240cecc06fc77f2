"""Grounds as they read on a day."""

from datetime import date

from disclosure.records.models import Ground


def grounds_in_force(*, on: date) -> dict[str, Ground]:
    """Return the wording in force on this day of every ground, by code."""
    return {ground.code: ground for ground in Ground.objects.in_force(on=on).order_by("code", "effective_on")}


def ground_choices(*, on: date) -> list[tuple[str, str]]:
    """Return the grounds one may choose on this day: code and words."""
    return [(code, str(ground)) for code, ground in grounds_in_force(on=on).items()]


def ground_wording(code: str, *, on: date) -> Ground | None:
    """Return the wording of a ground on this day; None when there is none."""
    return Ground.objects.in_force(on=on).filter(code=code).order_by("-effective_on").first()
