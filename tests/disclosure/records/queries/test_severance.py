"""What keeps a partly open text from going out, and what the public is told."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.rich_text import RichText

from disclosure.records.enums import Attribute
from disclosure.records.models import Ground, RecordAttachment, RecordGround
from disclosure.records.queries.severance import (
    NOT_CALLED_SEVERED,
    NOTHING_MARKED,
    public_file,
    public_grounds,
    severance_gaps,
)
from tests.disclosure.factories import OrganFactory, Staff, make_draft, sign_and_publish
from tests.disclosure.records.severed import SECRET, SEVERED, marked_draft, sever, word_attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return Staff(OrganFactory())


def gaps(record):
    return severance_gaps(type(record).objects.get(pk=record.pk).get_latest_revision_as_object())


def repeated(place, words=SECRET):
    return f"不公开的内容“{words}”还出现在{place}，请一并处理。"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"html": "<p>全部公开</p>"}, [NOTHING_MARKED]),
        ({"is_severed": False}, [NOT_CALLED_SEVERED]),
        ({"html": "<p>公开⟦没有关上</p>"}, ["正文中的“⟦”和“⟧”没有成对：“公开⟦没有关上”，请补全或者删除。"]),
        ({"html": "<p>没有⟦打开⟧⟧公开</p>"}, ["正文中的“⟦”和“⟧”没有成对：“没有⟦打开⟧⟧公开”，请补全或者删除。"]),
        ({"summary": "概述⟦密⟧"}, ["内容概述中有“⟦”或“⟧”，这一项会整体公开，请改写后去掉标记。"]),
        ({"title": f"关于{SECRET}的通知"}, [repeated("标题")]),
        ({"keywords": "张演示 的住址"}, [repeated("关键词")]),
        ({"ground_reason": f"因为{SECRET}。"}, [repeated("不公开的理由")]),
        ({"html": f"<p>⟦{SECRET}⟧</p><p>另有{SECRET}</p>"}, [repeated("正文没有标注的地方")]),
        ({"html": "<p>共⟦100⟧元，⟦5⟧人</p>", "summary": "共 2100 元，5 人"}, []),
        ({"html": "<p>共⟦1000⟧元</p>", "summary": "共 10００ 元"}, [repeated("内容概述", "1000")]),
        ({"attribute": Attribute.WITHHELD, "is_severed": False, "html": "<p>⟦没有关上</p>"}, []),
    ],
)
def test_every_gap_of_a_text_is_named(staff, fields, expected):
    assert gaps(marked_draft(staff, **fields)) == expected


def test_a_text_without_marks_has_no_gap(staff):
    assert gaps(make_draft(staff)) == []


def test_a_file_where_the_passage_can_still_be_read_is_named(staff):
    attachment = word_attachment(staff, "公开", SECRET, name=f"{SECRET}.docx")
    record = marked_draft(staff, attachments=[attachment])
    places = (f"附件名称“{SECRET}.docx”", f"附件“{SECRET}.docx”的文件名", f"附件“{SECRET}.docx”的内容")
    assert gaps(record) == [repeated(place) for place in places]
    sever(record, attachment, staff)
    assert gaps(record) == []


def test_a_passage_of_a_file_is_looked_for_in_the_text(staff):
    attachment = word_attachment(staff, f"公开，{SECRET}")
    record = marked_draft(staff, html=f"<p>{SECRET}</p>", attachments=[attachment])
    sever(record, attachment, staff)
    assert gaps(record) == [repeated("正文没有标注的地方")]


def test_many_repeats_are_counted(staff):
    marks = "".join(f"<p>⟦密语{number}号⟧，密语{number}号</p>" for number in "一二三四五六七八九十百千")
    found = gaps(marked_draft(staff, html=marks))
    assert len(found) == 11
    assert found[-1] == "另有 2 处不公开的内容还能读到，处理后会再次检查。"


def test_the_original_of_a_severed_file_does_not_go_out_by_oversight(staff):
    attachment = word_attachment(staff)
    first = marked_draft(staff, attachments=[attachment])
    sever(first, attachment, staff)
    other = make_draft(staff)
    other.attachment_links = [RecordAttachment(attachment=attachment)]
    assert severance_gaps(other) == [
        "附件“演示名单.docx”制作过公开件，但这里公开的是原件；请制作并使用公开件，确实可以全部公开的，请重新上传原件。"
    ]


def test_the_public_form_of_another_file_is_refused_and_let_go_in_the_editor(staff):
    attachment, stranger = word_attachment(staff), word_attachment(staff)
    record = marked_draft(staff, attachments=[attachment])
    made = sever(record, attachment, staff)
    link = RecordAttachment(record=record, attachment=stranger, rendition=made.rendition)
    record.attachment_links = [link]
    assert "附件“演示名单.docx”的公开件不是由它制作的，请重新制作公开件。" in severance_gaps(record)
    assert public_file(link) == made.rendition
    link.clean()
    assert link.rendition is None


def test_the_public_is_told_the_law_as_it_was_signed(staff):
    draft = marked_draft(staff)
    draft.further_grounds = [RecordGround(ground="E14-2", reason="法律禁止公开。")]
    draft.save_revision(user=staff.editor)
    record = sign_and_publish(draft, staff)
    Ground.objects.filter(code="E16-2").update(repealed_on=timezone.localdate())
    told = [(ground.article, ground.name, ground.reason) for ground in public_grounds(record)]
    assert told == [
        (
            "《中华人民共和国政府信息公开条例》第十六条第二款",
            "讨论记录、过程稿、磋商信函、请示报告等过程性信息",
            "属于讨论记录。",
        ),
        ("《中华人民共和国政府信息公开条例》第十四条", "法律、行政法规禁止公开", "法律禁止公开。"),
    ]
    assert public_grounds(sign_and_publish(make_draft(staff), staff)) == []


def test_a_draft_tells_the_law_of_today(staff):
    draft = make_draft(staff, body=[("text", RichText("<p>⟦密语⟧</p>"))], **SEVERED)
    assert [ground.reason for ground in public_grounds(draft)] == ["属于讨论记录。"]


def test_page_and_api_say_that_a_part_is_withheld_and_why(client, staff):
    record = sign_and_publish(marked_draft(staff), staff)
    shown = BeautifulSoup(client.get(record.get_absolute_url()).content, "html.parser")
    notice = shown.select_one("section[aria-labelledby=withheld-title]")
    assert shown.select_one("#withheld-title").get_text() == "本信息部分公开"
    assert "《中华人民共和国政府信息公开条例》第十六条第二款" in notice.get_text()
    assert "属于讨论记录。" in notice.get_text()
    assert "主动公开（部分公开）" in shown.get_text()

    (listed,) = client.get("/api/v1/records/").json()["results"]
    told = client.get(f"/api/v1/records/{record.index_number}/").json()
    assert (listed["partly_open"], told["partly_open"]) == (True, True)
    (ground,) = told["grounds"]
    assert (ground["reason"], set(ground)) == ("属于讨论记录。", {"article", "name", "text", "reason"})


def test_what_is_wholly_open_says_nothing_of_it(client, staff):
    record = sign_and_publish(make_draft(staff), staff)
    assert "withheld-title" not in client.get(record.get_absolute_url()).content.decode()
    told = client.get(f"/api/v1/records/{record.index_number}/").json()
    assert (told["partly_open"], told["grounds"]) == (False, [])
