"""The CMS in real Chromium under its content security policy: from an empty form to a public page.

The fixture fails a test on any console error, so on every breach of the policy.
"""

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import expect

from disclosure.organs.enums import Role
from disclosure.records.models import Attachment, InformationRecord
from disclosure.records.services.workflow_setup import ensure_publication_workflow
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import CatalogEntryFactory, OrganFactory, Staff, make_draft, make_staff
from zhifu_portal.cms.services import sync_cms_groups
from zhifu_portal.cms.setup import ensure_home_page, ensure_page_workflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "yanshi-only-for-tests"
RECORDS = "wagtailsnippets_disclosure_informationrecord"


@pytest.fixture
def staff():
    staff = Staff(OrganFactory(name="演示区财政局"))
    CatalogEntryFactory(name="演示目录")
    ensure_publication_workflow(models=[InformationRecord, PolicyDocument])
    ensure_page_workflow(ensure_home_page())
    return staff


@pytest.fixture
def enter(page, live_server):
    def enter(person):
        person.set_password(PASSWORD)
        person.save()
        page.context.clear_cookies()
        page.goto(f"{live_server.url}/cms/login/")
        page.fill("[name=username]", person.username)
        page.fill("[name=password]", PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/cms/")

    return enter


def upload_attachment(page, live_server, organ):
    page.goto(f"{live_server.url}{reverse('wagtailsnippets_disclosure_attachment:add')}")
    if page.locator("select[name=organ]").count():
        page.select_option("[name=organ]", label=str(organ))
    else:
        page.locator(".chooser__choose-button").first.click()
        page.locator(".modal-body a", has_text=organ.name).first.click()
        page.locator(".modal-body").wait_for(state="detached")
    page.fill("[name=title]", "演示附表")
    page.set_input_files("[name=file]", {"name": "附表.txt", "mimeType": "text/plain", "buffer": "演示数据".encode()})
    page.locator("footer button[type=submit]").click()
    page.locator(".messages .success").wait_for()


def fill_in_record(page, live_server):
    page.goto(f"{live_server.url}{reverse(f'{RECORDS}:add')}")
    page.fill("[name=title]", "演示数据：浏览器登记")
    page.fill("[name=composed_on]", "2026-11-20")
    page.keyboard.press("Escape")
    page.locator("[data-streamfield-stream-container] button").first.click()
    page.get_by_role("option", name="文字").click()
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type("演示数据正文第一段。")
    page.click("#id_attachment_links-ADD")
    page.locator("#id_attachment_links-FORMS .chooser__choose-button").click()
    page.locator(".modal-body a", has_text="演示附表").click()
    page.locator("#id_attachment_links-FORMS", has_text="演示附表").wait_for()
    page.get_by_role("tab", name="机关与分类").click()
    page.get_by_label("演示目录").check()
    page.get_by_role("tab", name="公开属性与发布").click()
    page.select_option("[name=attribute]", "open")


def test_a_record_goes_all_the_way_in_the_browser(page, live_server, staff, enter):
    enter(staff.editor)
    upload_attachment(page, live_server, staff.organ)
    fill_in_record(page, live_server)
    page.locator("footer button[type=submit]").first.click()
    page.locator(".messages .success").wait_for()
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-submit]").click()
    page.locator(".messages", has_text="已送审").wait_for()

    for person in (staff.reviewer, staff.secrecy_reviewer, staff.signer):
        enter(person)
        page.get_by_role("link", name="演示数据：浏览器登记").first.click()
        if person == staff.secrecy_reviewer:
            page.locator("[name=result][value=cleared]").check()
            page.get_by_role("button", name="提交审查结论").click()
        else:
            page.locator("[name=outcome][value=approved]").check()
            page.get_by_role("button", name="提交意见").click()
        page.locator(".messages", has_text="已记录").wait_for()

    record = InformationRecord.objects.get()
    assert record.live is True
    assert record.body_text() == "演示数据正文第一段。"
    assert [link.attachment for link in record.attachment_links.all()] == [Attachment.objects.get()]


@pytest.mark.parametrize(
    "path",
    ["operations/calendar/", "operations/outbox/", "operations/audit/", "users/", "users/new/", "sites/", "pages/",
     "images/", "images/add/", "settings/cms/sitechrome/", "account/", "snippets/disclosure/staffrole/add/",
     "snippets/disclosure/organ/add/", "pages/add/cms/columnpage/{home}/", "pages/add/cms/topicpage/{home}/"],
)  # fmt: skip
def test_the_administrators_screens_keep_to_the_policy(page, live_server, staff, enter, path):
    home = ensure_home_page()
    enter(User.objects.create_superuser("root"))

    page.goto(f"{live_server.url}/cms/{path.format(home=home.pk)}")
    page.wait_for_load_state("networkidle")

    # Who may not enter is led home.
    assert path.format(home=home.pk) in page.url
    assert page.locator("main").inner_text() != ""


@pytest.mark.parametrize("path", ["", "operations/calendar/", "operations/outbox/", "operations/audit/"])
def test_our_own_screens_are_accessible(page, live_server, staff, enter, axe, path):
    with transaction.atomic():
        make_draft(staff)
    enter(User.objects.create_superuser("root") if path else staff.editor)

    page.goto(f"{live_server.url}/cms/{path}")
    page.wait_for_load_state("networkidle")

    axe(page)


def test_the_office_arranges_a_page(page, live_server, staff, enter):
    office = make_staff(None, Role.DISCLOSURE_OFFICE)
    sync_cms_groups()
    enter(office)
    page.goto(f"{live_server.url}/cms/pages/add/cms/plainpage/{ensure_home_page().pk}/")
    page.fill("[name=title]", "演示单页")
    page.keyboard.press("Tab")
    expect(page.locator("[name=slug]")).not_to_have_value("")
    page.locator("footer button[type=submit]").first.click()

    page.locator(".messages", has_text="演示单页").wait_for()


def test_a_smuggled_script_and_style_stay_dead(page, live_server, staff, enter, console_exceptions):
    console_exceptions += ["Content Security Policy"]
    with transaction.atomic():
        make_draft(staff, title="<script>window.smuggled=1</script><style>body{display:none}</style>演示数据")
    enter(staff.editor)
    page.evaluate(
        """() => {
            const element = document.createElement("script");
            element.textContent = "window.smuggled = 2";
            document.body.append(element);
        }"""
    )
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<style>h1{color:rgb(1, 2, 3)}</style>')")

    assert page.evaluate("window.smuggled") is None
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(1, 2, 3)"
