"""What people do with notices: read them, choose how to be told, and set the texts."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from zhifu_portal.kernel.audit import record_audit
from zhifu_portal.kernel.notice_events import NoticeEvent, event_named
from zhifu_portal.kernel.notices.enums import MailWish
from zhifu_portal.kernel.notices.models import Notice, NoticePreference, NoticeTemplate
from zhifu_portal.kernel.notices.wording import Wording, in_force, template_faults, wording_on
from zhifu_portal.kernel.placeholders import one_line, plain_lines
from zhifu_portal.kernel.refusals import refuse_if


def mark_read(*, notice_ids: Iterable[UUID], by: User, now: datetime) -> int:
    """Mark a person's own notices as read; return how many were unread. Other people's are passed over."""
    return Notice.objects.unread().filter(recipient=by, pk__in=list(notice_ids)).update(read_at=now)


def mark_all_read(*, by: User, made_before: datetime, now: datetime) -> int:
    """Mark a person's notices up to a moment, that of the list they looked at, as read; return how many."""
    return Notice.objects.unread().filter(recipient=by, created_at__lte=made_before).update(read_at=now)


def set_preferences(*, by: User, wishes: Mapping[str, MailWish | None]) -> None:
    """Keep how a person wants to be told, by event; "" stands for all events not named, None forgets the wish.

    Counts for notices made from now on. Raises `UnknownEvent`.
    """
    named = [event_named(event).event for event in wishes if event]
    with transaction.atomic():
        NoticePreference.objects.filter(person=by, event__in=["", *named] if "" in wishes else named).delete()
        rows = [NoticePreference(person=by, event=event, mail=mail) for event, mail in wishes.items() if mail]
        NoticePreference.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["person", "event"], update_fields=["mail"]
        )


def set_template(*, event: str, subject: str, body: str, effective_on: date, by: User, now: datetime) -> NoticeTemplate:
    """Set the text of an event from a day on; notices made before keep theirs.

    Raises `Refused` with everything wrong with text and day, `UnknownEvent`.
    """
    declared = event_named(event)
    wording = Wording(one_line(subject), plain_lines(body))
    refuse_if([*template_faults(declared, wording), *_day_faults(effective_on, now)])
    return _add(declared, wording, effective_on=effective_on, by=by, now=now, action="notices.template_set")


def reset_template(*, event: str, by: User, now: datetime) -> None:
    """Return an event to the text that comes with the software from today on, texts planned for later included.

    Raises `Refused` when that is its text already and no other is planned, `UnknownEvent`.
    """
    declared, today = event_named(event), timezone.localdate(now)
    default = Wording("", "")
    planned = set(
        NoticeTemplate.objects.filter(event=event, effective_on__gt=today).values_list("effective_on", flat=True)
    )
    days = [day for day in [today, *sorted(planned)] if wording_on(declared, on=day) != in_force(declared, None)]
    refuse_if([] if days else ["这个事件用的就是系统默认文本，不需要恢复。"])
    with transaction.atomic():
        for day in days:
            _add(declared, default, effective_on=day, by=by, now=now, action="notices.template_reset")


def _add(
    event: NoticeEvent, wording: Wording, *, effective_on: date, by: User, now: datetime, action: str
) -> NoticeTemplate:
    before = wording_on(event, on=effective_on)
    with transaction.atomic():
        row = NoticeTemplate.objects.create(
            event=event.event,
            effective_on=effective_on,
            subject=wording.subject,
            body=wording.body,
            created_at=now,
            created_by=by,
        )
        detail = {"before": asdict(before), "after": asdict(in_force(event, row)), "effective_on": effective_on}
        record_audit(action=action, by=by, subject=row, detail=detail)
    return row


def _day_faults(effective_on: date, now: datetime) -> list[str]:
    if effective_on < timezone.localdate(now):
        return ["启用日期不能早于今天，已经发出的通知不会改动。"]
    return []
