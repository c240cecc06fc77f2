"""What is found in a draft and its files, where, and that nothing of it is kept in clear."""

import io

import openpyxl
import pytest
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st
from wagtail.rich_text import RichText

from disclosure.records.models import InformationRecord, RecordAttachment
from disclosure.records.queries.finding_scan import MAX_PER_PLACE, find_in_draft
from tests.disclosure.factories import OrganFactory, Staff
from tests.disclosure.records.files import attachment_of
from tests.kernel.files import samples
from tests.kernel.personal_data.invented import MOBILE, resident_id

pytestmark = pytest.mark.django_db

TABLE = {"data": [["姓名", "电话"], ["王演示", MOBILE]], "table_caption": ""}


def draft(**fields):
    values = {"title": "演示数据", "body": [("text", RichText("<p>演示数据正文。</p>"))]} | fields
    return InformationRecord(**values)


def found_in(record):
    return [(each.kind, each.label, each.place, each.excerpt) for each in find_in_draft(record)]


def with_files(*attachments, **fields):
    record = draft(**fields)
    record.attachment_links = [RecordAttachment(attachment=each) for each in attachments]
    return record


@pytest.mark.parametrize(
    ("fields", "place", "excerpt"),
    [
        ({"title": f"联系{MOBILE}"}, "标题", "154****0000"),
        ({"summary": f"联系{MOBILE}"}, "内容概述", "154****0000"),
        ({"keywords": f"{MOBILE}"}, "关键词", "154****0000"),
        ({"body": [("text", RichText(f"<p>联系{MOBILE}。</p>"))]}, "正文", "154****0000"),
        ({"body": [("table", TABLE)]}, "正文", "第 2 行：154****0000"),
    ],
)
def test_every_text_of_a_draft_is_searched(fields, place, excerpt):
    assert found_in(draft(**fields)) == [("personal_data", "手机号码", place, excerpt)]


def test_a_passage_that_is_withheld_is_not_found():
    body = [("text", RichText(f"<p>公开⟦联系{MOBILE}⟧结束</p>"))]
    assert found_in(draft(body=body)) == []


def test_each_place_is_a_finding_of_its_own_and_shows_nothing_of_its_neighbour():
    number = resident_id()
    body = [("text", RichText(f"<p>{MOBILE}，{number}，{MOBILE}</p>"))]
    found = find_in_draft(draft(body=body))
    assert [each.excerpt for each in found] == [
        "154****0000",
        f"{number[:4]}**********{number[-4:]}",
        "154****0000",
    ]
    assert len({each.fingerprint for each in found}) == 3


def test_two_that_are_alike_in_everything_are_two():
    body = [("text", RichText(f"<p>{'，' * 40}{MOBILE}{'，' * 40}{MOBILE}{'，' * 40}</p>"))]
    first, second = find_in_draft(draft(body=body))
    assert first[:4] == second[:4]
    assert first.fingerprint != second.fingerprint


@pytest.mark.parametrize(
    ("after", "same"),
    [
        (f"另一段。{'，' * 40}请联系{MOBILE}办理。{'，' * 40}", True),
        (f"{'，' * 40}勿联系{MOBILE}办理。{'，' * 40}", False),
        (f"{'，' * 40}请联系{MOBILE[:-1]}1办理。{'，' * 40}", False),
    ],
)
def test_a_fingerprint_holds_while_the_words_around_stay(after, same):
    before = f"{'，' * 40}请联系{MOBILE}办理。{'，' * 40}"
    (old,) = find_in_draft(draft(body=[("text", RichText(f"<p>{before}</p>"))]))
    (new,) = find_in_draft(draft(body=[("text", RichText(f"<p>{after}</p>"))]))
    assert (old.fingerprint == new.fingerprint) == same


@given(st.text(alphabet="甲乙，。 1X", max_size=30), st.text(alphabet="甲乙，。 1X", max_size=30))
def test_no_excerpt_holds_the_number(before, after):
    number = resident_id()
    for each in find_in_draft(draft(summary=f"{before}，{number}，{after}")):
        assert number not in each.excerpt
        assert number not in repr(each)


