"""The notice screens in real Chromium: the policy on content holds, axe finds nothing, the bell counts."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from disclosure.organs.enums import Role
from tests.disclosure.factories import make_staff
from zhifu_portal.kernel.notices import MailWish, Notice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = ["notices:list", "notices:preferences", "notices:templates"]


@pytest.fixture
def office(page, live_server, client):
    """Return a person of the disclosure office who is logged in, with one notice."""
    person = make_staff(None, Role.DISCLOSURE_OFFICE)
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    Notice.objects.create(
        recipient=person, event="cms.page_submitted", key="1", subject="“政务动态”有页面等待审核",
        body="请审核。", url="/cms/notices/preferences/", created_at=timezone.now(), mail=MailWish.NEVER,
    )  # fmt: skip
    return person


def test_a_notice_is_followed_to_the_work_and_counted_no_more(page, live_server, office):
    page.goto(f"{live_server.url}{reverse('notices:list')}")
    expect(page.get_by_role("link", name="通知（1 条未读）")).to_be_visible()
    page.get_by_role("button", name="去办理：“政务动态”有页面等待审核").click()
    page.wait_for_url("**/preferences/")
    expect(page.get_by_role("link", name="通知（1 条未读）")).to_have_count(0)


def test_the_screens_have_no_barriers(page, live_server, office, axe):
    addresses = [reverse(name) for name in SCREENS]
    addresses += [reverse("notices:detail", args=[Notice.objects.get().pk])]
    addresses += [reverse("notices:template", args=["cms.page_submitted"])]
    for address in addresses:
        page.goto(f"{live_server.url}{address}")
        axe(page)
