"""Own notices: the bell, the list, reading, wishes; nobody else's, and nothing in them is markup."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from disclosure.organs.enums import Role
from tests.disclosure.factories import OrganFactory, UserFactory, make_staff
from tests.services.ports import free_port
from zhifu_portal.cms.notices.views import PAGE_SIZE
from zhifu_portal.kernel.notices import MailWish, Notice, notify
from zhifu_portal.kernel.notices.models import NoticePreference
from zhifu_portal.kernel.outbox import drain
from zhifu_portal.kernel.outbox.leases import MAX_ATTEMPTS

pytestmark = pytest.mark.django_db

LIST, READ_ALL, PREFERENCES = map(reverse, ("notices:list", "notices:read_all", "notices:preferences"))


@pytest.fixture
def editor(client):
    person = make_staff(OrganFactory(), Role.EDITOR)
    client.force_login(person)
    return person


def notice_for(person, **fields):
    values = {
        "event": "cms.page_returned", "key": str(uuid4()), "subject": "有一项退回", "body": "请修改。", "url": "/cms/",
        "created_at": timezone.now(), "mail": MailWish.NEVER,
    }  # fmt: skip
    return Notice.objects.create(recipient=person, **{**values, **fields})


def test_the_menu_says_how_many_wait_to_be_read(client, editor):
    def home():
        return client.get(reverse("wagtailadmin_home")).content.decode()

    # The menu is data in JSON, which spells Chinese with escapes.
    label = json.dumps("通知（1 条未读）").strip('"')
    assert label not in home()
    notice_for(editor)
    notice_for(editor, read_at=timezone.now())
    notice_for(UserFactory())

    assert label in home()


def test_the_count_is_one_query_for_each_request(client, editor):
    notice_for(editor)
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)

    assert len([each for each in queries if "COUNT(" in each["sql"] and '"read_at" IS NULL' in each["sql"]]) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_whatever_the_number_of_rows(client, editor, django_assert_max_num_queries, rows):
    for _row in range(rows):
        notice_for(editor)

    with django_assert_max_num_queries(13):
        assert client.get(LIST).status_code == 200


def test_the_list_shows_own_notices_newest_first_page_by_page(client, editor):
    now = timezone.now()
    for age in range(PAGE_SIZE + 1):
        notice_for(editor, subject=f"第{age}条", created_at=now - timedelta(hours=age))
    notice_for(UserFactory(), subject="别人的")

    first, second = (client.get(f"{LIST}?page={page}").context["page_obj"] for page in (1, 2))
    assert [notice.subject for notice in [*first, *second]] == [f"第{age}条" for age in range(PAGE_SIZE + 1)]


def test_the_list_can_be_narrowed_to_the_unread(client, editor):
    notice_for(editor, subject="读过的", read_at=timezone.now())
    notice_for(editor, subject="没读的")

    assert [notice.subject for notice in client.get(f"{LIST}?unread=1").context["page_obj"]] == ["没读的"]


def test_a_notice_is_read_by_a_button_not_by_looking(client, editor):
    notice = notice_for(editor)
    client.get(reverse("notices:detail", args=[notice.pk]))
    assert Notice.objects.unread().count() == 1

    response = client.post(reverse("notices:read", args=[notice.pk]))
    assert (response.url, Notice.objects.unread().count()) == (LIST, 0)


def test_going_to_the_work_marks_the_notice_and_leads_there(client, editor):
    notice = notice_for(editor, url="/cms/snippets/?a=1")
    response = client.post(reverse("notices:read", args=[notice.pk]), {"open": "1"})

    assert (response.url, Notice.objects.unread().count()) == ("/cms/snippets/?a=1", 0)


def test_all_that_was_shown_is_marked_and_what_came_since_is_not(client, editor):
    notice_for(editor)
    notice_for(UserFactory())
    until = client.get(LIST).context["until"]
    notice_for(editor, subject="后来的")
    page = client.post(READ_ALL, {"until": until}, follow=True).content.decode()

    assert "1 条通知已标为已读。" in page
    assert set(Notice.objects.unread().filter(recipient=editor).values_list("subject", flat=True)) == {"后来的"}


def test_another_person_s_notice_is_not_there(client, editor):
    notice = notice_for(UserFactory())

    assert client.get(reverse("notices:detail", args=[notice.pk])).status_code == 404
    assert client.post(reverse("notices:read", args=[notice.pk])).status_code == 404
    assert Notice.objects.unread().count() == 1


def test_nothing_in_a_notice_is_markup(client, editor):
    evil = "<img src=x onerror=alert(1)>"
    notice = notice_for(editor, subject=evil, body=evil, url="/cms/?q=%22%3E<b>")
    for address in (LIST, reverse("notices:detail", args=[notice.pk])):
        page = client.get(address).content.decode()
        assert evil not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_wishes_are_shown_saved_and_forgotten(client, editor):
    client.post(PREFERENCES, {"general": "daily", "event-cms.page_returned": "never"})
    assert dict(NoticePreference.objects.values_list("event", "mail")) == {"": "daily", "cms.page_returned": "never"}
    form = client.get(PREFERENCES).context["form"]
    assert (form["general"].initial, form["event-cms.page_returned"].initial) == ("daily", "never")

    client.post(PREFERENCES, {"general": "at_once"})
    assert list(NoticePreference.objects.values_list("person", "event", "mail")) == [(editor.pk, "", "at_once")]


def test_an_unknown_wish_is_refused(client, editor):
    response = client.post(PREFERENCES, {"general": "hourly"})

    assert response.context["form"].errors["general"]
    assert not NoticePreference.objects.exists()


@pytest.mark.parametrize(("email", "words"), [("", "还没有邮箱"), ("a@example.com", "邮件发到 a@example.com")])
def test_the_form_says_where_mail_goes(client, editor, email, words):
    type(editor).objects.filter(pk=editor.pk).update(email=email)

    assert words in client.get(PREFERENCES).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_was_given_up_stands_on_the_operations_page(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    office = make_staff(None, Role.DISCLOSURE_OFFICE)
    with transaction.atomic():
        notify(
            event="cms.page_returned", key="1", recipients=[office.pk], context={"column": "政务动态"}, url="/cms/",
            now=timezone.now(),
        )  # fmt: skip
    for attempt in range(1, MAX_ATTEMPTS):
        drain(now=timezone.now() + timedelta(hours=2 * attempt))
    client.force_login(office)
    page = client.get(reverse("operations:outbox"))

    assert page.context["dead"] == 1
    assert "notices.mail" in page.content.decode()
    assert "Connection refused" in page.content.decode()