def test_beyond_a_limit_the_rest_of_a_place_is_one_finding():
    numbers = "，".join(f"154{n:08d}" for n in range(MAX_PER_PLACE + 3))
    found = find_in_draft(draft(summary=numbers))
    assert len(found) == MAX_PER_PLACE + 1
    assert found[-1].excerpt == "另有 3 处未逐一列出"


def workbook(staff):
    book = openpyxl.Workbook()
    book.active.title = "名单"
    book.active.append(["甲", "乙"])
    book.active.append(["王演示", MOBILE])
    book.active.row_dimensions[2].hidden = True
    book.properties.creator = "王演示"
    return attachment_of(staff, samples.saved(book), f"{MOBILE}.xlsx")


def test_text_name_properties_and_hidden_content_of_a_file_are_searched():
    record = with_files(workbook(Staff(OrganFactory())))
    assert sorted(found_in(record)) == [
        ("hidden_rows", "隐藏的行", "附件“演示附件”工作表“名单”第 2 行", "王** 154****0000"),
        ("personal_data", "手机号码", "附件“演示附件”内容", "第 3 行：154****0000"),
        ("personal_data", "手机号码", "附件“演示附件”文件名", "154****0000"),
        ("property", "文件属性", "附件“演示附件”作者", "王**"),
    ]


def test_a_file_is_read_once(django_assert_num_queries):
    record = with_files(workbook(Staff(OrganFactory())))
    first = find_in_draft(record)
    attachment = record.attachment_links.all()[0].attachment
    attachment.file.storage.delete(attachment.file.name)

    assert find_in_draft(record) == first
    cache.clear()
    assert ("hidden_text", "无法检查的文件", "附件“演示附件”", "文件打不开，请重新上传。") in found_in(record)


def test_what_is_kept_in_the_cache_holds_no_number(data_dir):
    find_in_draft(with_files(workbook(Staff(OrganFactory()))))
    kept = b"".join(path.read_bytes() for path in (data_dir / "cache").rglob("*") if path.is_file())
    assert MOBILE.encode() not in kept


def test_a_file_that_cannot_be_read_through_is_a_finding():
    staff = Staff(OrganFactory())
    broken = samples.with_members(samples.xlsx_file({"表": [["甲"]]}), {"xl/worksheets/sheet1.xml": "<worksheet"})
    (found,) = find_in_draft(with_files(attachment_of(staff, broken, "a.xlsx")))
    assert (found.kind, found.label) == ("hidden_text", "无法检查的文件")


@pytest.mark.parametrize(("is_severed", "count"), [(True, 0), (False, 1)])
def test_the_public_rendition_stands_for_the_file_of_a_severed_record(is_severed, count):
    staff = Staff(OrganFactory())
    original = attachment_of(staff, samples.docx_file(f"联系{MOBILE}"), "a.docx")
    public = attachment_of(staff, samples.docx_file("演示数据"), "b.docx", title="公开件")
    record = draft(is_severed=is_severed)
    record.attachment_links = [RecordAttachment(attachment=original, rendition=public)]
    assert len(find_in_draft(record)) == count


@pytest.mark.parametrize(
    ("author", "shown"),
    [("王演示", "王**"), ("Wang Yanshi", "W*** Y*****"), ("演示机关综合科", "演******"), ("w", "w")],
)
def test_names_in_properties_are_shown_by_their_first_characters(author, shown):
    file = samples.docx_file("演示数据", author=author)
    found = found_in(with_files(attachment_of(Staff(OrganFactory()), file, "a.docx")))
    assert found == [("property", "文件属性", "附件“演示附件”作者", shown)]


def test_files_of_other_kinds_carry_only_their_words():
    staff = Staff(OrganFactory())
    picture = attachment_of(staff, samples.image_file("PNG"), f"{MOBILE}.png")
    text = attachment_of(staff, io.BytesIO("演示数据".encode()), "a.txt")
    assert [each[2] for each in found_in(with_files(picture, text))] == ["附件“演示附件”文件名"]
