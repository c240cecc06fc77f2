"""Marking a passage in the editor and making the public form of a file, in real Chromium under the CMS's policy."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from disclosure.records.models import InformationRecord
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory, Staff
from tests.disclosure.records.severed import SECRET, marked_draft, word_attachment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "yanshi-only-for-tests"


def screen(name, record):
    return reverse(f"wagtailsnippets_disclosure_informationrecord:{name}", args=[record.pk])


@pytest.fixture
def staff():
    ensure_publication_workflow(models=[InformationRecord, PolicyDocument])
    return Staff(OrganFactory(name="演示区民政局"))


@pytest.fixture
def enter(page, live_server):
    def enter(person):
        person.set_password(PASSWORD)
        person.save()
        page.goto(f"{live_server.url}/cms/login/")
        page.fill("[name=username]", person.username)
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/cms/")

    return enter


def test_a_passage_is_marked_with_a_button_and_kept(page, live_server, staff, enter):
    record = marked_draft(staff, html=f"<p>公开的话，<span data-withheld='true'>{SECRET}</span>。</p>")
    enter(staff.editor)
    page.goto(f"{live_server.url}{screen('edit', record)}")
    text = page.locator(".public-DraftEditor-content").first
    marked = text.locator("span[style*='background-color']", has_text=SECRET)
    expect(marked).to_be_visible()
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("又一句密语")
    for _character in "又一句密语":
        page.keyboard.press("Shift+ArrowLeft")
    page.locator("button[name=WITHHELD]:visible").first.click()
    expect(text.locator("span[style*='background-color']", has_text="又一句密语")).to_be_visible()
    # The editor writes its text into the form a moment after the last key.
    expect(page.locator("input[name=body-0-value]")).to_have_value(re.compile("WITHHELD.*WITHHELD"))
    page.locator("footer button[type=submit]").first.click()
    page.locator(".messages .success").wait_for()
    draft = InformationRecord.objects.get(pk=record.pk).get_latest_revision_as_object()
    assert draft.body.raw_data[0]["value"].count("data-withheld") == 2
    assert "密语" not in draft.body_text()


def test_the_public_form_of_a_file_is_made_and_shown(page, live_server, staff, enter, axe):
    record = marked_draft(staff, attachments=[word_attachment(staff)])
    enter(staff.editor)
    page.goto(f"{live_server.url}{screen('review', record)}")
    expect(page.locator("mark.withheld")).to_have_text(f"⟦{SECRET}⟧")
    page.get_by_role("link", name="制作公开件").click()
    page.fill("[name=passages]", SECRET)
    page.get_by_role("button", name="制作公开件").click()
    page.locator(".messages .success").wait_for()
    expect(page.get_by_role("link", name="演示名单（公开件）")).to_be_visible()
    page.reload()
    axe(page)
    page.goto(f"{live_server.url}{screen('edit', record)}")
    expect(page.locator("#id_attachment_links-FORMS")).to_contain_text("已制作公开件")
