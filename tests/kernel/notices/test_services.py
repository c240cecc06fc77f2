"""Reading, wishes, texts, and how long notices are kept."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.kernel.notices.conftest import EVENT, NOW
from zhifu_portal.kernel.audit import AuditRow
from zhifu_portal.kernel.notice_events import event_named
from zhifu_portal.kernel.notices import MailWish, Notice, UnknownEvent
from zhifu_portal.kernel.notices.digests import gather_digests
from zhifu_portal.kernel.notices.models import NoticeDigest, NoticePreference, NoticeTemplate
from zhifu_portal.kernel.notices.retention import purge_notices
from zhifu_portal.kernel.notices.services import (
    mark_all_read,
    mark_read,
    reset_template,
    set_preferences,
    set_template,
)
from zhifu_portal.kernel.notices.wording import wording_on
from zhifu_portal.kernel.refusals import Refused
from zhifu_portal.kernel.tasks import gather_notice_digests, purge_old_notices

pytestmark = pytest.mark.django_db

TODAY = date(2100, 1, 4)
DAY = timedelta(days=1)


def set_text(clerk, *, subject="请看{index}", body="新文本", on=TODAY, now=NOW):
    return set_template(event=EVENT, subject=subject, body=body, effective_on=on, by=clerk, now=now)


def subject_on(day):
    return wording_on(event_named(EVENT), on=day).subject


def test_a_person_reads_their_own_notices_only(people, tell):
    mine, others = people(2)
    tell(mine, others)
    ids = list(Notice.objects.values_list("pk", flat=True))

    assert mark_read(notice_ids=ids, by=mine, now=NOW) == 1
    assert mark_read(notice_ids=ids, by=mine, now=NOW + DAY) == 0
    assert dict(Notice.objects.values_list("recipient", "read_at")) == {mine.pk: NOW, others.pk: None}


def test_all_means_all_that_were_shown(people, tell):
    mine, others = people(2)
    tell(mine, others, key="shown")
    tell(mine, key="came later", now=NOW + DAY)

    assert mark_all_read(by=mine, made_before=NOW, now=NOW + 2 * DAY) == 1
    assert set(Notice.objects.unread().values_list("recipient", "key")) == {
        (mine.pk, "came later"),
        (others.pk, "shown"),
    }


def test_wishes_are_kept_changed_and_forgotten(people):
    person, other = people(2)
    set_preferences(by=other, wishes={"": MailWish.NEVER})
    set_preferences(by=person, wishes={"": MailWish.DAILY, EVENT: MailWish.NEVER})
    set_preferences(by=person, wishes={"": MailWish.AT_ONCE, EVENT: None})

    assert list(NoticePreference.objects.order_by("pk").values_list("person", "event", "mail")) == [
        (other.pk, "", "never"),
        (person.pk, "", "at_once"),
    ]
    with pytest.raises(UnknownEvent):
        set_preferences(by=person, wishes={"tests.unknown": MailWish.NEVER})


def test_a_text_counts_from_its_day_on_and_the_last_one_set_for_a_day_counts(clerk):
    set_text(clerk, subject="明天的{index}", on=TODAY + DAY)
    set_text(clerk, subject="今天的{index}")
    set_text(clerk, subject="改过的{index}")

    assert [subject_on(TODAY + days * DAY) for days in (-1, 0, 1, 100)] == [
        "{index}已退回", "改过的{index}", "明天的{index}", "明天的{index}",
    ]  # fmt: skip


def test_a_text_is_audited_with_what_it_replaces(clerk):
    set_text(clerk)

    row = AuditRow.objects.get()
    assert (row.action, row.actor) == ("notices.template_set", clerk)
    assert row.detail["before"]["subject"] == "{index}已退回"
    assert row.detail["after"] == {"subject": "请看{index}", "body": "新文本"}


def test_a_text_whose_placeholder_is_gone_after_an_upgrade_no_longer_counts(clerk):
    NoticeTemplate.objects.create(
        event=EVENT, effective_on=TODAY, subject="{title}", body="x", created_at=NOW, created_by=clerk
    )

    assert subject_on(TODAY) == "{index}已退回"


def test_reset_returns_to_the_default_planned_texts_included(clerk):
    set_text(clerk)
    set_text(clerk, subject="明天的{index}", on=TODAY + DAY)
    reset_template(event=EVENT, by=clerk, now=NOW)

    assert {subject_on(TODAY), subject_on(TODAY + DAY)} == {"{index}已退回"}
    assert AuditRow.objects.filter(action="notices.template_reset").count() == 2
    with pytest.raises(Refused, match="不需要恢复"):
        reset_template(event=EVENT, by=clerk, now=NOW)


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({"subject": ""}, ["请填写标题；要用系统自带的文本，请点“恢复默认”。"]),
        ({"subject": "{title}"}, ["标题中“{title}”不是可用的占位符，请从可用占位符中选择。"]),
        ({"body": "{index.__class__}"}, ["内容中“{index.__class__}”不是可用的占位符，请从可用占位符中选择。"]),
        ({"body": "{index!r}"}, ["内容中“{index!r}”不是可用的占位符，请从可用占位符中选择。"]),
        ({"body": "{}"}, ["内容中“{}”不是可用的占位符，请从可用占位符中选择。"]),
        ({"body": "{{index}}"}, ["内容中有不成对的花括号，花括号只能用来写占位符，例如“{名称}”。"]),
        ({"body": "差{index"}, ["内容中有不成对的花括号，花括号只能用来写占位符，例如“{名称}”。"]),
        ({"subject": "长" * 201}, ["标题不能超过200个字，现在是201个字。"]),
        ({"on": TODAY - DAY}, ["启用日期不能早于今天，已经发出的通知不会改动。"]),
        ({"subject": "", "body": "}"}, [
            "请填写标题；要用系统自带的文本，请点“恢复默认”。",
            "内容中有不成对的花括号，花括号只能用来写占位符，例如“{名称}”。",
        ]),
    ],
)  # fmt: skip
def test_a_wrong_text_is_refused_with_every_reason(clerk, changed, reasons):
    with pytest.raises(Refused) as refused:
        set_text(clerk, **changed)

    assert refused.value.reasons == reasons
    assert (NoticeTemplate.objects.count(), AuditRow.objects.count()) == (0, 0)


def test_line_breaks_of_a_form_become_plain_ones(clerk):
    row = set_text(clerk, subject="标\r\n题", body="一\r\n\r\n二\x00")

    assert (row.subject, row.body) == ("标 题", "一\n\n二")


def test_the_tasks_gather_what_is_due_and_purge_what_is_kept_no_longer(people, tell, settings):
    (person,) = people()
    set_preferences(by=person, wishes={"": MailWish.DAILY})
    settings.NOTICE_KEEP_DAYS = 10
    for days in (9, 11):
        tell(person, key=str(days), now=timezone.now() - days * DAY)

    assert (gather_notice_digests(), gather_notice_digests()) == (1, 0)
    assert (purge_old_notices(), purge_old_notices()) == (1, 0)
    assert Notice.objects.get().key == "9"


@pytest.mark.both_databases
def test_old_notices_go_with_their_daily_mails_and_an_audit_row(people, tell):
    (person,) = people()
    set_preferences(by=person, wishes={"": MailWish.DAILY})
    for number in range(3):
        tell(person, key=str(number), now=NOW + number * DAY)
        gather_digests(now=NOW + (number + 1) * DAY)

    assert purge_notices(older_than=NOW + 2 * DAY) == 2
    assert purge_notices(older_than=NOW + 2 * DAY) == 0
    assert list(Notice.objects.values_list("key", flat=True)) == ["2"]
    assert list(NoticeDigest.objects.values_list("day", flat=True)) == [date(2100, 1, 7), date(2100, 1, 6)]
    row = AuditRow.objects.get()
    assert (row.action, row.actor, row.detail["purged"]) == ("notices.purged", None, 2)
