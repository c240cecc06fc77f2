"""Telling people: once each, in words that stay, in few queries, with a mail owed where it is wished."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.kernel.notices.conftest import EVENT, NOW
from zhifu_portal.kernel.notices import MailWish, Notice, UnknownEvent, notify
from zhifu_portal.kernel.notices.services import set_preferences, set_template
from zhifu_portal.kernel.outbox import OutboxRow

pytestmark = pytest.mark.django_db


def owed():
    return set(OutboxRow.objects.filter(topic="notices.mail").values_list("key", flat=True))


@pytest.mark.both_databases
def test_each_person_has_one_notice_and_one_owed_mail_however_often_they_are_told(people, tell):
    first, second, third = people(3)

    assert tell(first, second) == 2
    assert tell(first, second, third, first) == 1
    assert tell(first, key="record:1:2") == 1
    assert Notice.objects.count() == 4
    assert owed() == {str(pk) for pk in Notice.objects.values_list("pk", flat=True)}


def test_the_words_are_those_of_the_event(people, tell):
    tell(*people(), url="/cms/snippets/?a=1")

    notice = Notice.objects.get()
    assert (notice.subject, notice.body) == ("甲/2022-00001已退回", "甲/2022-00001在审核一步退回，请修改后重新送审。")
    assert (notice.url, notice.created_at, notice.read_at, notice.mail) == (
        "/cms/snippets/?a=1", NOW, None, MailWish.AT_ONCE,
    )  # fmt: skip


def test_a_notice_keeps_its_words_when_the_text_changes(people, tell, clerk):
    (person,) = people()
    tell(person)
    set_template(event=EVENT, subject="请看{index}", body="新文本", effective_on=date(2100, 1, 4), by=clerk, now=NOW)
    tell(person, key="record:1:2")

    assert list(Notice.objects.order_by("key").values_list("subject", "body")) == [
        ("甲/2022-00001已退回", "甲/2022-00001在审核一步退回，请修改后重新送审。"),
        ("请看甲/2022-00001", "新文本"),
    ]


def test_inactive_people_are_not_told(people, tell):
    assert tell(*people(2, is_active=False)) == 0
    assert not Notice.objects.exists()


@pytest.mark.parametrize("email", ["", "no address", "a@example.com\nBcc: b@example.com"])
def test_without_a_mail_address_the_notice_is_in_the_site_only(people, tell, email):
    assert tell(*people(email=email)) == 1
    assert Notice.objects.get().mail == MailWish.NEVER
    assert owed() == set()


@pytest.mark.parametrize(
    ("wishes", "mail"),
    [
        ({}, MailWish.AT_ONCE),
        ({"": MailWish.DAILY}, MailWish.DAILY),
        ({"": MailWish.DAILY, EVENT: MailWish.NEVER}, MailWish.NEVER),
        ({"": MailWish.NEVER, EVENT: MailWish.AT_ONCE}, MailWish.AT_ONCE),
    ],
)
def test_the_wish_for_the_event_goes_before_the_general_one(people, tell, wishes, mail):
    (person,) = people()
    set_preferences(by=person, wishes=wishes)
    tell(person)

    assert Notice.objects.get().mail == mail
    assert len(owed()) == (mail == MailWish.AT_ONCE)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"key": ""}, "key"),
        ({"key": "k" * 201}, "key"),
        ({"url": "https://example.com/"}, "no address within the site"),
        ({"url": "//example.com/"}, "no address within the site"),
        ({"url": "/\\example.com/"}, "no address within the site"),
        ({"url": "/a\nb"}, "no address within the site"),
        ({"url": "/" + "a" * 500}, "no address within the site"),
        ({"title": "题"}, "undeclared ['title']"),
    ],
)
def test_wrong_calls_are_refused(people, tell, changed, fault):
    with pytest.raises(ValueError, match=fault.replace("[", r"\[").replace("]", r"\]")):
        tell(*people(), **changed)
    assert not Notice.objects.exists()


def test_every_declared_field_is_required(people):
    with pytest.raises(ValueError, match="lacks \\['step'\\]"), transaction.atomic():
        notify(event=EVENT, key="k", recipients=[], context={"index": "甲"}, url="/", now=NOW)


def test_an_event_must_be_registered(tell):
    with pytest.raises(UnknownEvent):
        tell(event="tests.unknown")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nobody_is_told():
    with pytest.raises(transaction.TransactionManagementError):
        notify(event=EVENT, key="k", recipients=[], context={"index": "甲", "step": "审核"}, url="/", now=NOW)


def test_a_change_taken_back_tells_nobody(people):
    (person,) = people()
    context = {"index": "甲", "step": "审核"}
    with transaction.atomic():
        notify(event=EVENT, key="k", recipients=[person.pk], context=context, url="/", now=NOW)
        transaction.set_rollback(True)

    assert (Notice.objects.count(), owed()) == (0, set())


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_number_of_queries_does_not_grow_with_the_recipients(people, tell, count):
    users = people(count)
    with CaptureQueriesContext(connection) as queries:
        tell(*users)

    # The text, the accounts, the wishes, the notices, which of them are new, the owed mails; two savepoints.
    assert len([each for each in queries if "SAVEPOINT" not in each["sql"]]) == 6


def test_a_thousand_people_are_told_chunk_by_chunk(people, tell):
    assert tell(*people(1001)) == 1001
    assert Notice.objects.count() == OutboxRow.objects.count() == 1001


@pytest.mark.parametrize("url", ["", "cms/", "//example.com/"])
def test_the_database_holds_no_address_outside_the_site(people, url):
    (person,) = people()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(
            recipient=person, event="e", key="k", subject="s", body="b", url=url, created_at=NOW, mail=MailWish.NEVER
        )
