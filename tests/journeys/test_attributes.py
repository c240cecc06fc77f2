"""Every document carries its attribute and its reason: two words and a signer, a passage withheld, a review in time."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.steps import (
    RECORDS,
    fetch,
    fill_record,
    log_in,
    open_tab,
    press_in_footer,
    public_address,
    publish,
    submit_for_review,
    wait_until,
)
from tests.services.browser import AssertAccessible
from tests.services.portal import Portal
from zhifu_portal.demo.creation.periodic import EARLIER_SWEEP_DAYS

pytestmark = pytest.mark.browser

DISPUTED = "社区助餐点满意度调查情况汇总"
SEVERED = "困难家庭住房修缮救助办理情况"
REVIEW_ITEMS = "/cms/snippets/disclosure/reviewitem/"


def register_record_as_severed(page: Page, portal: Portal, *, title: str, text: str) -> int:
    """Register a record with a withheld passage: refused until its ground is given, then submitted."""
    record = register_draft(page, portal, title=title, text=text)
    page.check("input[name=is_severed]")
    page.select_option("select[name=ground]", "E15")
    page.fill("textarea[name=ground_reason]", "涉及救助对象的个人隐私。")
    page.select_option("select[name=third_party]", "refused")
    page.fill("textarea[name=third_party_reason]", "已经征求意见，不同意公开。")
    submit_for_review(page)
    return record


def register_draft(page: Page, portal: Portal, *, title: str, text: str) -> int:
    """Try to submit a marked text as wholly open; return the number of the draft, with its editor open."""
    fill_record(page, portal, title=title, text=text)
    press_in_footer(page, "action-submit")
    expect(page.locator(".messages")).to_contain_text("部分公开")
    record = int(page.url.rstrip("/").rsplit("/", 1)[-1])
    open_tab(page, "公开属性与发布")
    return record


def test_the_signer_decides_between_two_words(portal: Portal, page: Page, axe: AssertAccessible):
    listed = f"/disclosure/info/?q={quote('社区助餐点')}"
    assert DISPUTED not in fetch(portal, listed)[1].decode()
    log_in(page, portal, "mzj-signer")
    page.get_by_role("link", name=DISPUTED).click()
    expect(page.get_by_text("各方意见（不一致，由签发人确定）")).to_be_visible()
    axe(page)

    page.get_by_label("采纳审核认定").check()
    page.get_by_role("button", name="提交意见").click()
    expect(page.get_by_text("请写明选定这一公开属性的理由")).to_be_visible()

    page.fill("textarea[name=reason]", "调查已经结束，同意审核意见，主动公开。")
    page.get_by_role("button", name="提交意见").click()
    expect(page.locator(".messages")).to_contain_text("已记录")
    wait_until(lambda: DISPUTED in fetch(portal, listed)[1].decode(), what="the opened record")


def test_a_withheld_passage_is_read_by_nobody_outside(portal: Portal, page: Page, axe: AssertAccessible):
    page.goto(f"{portal.url}{public_address(portal, SEVERED)}")
    expect(page.get_by_role("region", name="本信息部分公开")).to_contain_text("第十五条")
    expect(page.locator("#article")).to_contain_text("（此处内容依法不予公开）")
    assert "长期卧床" not in page.content()
    axe(page)

    log_in(page, portal, "mzj-reviewer")
    page.goto(f"{portal.url}{RECORDS}/?q={quote(SEVERED)}")
    address = page.get_by_role("link", name=SEVERED).first.get_attribute("href") or ""
    page.goto(f"{portal.url}{RECORDS}/review/{address.rstrip('/').rsplit('/', 1)[-1]}/")
    expect(page.get_by_text("户主长期卧床")).to_be_visible()


def test_a_passage_is_marked_and_withheld(portal: Portal, page: Page):
    log_in(page, portal, "mzj-editor")
    text = "演示数据。救助对象共九户，其中一户⟦因意外致困⟧，已经办结。"
    record = register_record_as_severed(page, portal, title="演示数据：关于临时救助办结情况的通报", text=text)
    publish(page, portal, record=record)
    page.goto(f"{portal.url}{public_address(portal, '临时救助办结情况')}")
    expect(page.locator("#article")).to_contain_text("其中一户（此处内容依法不予公开），已经办结。")
    assert "意外" not in page.content()


def test_what_is_withheld_is_reviewed_in_time(portal: Portal, page: Page, axe: AssertAccessible):
    log_in(page, portal, "mzj-reviewer")
    expect(page.get_by_text("已逾期 1 件")).to_be_visible()
    page.goto(f"{portal.url}{REVIEW_ITEMS}?status=pending")
    # Wagtail says the number of hits in a heading that is an alert.
    axe(page, except_for={"aria-allowed-role": "h2"})
    page.locator("main").get_by_role("link", name="机关办公用房调配方案").click()
    axe(page)
    page.get_by_role("button", name="提交结论").click()
    expect(page.get_by_role("button", name="提交结论")).to_be_visible()

    page.check("input[name=outcome][value=keep]")
    page.fill("textarea[name=reason]", "仍属机关内部后勤管理信息，情况没有变化。")
    page.fill("input[name=next_review_on]", (timezone.localdate() + timedelta(days=300)).isoformat())
    page.get_by_role("button", name="提交结论").click()
    expect(page.locator(".messages")).to_contain_text("已记录")
    swept_in = (timezone.localdate() - timedelta(days=EARLIER_SWEEP_DAYS)).year
    page.goto(f"{portal.url}/cms/dashboards/coverage/?year={swept_in}")
    expect(page.get_by_role("region", name="审查覆盖率").get_by_role("table")).to_contain_text("100")
    axe(page)
