"""One mail a day: what it gathers, once however often it is gathered, and days that were missed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.kernel.notices.conftest import EVENT, NOW
from zhifu_portal.kernel.notices import MailWish, Notice
from zhifu_portal.kernel.notices.digests import gather_digests, last_digest_moment
from zhifu_portal.kernel.notices.mailing import LISTED_IN_DIGEST, deliver_digests
from zhifu_portal.kernel.notices.models import NoticeDigest
from zhifu_portal.kernel.notices.services import set_preferences
from zhifu_portal.kernel.outbox import Delivery

pytestmark = pytest.mark.django_db(transaction=True)

DAY = timedelta(days=1)
# Eight o'clock in Beijing of the day after NOW.
EIGHT = datetime(2100, 1, 5, 0, tzinfo=UTC)


@pytest.fixture
def daily(people):
    """Return a function that makes people who want one mail a day."""

    def make(count=1):
        made = people(count)
        for person in made:
            set_preferences(by=person, wishes={"": MailWish.DAILY})
        return made

    return make


@pytest.mark.parametrize(
    ("now", "day", "moment"),
    [
        (EIGHT, date(2100, 1, 5), EIGHT),
        (EIGHT - timedelta(microseconds=1), date(2100, 1, 4), EIGHT - DAY),
        (EIGHT + timedelta(hours=15, minutes=59), date(2100, 1, 5), EIGHT),
        (EIGHT + timedelta(hours=16), date(2100, 1, 5), EIGHT),
    ],
)
def test_the_daily_moment_is_at_eight_in_legal_time(now, day, moment):
    assert last_digest_moment(now) == (day, moment)


@pytest.mark.both_databases
def test_the_notices_of_a_day_leave_in_one_mail_per_person_however_often_they_are_gathered(daily, tell):
    first, second = daily(2)
    tell(first, second, key="a", index="a")
    tell(first, second, key="b", index="b", now=NOW + timedelta(seconds=1))
    assert (gather_digests(now=EIGHT - timedelta(minutes=1)), mail.outbox) == (0, [])

    assert [gather_digests(now=EIGHT + timedelta(minutes=minutes)) for minutes in (0, 10, 600)] == [2, 0, 0]
    assert sorted(sent.to for sent in mail.outbox) == [[first.email], [second.email]]
    assert mail.outbox[0].subject == "2100年01月05日通知汇总（2条）"
    assert "1. a已退回" in mail.outbox[0].body
    assert "2. b已退回" in mail.outbox[0].body
    assert not Notice.objects.filter(mailed_at__isnull=True).exists()


def test_what_comes_after_the_moment_waits_for_the_next_day(daily, tell):
    (person,) = daily()
    tell(person, key="early")
    gather_digests(now=EIGHT)
    tell(person, key="late", now=EIGHT + timedelta(minutes=5))

    assert gather_digests(now=EIGHT + timedelta(hours=1)) == 0
    assert gather_digests(now=EIGHT + DAY) == 1
    assert list(NoticeDigest.objects.order_by("day").values_list("day", "notices__key")) == [
        (date(2100, 1, 5), "early"),
        (date(2100, 1, 6), "late"),
    ]


def test_a_notice_committed_late_is_not_lost(daily, tell):
    (person,) = daily()
    tell(person, key="in time")
    gather_digests(now=EIGHT)
    tell(person, key="written down late", now=EIGHT - timedelta(seconds=1))

    assert gather_digests(now=EIGHT + timedelta(minutes=10)) == 0
    assert gather_digests(now=EIGHT + DAY) == 1
    assert len(mail.outbox) == 2


def test_missed_days_are_made_good_in_one_mail(daily, tell):
    (person,) = daily()
    for days in range(3):
        tell(person, key=f"day {days}", now=NOW + days * DAY)

    assert gather_digests(now=EIGHT + 9 * DAY) == 1
    assert [sent.subject for sent in mail.outbox] == ["2100年01月14日通知汇总（3条）"]


def test_a_digest_that_left_is_not_sent_again(daily, tell):
    tell(*daily())
    gather_digests(now=EIGHT)
    deliver_digests([Delivery(id=1, key=str(NoticeDigest.objects.get().pk), payload={})])

    assert len(mail.outbox) == 1


def test_people_who_want_mail_at_once_or_none_have_no_digest(people, tell):
    at_once, never = people(2)
    set_preferences(by=never, wishes={EVENT: MailWish.NEVER})
    tell(at_once, never)

    assert gather_digests(now=EIGHT) == 0
    assert [sent.to for sent in mail.outbox] == [[at_once.email]]


def test_a_very_long_digest_says_how_many_more_there_are(daily, tell):
    (person,) = daily()
    for number in range(LISTED_IN_DIGEST + 2):
        tell(person, key=str(number))
    gather_digests(now=EIGHT)

    assert "其余 2 条请登录后台" in mail.outbox[0].body


@pytest.mark.parametrize("count", [1, 30])
def test_gathering_takes_the_same_queries_for_any_number_of_people(daily, tell, count):
    tell(*daily(count))
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        gather_digests(now=EIGHT)

    # Who waits, the mails, the notices in them, which are new, the outbox; then nobody waits any more.
    assert len([each for each in queries if "SAVEPOINT" not in each["sql"]]) == 6
