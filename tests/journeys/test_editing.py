"""The daily work of a department: a file, a return, a correction, a time of publication, an import."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import (
    RECORDS,
    attach,
    decide,
    fetch,
    fill_record,
    log_in,
    number_in_message,
    open_tab,
    press_in_footer,
    public_address,
    publish,
    register_record,
    submit_for_review,
    wait_until,
    withdraw,
)
from tests.kernel.files.samples import docx_file
from tests.services.portal import Portal

pytestmark = pytest.mark.browser

BRING_FORWARD = """
from datetime import timedelta
from django.utils import timezone
from wagtail.models import Revision
Revision.objects.filter(object_id="{}", approved_go_live_at__isnull=False).update(
    approved_go_live_at=timezone.now() + timedelta(seconds=2))
"""
OFFICIAL_DOCUMENT = (
    "烟台市芝罘区民政局文件",
    "烟芝民发〔2026〕77号",
    "关于做好演示社区议事厅建设的通知",
    "各街道办事处：",
    "本文为演示数据。现就社区议事厅建设有关事项通知如下。",
    "一、总体要求",
    "坚持就近就便，年内每个街道建成一处。",
    "烟台市芝罘区民政局",
    "2026年6月16日",
    "（此件公开发布）",
)


def edit(page: Page, portal: Portal, record: int) -> None:
    """Open a record in the editor as the drafter."""
    log_in(page, portal, "mzj-editor")
    page.goto(f"{portal.url}{RECORDS}/edit/{record}/")
    # The text is in the form only once its editor stands there.
    expect(page.locator(".public-DraftEditor-content").first).not_to_have_text("")


def test_a_returned_record_is_fixed_and_its_file_is_public_as_long_as_it_is(portal: Portal, page: Page, tmp_path: Path):
    file = tmp_path / "经费安排.docx"
    file.write_bytes(docx_file("演示数据：经费安排表。").getvalue())
    log_in(page, portal, "mzj-editor")
    fill_record(page, portal, title="演示数据：关于助老食堂试点的通知", text="演示数据。试点自七月起。")
    open_tab(page, "内容")
    attach(page, file, title="演示数据：经费安排")
    submit_for_review(page)
    record = number_in_message(page)

    decide(page, portal, username="mzj-reviewer", record=record, outcome="returned", reason="标题请写明街道。")
    edit(page, portal, record)
    expect(page.get_by_text("标题请写明街道。").first).to_be_visible()
    page.fill("[name=title]", "演示数据：关于向阳街道助老食堂试点的通知")
    submit_for_review(page)
    publish(page, portal, record=record)

    address = public_address(portal, "向阳街道助老食堂试点")
    link = re.search(r'href="(/disclosure/info/attachments/\d+/)"', fetch(portal, address)[1].decode())
    assert link
    assert fetch(portal, link[1]) == (200, file.read_bytes())
    withdraw(page, portal, username="mzj-signer", record=record, explanation="试点方案有调整。")
    assert fetch(portal, address)[0] == 410
    assert fetch(portal, link[1])[0] == 404


def test_a_correction_needs_its_public_note(portal: Portal, page: Page):
    log_in(page, portal, "mzj-editor")
    record = register_record(page, portal, title="演示数据：关于夜间便民服务点的通告", text="演示数据。服务至二十时。")
    publish(page, portal, record=record)
    address = public_address(portal, "夜间便民服务点")

    edit(page, portal, record)
    page.fill("[name=title]", "演示数据：关于夜间便民服务点延时的通告")
    press_in_footer(page, "action-submit")
    expect(page.get_by_text("修改已发布的信息须填写更正说明，说明会向社会公开。")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("演示数据：关于夜间便民服务点延时的通告")
    assert "延时" not in fetch(portal, address)[1].decode()

    open_tab(page, "公开属性与发布")
    page.fill("[name=change_note]", "标题漏写“延时”，予以更正。")
    submit_for_review(page)
    publish(page, portal, record=record)
    page.goto(f"{portal.url}{address}")
    expect(page.get_by_role("heading", level=1)).to_have_text("演示数据：关于夜间便民服务点延时的通告")
    expect(page.get_by_role("region", name="变更记录")).to_contain_text("标题漏写“延时”，予以更正。")


def test_a_scheduled_record_goes_out_by_itself(portal: Portal, page: Page):
    listed = f"/disclosure/info/?q={quote('滨海骑行道')}"
    log_in(page, portal, "mzj-editor")
    fill_record(page, portal, title="演示数据：关于滨海骑行道开放的公告", text="演示数据。按时开放。")
    page.fill("input[name=go_live_at]", "2099-01-01 08:00")
    page.keyboard.press("Escape")
    submit_for_review(page)
    record = number_in_message(page)
    publish(page, portal, record=record)
    expect(page.get_by_text("待发布")).to_be_visible()
    assert "滨海骑行道开放的公告" not in fetch(portal, listed)[1].decode()

    portal.manage("shell", "-v", "0", "-c", BRING_FORWARD.format(record))
    wait_until(lambda: "滨海骑行道开放的公告" in fetch(portal, listed)[1].decode(), what="the scheduled record")


def test_an_official_file_becomes_a_draft_after_it_was_confirmed(portal: Portal, page: Page, tmp_path: Path):
    file = tmp_path / "通知.docx"
    file.write_bytes(docx_file(*OFFICIAL_DOCUMENT).getvalue())
    log_in(page, portal, "mzj-editor")
    page.get_by_role("link", name="导入公文").click()
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="上传").click()
    expect(page.locator("[name=title]")).to_have_value("关于做好演示社区议事厅建设的通知")
    expect(page.locator("[name=document_number]")).to_have_value("烟芝民发〔2026〕77号")
    expect(page.locator("[name=composed_on]")).to_have_value("2026-06-16")
    page.get_by_role("button", name="登记为草稿").click()
    expect(page.locator(".messages")).to_contain_text("已登记为草稿，索引号")
    expect(page.locator("[name=title]")).to_have_value("关于做好演示社区议事厅建设的通知")
    expect(page.locator(".public-DraftEditor-content")).to_contain_text("坚持就近就便，年内每个街道建成一处。")
