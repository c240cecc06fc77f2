"""通知文本: the office sees every event, tries a text, saves it from a day on, and goes back to the default."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from disclosure.organs.enums import Role
from tests.disclosure.factories import OrganFactory, make_staff
from zhifu_portal.kernel.audit import AuditRow
from zhifu_portal.kernel.notice_events import registered_events
from zhifu_portal.kernel.notices.models import NoticeTemplate

pytestmark = pytest.mark.django_db

EVENT = "cms.page_returned"
TEXTS = reverse("notices:templates")
EDITOR = reverse("notices:template", args=[EVENT])
RESET = reverse("notices:template_reset", args=[EVENT])


@pytest.fixture
def office(client):
    person = make_staff(None, Role.DISCLOSURE_OFFICE)
    client.force_login(person)
    return person


def typed(**changes):
    today = timezone.localdate().isoformat()
    return {"subject": "{column}：请修改", "body": "请看“{column}”。", "effective_on": today, **changes}


def test_every_event_is_listed_with_its_text(client, office):
    page = client.get(TEXTS).content.decode()

    assert all(event.label in page for event in registered_events())
    assert "系统默认" in page


def test_the_editor_names_the_placeholders_and_shows_the_text_with_samples(client, office):
    page = client.get(EDITOR).content.decode()

    assert "<code>{column}</code></td><td>页面所在的栏目</td>" in page
    assert "“政务动态”的页面已退回" in page


def test_a_preview_saves_nothing(client, office):
    response = client.post(EDITOR, typed(preview="1"))

    assert response.context["preview"].subject == "政务动态：请修改"
    assert 'value="{column}：请修改"' in response.content.decode()
    assert not NoticeTemplate.objects.exists()


@pytest.mark.parametrize("button", [{}, {"preview": "1"}])
def test_a_wrong_placeholder_is_named_and_the_text_stays(client, office, button):
    page = client.post(EDITOR, typed(subject="{title}", **button)).content.decode()

    assert "“{title}”不是可用的占位符" in page
    assert 'value="{title}"' in page
    assert not NoticeTemplate.objects.exists()


def test_a_text_is_saved_with_its_day_and_audited(client, office):
    page = client.post(EDITOR, typed(), follow=True).content.decode()

    assert "{column}：请修改" in page
    row = NoticeTemplate.objects.get()
    assert (row.event, row.effective_on, row.created_by) == (EVENT, timezone.localdate(), office)
    assert AuditRow.objects.get().action == "notices.template_set"


def test_a_past_day_is_refused(client, office):
    yesterday = timezone.localdate() - timedelta(days=1)
    page = client.post(EDITOR, typed(effective_on=yesterday.isoformat())).content.decode()

    assert "启用日期不能早于今天" in page


def test_the_default_is_restored_once(client, office):
    client.post(EDITOR, typed())
    first = client.post(RESET, follow=True).content.decode()
    second = client.post(RESET, follow=True).content.decode()

    assert "“栏目页面退回”已恢复默认文本。" in first
    assert "不需要恢复" in second
    assert NoticeTemplate.objects.count() == 2


def test_nothing_in_a_text_is_markup(client, office):
    evil = "<script>alert(1)</script>"
    client.post(EDITOR, typed(subject=evil, body=evil))
    for page in (client.get(TEXTS), client.get(EDITOR), client.post(EDITOR, typed(body=evil, preview="1"))):
        assert evil not in page.content.decode()


def test_an_unknown_event_is_not_there(client, office):
    assert client.get(reverse("notices:template", args=["tests.unknown"])).status_code == 404
    assert client.post(reverse("notices:template_reset", args=["tests.unknown"])).status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.SIGNER, Role.AUDITOR])
def test_nobody_else_sets_texts(client, role):
    client.force_login(make_staff(None if role == Role.AUDITOR else OrganFactory(), role))
    client.post(EDITOR, typed())

    assert not NoticeTemplate.objects.exists()
    assert "通知文本" not in client.get(reverse("notices:list")).content.decode()


@pytest.mark.parametrize("versions", [1, 3])
def test_the_editor_costs_the_same_whatever_was_set_before(client, office, django_assert_max_num_queries, versions):
    for _version in range(versions):
        client.post(EDITOR, typed())

    with django_assert_max_num_queries(13):
        assert client.get(EDITOR).status_code == 200
