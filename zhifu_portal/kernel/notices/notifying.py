"""Telling people of an event: one row for each of them, and one owed mail where it is wished."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from zhifu_portal.kernel.commits import require_transaction
from zhifu_portal.kernel.notice_events import NoticeEvent, event_named
from zhifu_portal.kernel.notices.enums import MailWish
from zhifu_portal.kernel.notices.models import LONGEST_KEY, LONGEST_URL, Notice, NoticePreference
from zhifu_portal.kernel.notices.wording import Wording, worded, wording_on
from zhifu_portal.kernel.outbox import enqueue_many
from zhifu_portal.kernel.placeholders import one_line

MAIL_TOPIC: Final = "notices.mail"
CHUNK: Final = 500


def notify(
    *, event: str, key: str, recipients: Iterable[int], context: Mapping[str, str], url: str, now: datetime
) -> int:
    """Tell active people of one occurrence of an event, in the transaction that brings it about; return how many.

    `key` names the occurrence: whoever has a notice of this event and key already gets no other, however often and
    from however many processes this is called. `recipients` are ids of accounts; inactive ones are passed over.
    `context` has a value for every field of the event and for no other; it goes out by mail (see the package).
    `url` is the address within the site where the work is done. Six queries for each five hundred people.
    Raises `UnknownEvent`, `ValueError` for a wrong key, url or context, and `TransactionManagementError` outside
    `transaction.atomic()`.
    """
    require_transaction("notify")
    declared = event_named(event)
    _check(declared, key=key, context=context, url=url)
    words = worded(wording_on(declared, on=timezone.localdate(now)), context)
    # In one order everywhere: two bulk inserts of the same people wait for each other instead of deadlocking.
    people = sorted(set(recipients))
    chunks = (people[start : start + CHUNK] for start in range(0, len(people), CHUNK))
    return sum(_tell(chunk, declared, key=key, words=words, url=url, now=now) for chunk in chunks)


def _tell(people: Sequence[int], event: NoticeEvent, *, key: str, words: Wording, url: str, now: datetime) -> int:
    """Write the notices of some people; owe the mails of those that are new."""
    notices = [
        Notice(
            recipient_id=person,
            event=event.event,
            key=key,
            subject=words.subject,
            body=words.body,
            url=url,
            created_at=now,
            mail=wish,
        )
        for person, wish in _wishes(people, event.event).items()
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    # The database kept silent about those it had already: the ids that are there now are ours.
    made = list(Notice.objects.filter(pk__in=[each.pk for each in notices]).values_list("pk", "mail"))
    enqueue_many(topic=MAIL_TOPIC, keys=[str(pk) for pk, mail in made if mail == MailWish.AT_ONCE])
    return len(made)


def _wishes(people: Sequence[int], event: str) -> dict[int, MailWish]:
    """Return how each active person wants to be told of the event; by no mail who has no address."""
    active = dict(User.objects.filter(pk__in=people, is_active=True).order_by("pk").values_list("pk", "email"))
    chosen: dict[int, str] = {}
    rows = NoticePreference.objects.filter(person__in=active, event__in=["", event])
    # The empty event sorts first, so that what is said of this very event overwrites it.
    for person, mail in rows.order_by("event").values_list("person_id", "mail"):
        chosen[person] = mail
    return {
        person: MailWish(chosen.get(person, MailWish.AT_ONCE)) if is_address(email) else MailWish.NEVER
        for person, email in active.items()
    }


def is_address(email: str) -> bool:
    """Say whether mail can be sent there."""
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _check(event: NoticeEvent, *, key: str, context: Mapping[str, str], url: str) -> None:
    faults = []
    if not key or len(key) > LONGEST_KEY:
        faults.append(f"key must have 1 to {LONGEST_KEY} characters")
    if not url.startswith("/") or url[1:2] in {"/", "\\"} or url != one_line(url) or len(url) > LONGEST_URL:
        faults.append(f"{url!r} is no address within the site")
    if missing := event.names - set(context):
        faults.append(f"context lacks {sorted(missing)}")
    if unknown := set(context) - event.names:
        faults.append(f"context has undeclared {sorted(unknown)}")
    if faults:
        raise ValueError(f"notice {event.event!r}: {'; '.join(faults)}")
