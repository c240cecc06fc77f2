"""Many processes tell the same people of the same thing, or gather the same day: each notice, each mail once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from tests.kernel.notices.conftest import EVENT, NOW
from zhifu_portal.kernel.notices import MailWish, Notice, notify
from zhifu_portal.kernel.notices.digests import gather_digests
from zhifu_portal.kernel.notices.models import NoticeDigest
from zhifu_portal.kernel.notices.services import set_preferences
from zhifu_portal.kernel.outbox import OutboxRow, drain

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS = 8


def together(work):
    """Run the work in many threads that start at one moment; return what each returned."""
    barrier = threading.Barrier(WORKERS)

    def run(number):
        barrier.wait(timeout=60)
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, range(WORKERS)))


@pytest.mark.both_databases
def test_each_person_is_told_once_by_many_at_the_same_time(people):
    ids = [person.pk for person in people(40)]
    context = {"index": "甲", "step": "审核"}

    def tell_all(number):
        # Each in an order of its own.
        order = ids[number:] + ids[:number]
        with transaction.atomic():
            return notify(event=EVENT, key="k", recipients=order, context=context, url="/", now=NOW)

    assert sum(together(tell_all)) == 40
    assert Notice.objects.count() == OutboxRow.objects.filter(topic="notices.mail").count() == 40
    drain(now=timezone.now() + timedelta(hours=1))
    assert len(mail.outbox) == 40


@pytest.mark.services
def test_who_waits_for_another_to_tell_tells_when_that_one_gives_up(people, postgres_url):
    (person,) = people()
    told, second_started = threading.Event(), threading.Event()
    context = {"index": "甲", "step": "审核"}

    def tell(number):
        with transaction.atomic():
            if number:
                told.wait(timeout=60)
                second_started.set()
            made = notify(event=EVENT, key="k", recipients=[person.pk], context=context, url="/", now=NOW)
            if not number:
                told.set()
                second_started.wait(timeout=60)
                transaction.set_rollback(True)
        connection.close()
        return made

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(tell, range(2))) == [1, 1]
    assert Notice.objects.count() == 1


@pytest.mark.both_databases
def test_a_day_gathered_by_many_at_the_same_time_is_one_mail_per_person(people, tell):
    persons = people(10)
    for person in persons:
        set_preferences(by=person, wishes={"": MailWish.DAILY})
    tell(*persons)
    tell(*persons, key="another")

    assert sum(together(lambda _number: gather_digests(now=NOW + timedelta(days=1)))) == 10
    assert NoticeDigest.objects.count() == OutboxRow.objects.filter(topic="notices.digest").count() == 10
    assert Notice.objects.awaiting_digest().count() == 0
    drain(now=timezone.now() + timedelta(hours=1))
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(person.email for person in persons)
