"""Telling an organ, once, that a publication falls due soon, and once that it is late (then the office too)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from disclosure.organs.enums import Role
from disclosure.organs.permissions import users_holding
from disclosure.records.kinds import kind_relations
from disclosure.records.models import InformationRecord
from disclosure.records.queries.due import owed_records
from disclosure.records.queries.screens import screen_url
from zhifu_portal.kernel.notices import NoticeField, notify, register_event
from zhifu_portal.kernel.workdays import Calendar, amber_until, clock_light

DUE_SOON: Final = "record.due_soon"
LATE: Final = "record.late"
ORGAN_ROLES: Final = frozenset({Role.EDITOR, Role.REVIEWER})
CHUNK: Final = 200
# A run that was missed is made up for; what has been late for longer (old documents taken over) is in the list only.
LOOK_BACK: Final = timedelta(days=30)


def register_events() -> None:
    """Declare both events with their default texts; a title may be what is withheld, so it is left out."""
    fields = [
        NoticeField("索引号", "信息的索引号", "11370602MB0000000X/2026-00001"),
        NoticeField("机关", "公开机关的名称", "演示机关"),
        NoticeField("应公开日期", "最后一天", "2026-07-14"),
        NoticeField("期限状况", "还剩或者超过几个工作日", "还剩 5 个工作日"),
    ]
    register_event(
        DUE_SOON,
        label="公开期限临近",
        subject="{索引号} 将于 {应公开日期} 到期",
        body="{机关}的政府信息（索引号 {索引号}）应在 {应公开日期} 以前公开，{期限状况}。请抓紧办理。",
        fields=fields,
    )
    register_event(
        LATE,
        label="应公开未公开",
        subject="{索引号} 已超过公开期限",
        body="{机关}的政府信息（索引号 {索引号}）应在 {应公开日期} 以前公开，{期限状况}。请办理，或者认定公开属性。",
        fields=fields,
    )


def tell_of_deadlines(*, on: date, now: datetime, calendar: Calendar) -> int:
    """Tell of everything that is due within five working days or became late lately; return how many notices.

    Once per record, due date and event, however often and from however many workers it runs; a due date that moved
    is a new occurrence.
    """
    told, last = 0, 0
    owed = owed_records().filter(due_on__gte=on - LOOK_BACK, due_on__lte=amber_until(on, calendar))
    owed = owed.select_related("organ", *kind_relations()).defer("body").order_by("pk")
    people = _People()
    while rows := list(owed.filter(pk__gt=last)[:CHUNK]):
        with transaction.atomic():
            told += sum(_tell(record, people, on=on, now=now, calendar=calendar) for record in rows)
        last = rows[-1].pk
    return told


class _People:
    """Who hears of what, read once per organ and run."""

    def __init__(self) -> None:
        self._of_organ: dict[int, list[int]] = {}
        self._office = _ids(frozenset({Role.DISCLOSURE_OFFICE}), None)

    def told(self, organ_id: int, *, is_late: bool) -> list[int]:
        """Return the editors and reviewers of the organ; the disclosure office too once it is late."""
        if organ_id not in self._of_organ:
            self._of_organ[organ_id] = _ids(ORGAN_ROLES, organ_id)
        return self._of_organ[organ_id] + (self._office if is_late else [])


def _ids(roles: Iterable[str], organ_id: int | None) -> list[int]:
    return list(users_holding(roles, organ_id=organ_id).values_list("pk", flat=True))


def _tell(record: InformationRecord, people: _People, *, on: date, now: datetime, calendar: Calendar) -> int:
    if record.due_on is None:
        return 0
    is_late = record.due_on < on
    return notify(
        event=LATE if is_late else DUE_SOON,
        key=f"{record.pk}:{record.due_on.isoformat()}",
        recipients=people.told(record.organ_id, is_late=is_late),
        context={
            "索引号": record.index_number,
            "机关": record.organ.name,
            "应公开日期": record.due_on.isoformat(),
            "期限状况": clock_light(record.due_on, on, calendar).label,
        },
        url=screen_url(record, "review"),
        now=now,
    )
