"""Gathering what people want to have once a day into one mail each."""

from datetime import date, datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from zhifu_portal.kernel.notices.models import Notice, NoticeDigest
from zhifu_portal.kernel.outbox import enqueue_many

DIGEST_TOPIC: Final = "notices.digest"
CHUNK: Final = 500


def gather_digests(*, now: datetime) -> int:
    """Put the notices made before the last daily moment into one owed mail per person; return how many mails.

    The moment is `NOTICE_DIGEST_HOUR` in legal time. Run as often as you like: a person has one mail for a day, and
    what was missed while nobody ran this goes into the next one. Each chunk of people is a transaction of its own.
    """
    day, moment = last_digest_moment(now)
    made = 0
    last_person = 0
    while people := _people(before=moment, day=day, after=last_person):
        made += _gather(people, day=day, moment=moment, now=now)
        last_person = people[-1]
    return made


def last_digest_moment(now: datetime) -> tuple[date, datetime]:
    """Return the day of the newest daily mail that is due at `now`, and the moment it fell due."""
    today = timezone.localdate(now)
    moment = _moment_of(today)
    if moment <= now:
        return today, moment
    yesterday = today - timedelta(days=1)
    return yesterday, _moment_of(yesterday)


def _moment_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(settings.NOTICE_DIGEST_HOUR)))


def _people(*, before: datetime, day: date, after: int) -> list[int]:
    """Return the next people who have something to gather and no mail of the day yet, by id."""
    waiting = Notice.objects.awaiting_digest().filter(created_at__lt=before, recipient_id__gt=after)
    served = NoticeDigest.objects.filter(day=day).values("recipient")
    people = waiting.exclude(recipient__in=served).order_by("recipient_id").values_list("recipient_id", flat=True)
    return list(people.distinct()[:CHUNK])


def _gather(people: list[int], *, day: date, moment: datetime, now: datetime) -> int:
    """Make the mails of some people; whoever another worker serves at the same time is left to it."""
    with transaction.atomic():
        rows = [NoticeDigest(recipient_id=person, day=day, created_at=now) for person in people]
        NoticeDigest.objects.bulk_create(rows, ignore_conflicts=True)
        made = NoticeDigest.objects.filter(pk__in=[row.pk for row in rows])
        mine = made.filter(recipient=OuterRef("recipient")).values("pk")
        waiting = Notice.objects.awaiting_digest().filter(created_at__lt=moment)
        waiting.filter(recipient__in=made.values("recipient")).update(digest=Subquery(mine))
        keys = [str(pk) for pk in made.values_list("pk", flat=True)]
        enqueue_many(topic=DIGEST_TOPIC, keys=keys)
    return len(keys)
