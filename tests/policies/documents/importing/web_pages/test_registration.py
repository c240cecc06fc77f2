"""A page that is registered: its tables are table blocks, what its table of metadata states is on the record."""

import io
from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from policies.documents.importing.file_reading import propose
from policies.documents.importing.file_registration import ConfirmedDocument, register_confirmed
from policies.documents.models import PolicyDocument
from tests.disclosure.factories import OrganFactory
from tests.policies.documents.importing.web_pages import pages

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def office():
    return OrganFactory(name="演示区人民政府办公室", kind="office")


def saved(tmp_path, html):
    path = tmp_path / "演示.html"
    path.write_text(html)
    call_command("import_file", str(path), save=True, confirmed=True, stdout=io.StringIO())
    return PolicyDocument.objects.get()


def test_a_page_is_registered_with_its_tables_and_metadata(office, tmp_path):
    stated = pages.STATED | {"统一登记号": "YSDR-2024-0020001", "施行日期": "2024年4月1日", "有效性": "失效"}
    record = saved(tmp_path, pages.page(head=pages.head_as_table(stated)))

    assert (record.title, record.document_number, record.organ) == (pages.TITLE, pages.NUMBER, office)
    assert (record.composed_on, record.effective_on) == (date(2024, 3, 5), date(2024, 4, 1))
    assert (record.register_number, record.keywords) == ("YSDR-2024-0020001", "公园管理、演示数据")
    assert (record.source, record.has_lapsed, record.status) == ("演示区政府网", True, "draft")
    assert [block.block_type for block in record.body] == ["text", "table", "text"]
    assert record.body[1].value.get("data") == pages.ROWS


def test_the_validity_of_a_document_of_a_superior_is_that_of_the_page(office, tmp_path):
    stated = pages.STATED | {"发文机关": "演示省人民政府", "发文字号": "演省政发〔2024〕1号"}
    text = (
        pages.text_html()
        .replace("演示区人民政府办公室", "演示省人民政府")
        .replace("演政办发〔2024〕12", "演省政发〔2024〕1")
    )

    record = saved(tmp_path, pages.page(head=pages.head_as_table(stated), text=text))

    assert (record.is_reproduced, record.is_validity_stated) == (True, True)


def test_tables_in_a_text_an_editor_confirmed_are_table_blocks(office):
    confirmed = ConfirmedDocument(
        title="演示数据",
        document_number="",
        issuers=office.name,
        composed_on=date(2024, 3, 5),
        genre="notice",
        attribute="open",
        body_text="　　第一段。\n\t甲\n乙\t丙 & 丁\n附件\n末段。",
        headings=frozenset({"附件"}),
    )

    record = register_confirmed(confirmed=confirmed, organ=office, by=None, now=timezone.now())

    assert [block.block_type for block in record.body] == ["text", "table", "text"]
    assert record.body[1].value.get("data") == [["", "甲"], ["乙", "丙 & 丁"]]
    assert record.body_html().endswith("<h2>附件</h2>\n<p>末段。</p>")


def test_the_screen_gets_the_values_of_the_page():
    head = "\n".join(f"{name}：{value}" for name, value in pages.STATED.items())

    document = propose(text=f"{head}\n{chr(10).join(pages.TEXT)}").document

    assert (document.title, document.document_number) == (pages.TITLE, pages.NUMBER)
