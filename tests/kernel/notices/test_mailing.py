"""What leaves by mail: once, plain, in one line of subject, with an address; and what happens when it cannot leave."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from tests.services.ports import free_port
from zhifu_portal.kernel.notices import Notice
from zhifu_portal.kernel.notices.mailing import SERVER_AWAY, deliver_notices
from zhifu_portal.kernel.outbox import Delivery, OutboxRow, OutboxStatus, drain
from zhifu_portal.kernel.outbox.leases import MAX_ATTEMPTS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def closed_server(settings):
    """Point the settings at a port of this machine where nobody listens: a real refusal."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5


def forget_the_refusal():
    """Let the next mail try the server, as it does when some seconds have passed."""
    cache.delete(SERVER_AWAY)


def test_a_mail_leaves_after_the_commit(people, tell, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://zwgk.example"
    (person,) = people()
    tell(person, url="/cms/snippets/?a=1")

    (sent,) = mail.outbox
    notice = Notice.objects.get()
    assert (sent.to, sent.cc, sent.bcc, sent.subject) == ([person.email], [], [], "甲/2022-00001已退回")
    assert sent.body.splitlines()[:3] == [
        "甲/2022-00001在审核一步退回，请修改后重新送审。", "", "办理地址：https://zwgk.example/cms/snippets/?a=1",
    ]  # fmt: skip
    assert sent.content_subtype == "plain"
    assert sent.message()["Message-ID"] == f"<notice-{notice.pk}@localhost>"
    assert notice.mailed_at is not None
    assert OutboxRow.objects.get().status == OutboxStatus.DONE


@pytest.mark.both_databases
def test_a_mail_that_left_is_not_sent_again(people, tell):
    tell(*people())
    deliver_notices([Delivery(id=1, key=str(Notice.objects.get().pk), payload={})])

    assert len(mail.outbox) == 1


def test_line_breaks_of_a_value_cannot_become_headers(people, tell):
    tell(*people(), index="甲\r\nBcc: other@example.com\n\nbody\u2028\u202e")

    (sent,) = mail.outbox
    message = sent.message()
    assert message["Bcc"] is None
    assert sent.recipients() == sent.to
    assert sent.subject == "甲 Bcc: other@example.com body 已退回"


def test_a_value_is_never_read_as_a_placeholder(people, tell):
    tell(*people(), index="{step}", step="{index}")

    assert mail.outbox[0].subject == "{step}已退回"
    assert mail.outbox[0].body.startswith("{step}在{index}一步退回")


@pytest.mark.parametrize("changed", [{"email": "x\n@example.com"}, {"email": ""}, {"is_active": False}])
def test_who_left_in_the_meantime_gets_no_mail(people, tell, changed, django_user_model):
    (person,) = people()
    with transaction.atomic():
        tell(person)
        django_user_model.objects.filter(pk=person.pk).update(**changed)

    assert mail.outbox == []
    assert (Notice.objects.get().mailed_at, OutboxRow.objects.get().status) == (None, OutboxStatus.DONE)


def test_a_purged_notice_owes_nothing():
    deliver_notices([Delivery(id=1, key="00000000-0000-4000-8000-000000000000", payload={})])

    assert mail.outbox == []


@pytest.mark.usefixtures("closed_server")
def test_one_refusal_spares_the_other_mails_the_wait(people, tell):
    tell(*people(3))

    errors = list(OutboxRow.objects.values_list("last_error", flat=True))
    assert [error.startswith("MailServerAway: 邮件服务器刚才连接不上") for error in errors] == [True] * 3


@pytest.mark.usefixtures("closed_server")
def test_a_server_that_refuses_is_tried_again_and_the_mail_goes_out_once_it_answers(people, tell, settings):
    tell(*people(2))
    assert set(OutboxRow.objects.values_list("status", "attempts")) == {(OutboxStatus.PENDING, 1)}
    assert all("Connection refused" in error for error in OutboxRow.objects.values_list("last_error", flat=True))

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    forget_the_refusal()
    report = drain(now=timezone.now() + timedelta(hours=1))

    assert (report.done, len(mail.outbox)) == (2, 2)


@pytest.mark.usefixtures("closed_server")
def test_a_server_that_keeps_refusing_leaves_a_dead_row_that_names_the_error(people, tell):
    tell(*people())
    for attempt in range(1, MAX_ATTEMPTS):
        forget_the_refusal()
        drain(now=timezone.now() + timedelta(hours=2 * attempt))

    row = OutboxRow.objects.get()
    assert (row.status, row.attempts) == (OutboxStatus.DEAD, MAX_ATTEMPTS)
    assert "Connection refused" in row.last_error
    assert Notice.objects.get().mailed_at is None
